"""Tables that leave as CSV: one writer, in which no cell can become a formula."""

import csv
import io
from collections.abc import Iterable

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
