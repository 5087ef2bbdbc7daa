"""Tables that leave as CSV: no cell can become a formula, whether we write it or the database."""

import csv
import io
from collections.abc import Iterable
from typing import IO

from django.core.exceptions import EmptyResultSet
from django.db import connection

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
UTF8_MARK = "\ufeff"  # without it spreadsheets take the text for another encoding


def safe_cell(value) -> str:
    """The text of a value; what a spreadsheet would run begins with an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(STARTS_A_FORMULA) else text


def csv_of(columns: Iterable[str], rows: Iterable[dict]) -> str:
    """The rows, each a dict, as CSV with the names of the columns on top."""
    out = io.StringIO()
    names = list(columns)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerows([safe_cell(row[name]) for name in names] for row in rows)
    return UTF8_MARK + out.getvalue()


#: the same rule as `safe_cell`, in the database's words
_SAFE_CELL = r"""CASE WHEN ltrim({cell}, U&' \00A0') ~ '^[=+@\t\r\n＝＋－＠-]' THEN '''' || {cell} ELSE {cell} END"""


def copy_into(file: IO[bytes], rows, columns: dict[str, str]) -> None:
    """Write a queryset of values as CSV into a file: the database makes it by COPY, no row passes through Python.

    `columns` are the names on top and the value of each; numbers, dates and lists go as the database writes them.
    """
    file.write(UTF8_MARK.encode())
    try:
        source, params = rows.query.sql_with_params()
    except EmptyResultSet:
        file.write((",".join(columns) + "\n").encode())
        return
    cells = ", ".join(f'{_SAFE_CELL.format(cell=f"(r.{value})::text")} AS "{name}"' for name, value in columns.items())
    with connection.cursor() as cursor:
        asked = cursor.mogrify(source, params).decode()
        shaped = f"SELECT {cells} FROM ({asked}) r"  # noqa: S608 names of this code, values quoted by the driver
        cursor.copy_expert(f"COPY ({shaped}) TO STDOUT WITH (FORMAT csv, HEADER, FORCE_QUOTE *)", file)
