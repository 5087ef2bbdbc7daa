"""INSERT … SELECT over the columns of a model, whatever columns it has gained since."""

import contextlib
from collections.abc import Iterator

from django.db import connection
from django.db.models import NOT_PROVIDED


def insert_select(model, columns: dict[str, str], source: str, params: dict | None = None) -> int:
    """Insert a row per row of `source` (SQL after FROM); `columns` gives SQL by the attname of the field.

    Other columns get the default of the model. The SQL is constants of this code. Returns how many.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    unknown = set(columns) - set(fields)
    if unknown:
        raise LookupError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    values, names = dict(params or {}), {fields[name].column: sql for name, sql in columns.items()}
    for attname, field in fields.items():
        if attname not in columns and not (field.primary_key or field.null or field.generated):
            names[field.column] = f"%({attname}_default)s"
            values[f"{attname}_default"] = field.get_db_prep_save(_default_of(field), connection)
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({listed}) SELECT {", ".join(names.values())} FROM {source}',  # noqa: S608
            values,
        )
        return cursor.rowcount


def _default_of(field):
    if field.default is not NOT_PROVIDED:
        return field.get_default()
    return field.pre_save(field.model(), add=True) if getattr(field, "auto_now_add", False) else field.get_default()


def run(statement: str, params: dict | None = None) -> int:
    """One statement of this code; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def sequence_of(model) -> str:
    """The name of the sequence that gives the model its ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        return cursor.fetchone()[0]


def without_patience() -> None:
    """For this transaction: no time limit."""
    run("SET LOCAL statement_timeout = 0")


@contextlib.contextmanager
def without_guards(*models) -> Iterator[None]:
    """Leave out the triggers of these tables while the load, which keeps their rules by itself, writes its rows.

    Only the owner of the tables can; the rows have to be as the guards would have let them be.
    """
    tables = [model._meta.db_table for model in models]
    _switch("DISABLE", tables)
    yield
    _switch("ENABLE", tables)


def _switch(how: str, tables: list[str]) -> None:
    """No table can be altered while checks of its rows wait for the end of the transaction: they are made now."""
    switched = "; ".join(f'ALTER TABLE "{table}" {how} TRIGGER USER' for table in tables)
    run(f"SET CONSTRAINTS ALL IMMEDIATE; {switched}; SET CONSTRAINTS ALL DEFERRED")


def analyse(*models) -> None:
    """Tell the planner how large the tables have become: the triggers that read them would scan them whole."""
    run("; ".join(f'ANALYZE "{model._meta.db_table}"' for model in models))
