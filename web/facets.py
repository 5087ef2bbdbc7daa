"""Counts beside the choices of a list: all of them in one statement, under a time limit, left out beyond it."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.formats import number_format
from django.utils.translation import get_language

from web.names import name_in, sort_key

#: milliseconds: a list without counts now is better than one with counts later
TIME_LIMIT = 150
#: seconds: what took too long is not tried again by every reader
REST = 60
MOST_RESTING = 1000


@dataclass(frozen=True)
class Counted:
    count: int
    names: dict | None = None


@dataclass(frozen=True)
class Facet:
    """A choice that a list can be narrowed by.

    `value` is SQL over the row `hit`, `join` more SQL to reach it (with `params` in its order), `names` the JSON of
    its names where it has such.
    """

    name: str
    value: str
    join: str = ""
    names: str = "NULL"
    params: tuple = ()


class Resting:
    """Which lists took too long to count a moment ago, in this process."""

    def __init__(self) -> None:
        self.until: dict = {}

    def has(self, whose) -> bool:
        return self.until.get(whose, 0) > time.monotonic()

    def add(self, whose) -> None:
        if len(self.until) >= MOST_RESTING:
            self.until.clear()
        self.until[whose] = time.monotonic() + REST


RESTING = Resting()


def counts_in_time(whose: tuple, rows: Callable, facets: list[Facet], chosen: dict[str, Q]) -> dict | None:
    """`facet_counts` of `rows()`, not tried for a minute where it took too long; `whose` names rows and reader."""
    if RESTING.has(whose):
        return None
    counts = facet_counts(rows(), facets, chosen)
    if counts is None:
        RESTING.add(whose)
    return counts


def facet_counts(rows, facets: list[Facet], chosen: dict[str, Q], limit: int = TIME_LIMIT) -> dict | None:
    """{facet: {value: Counted}}, each counted with the choices of the others in force, and "" for the whole list.

    `rows` is a queryset of values, not narrowed by the choices; `chosen` the condition of each facet that is in use.
    None where it would take longer than `limit` milliseconds.
    """
    flags = {f"in_{name}": ExpressionWrapper(condition, BooleanField()) for name, condition in chosen.items()}
    try:
        source, params = rows.order_by().annotate(**flags).query.sql_with_params()
    except EmptyResultSet:
        return _by_facet([], facets)
    parts = [_part(facet, chosen) for facet in facets]
    parts.append(f"SELECT '', '', NULL, count(*) FROM hit WHERE {_others('', chosen)}")  # noqa: S608 names of this code
    statement = f"WITH hit AS MATERIALIZED ({source}) {' UNION ALL '.join(parts)}"
    found = _within(limit, statement, (*params, *(one for facet in facets for one in facet.params)))
    return None if found is None else _by_facet(found, facets)


def _part(facet: Facet, chosen) -> str:
    where = f"{_others(facet.name, chosen)} AND {facet.value} IS NOT NULL"
    return (
        f"SELECT '{facet.name}', ({facet.value})::text, ({facet.names})::text, count(*) FROM hit {facet.join}"  # noqa: S608
        f" WHERE {where} GROUP BY 2, 3"
    )


def _others(name: str, chosen) -> str:
    return " AND ".join(f"in_{other}" for other in chosen if other != name) or "true"


def _within(limit: int, statement: str, params):
    """The rows, or None where the database would need longer. The limit ends with the transaction."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {int(limit)}; {statement}", params)
            found = cursor.fetchall()
            if len(connection.savepoint_ids):
                cursor.execute("SET LOCAL statement_timeout = DEFAULT")
            return found
    except OperationalError:
        return None


def _by_facet(found, facets) -> dict:
    counts: dict = {"": {"": Counted(0)}} | {facet.name: {} for facet in facets}
    for name, value, names, count in found:
        counts[name][value] = Counted(count, json.loads(names) if names else None)
    return counts


def options_of(name: str, counts: dict | None, choices, chosen) -> list[dict]:
    """What `components/facet_list.html` takes. `choices` are pairs of code and words; None takes the named values
    that were found. Without counts every choice stands there, without a number.
    """
    found = (counts or {}).get(name, {})
    if choices is None:
        named = ((code, name_in(one.names or {}, get_language()) or code) for code, one in found.items())
        choices = sorted(named, key=lambda pair: sort_key(pair[1]))
    return [
        {
            "value": code,
            "label": words,
            "count": found[code].count if code in found else None,
            "checked": code in chosen,
        }
        for code, words in choices
        if counts is None or code in found or code in chosen
    ]


def capped(counts: dict | None, most: int = 1000) -> str:
    """How many there are in all, as far as it matters: «37», «1,000+»; empty where it was not counted."""
    if counts is None:
        return ""
    total = counts[""][""].count
    return f"{number_format(most, force_grouping=True)}+" if total > most else number_format(total)
