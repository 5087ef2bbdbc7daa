"""A CSV text as rows of named cells, or a refusal that names the row."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from obligations.importers.refusals import Refused

LONGEST_CELL = 20_000
OTHER_SEPARATORS = {";": gettext_lazy("semicolons"), "\t": gettext_lazy("tabs")}


def column_names(text: str) -> list[str]:
    """The cells of the first line."""
    header = next(_cells(text), [])
    return [name.strip() for name in header]


def refuse_wrong_columns(found: list[str], wanted: tuple[str, ...]) -> None:
    """Raise Refused with the names of the columns that are missing, unknown or repeated; their order is free."""
    for separator, words in OTHER_SEPARATORS.items():
        if len(found) == 1 and separator in found[0]:
            raise Refused(_("The columns are separated by %s: save the file with commas.") % words)
    missing = [name for name in wanted if name not in found]
    unknown = [name or "«»" for name in found if name not in wanted]
    repeated = sorted({name for name in found if found.count(name) > 1 and name in wanted})
    faults = [(_("missing"), missing), (_("unknown"), unknown), (_("repeated"), repeated)]
    if missing or unknown or repeated:
        words = "; ".join(f"{title}: {', '.join(names[:20])}" for title, names in faults if names)
        raise Refused(_("The columns are not those of the export (%s).") % words[:600])


def named_rows(text: str) -> Iterator[dict[str, str]]:
    """Each row after the first line as {column: cell}. Raises Refused for a row of another length or none at all."""
    names, rows = column_names(text), _cells(text)
    next(rows)
    number = 1
    for number, cells in enumerate(rows, start=2):
        if not cells:
            continue
        if len(cells) != len(names):
            words = _("Row %(row)d has %(found)d cells instead of %(wanted)d: the file is damaged or cut short.")
            raise Refused(words % {"row": number, "found": len(cells), "wanted": len(names)})
        yield dict(zip(names, cells, strict=True))
    if number == 1:
        raise Refused(_("The file has its column names, but no row."))


def _cells(text: str) -> Iterator[list[str]]:
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            _refuse_long_cell(cells, number)
            yield cells
    except csv.Error as fault:
        raise Refused(_words_for(text, number + 1, fault)) from fault


def _refuse_long_cell(cells: list[str], number: int) -> None:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Refused(_("Row %d has a cell of more than 20,000 characters.") % number)


def _words_for(text: str, number: int, fault: csv.Error) -> str:
    if text.count('"') % 2:
        return (
            _("A quotation mark is opened in row %d, or after it, and never closed: the file is damaged or cut short.")
            % number
        )
    if "limit" in str(fault):
        return _("Row %d has a cell of more than 20,000 characters.") % number
    return _("The quotation marks of row %(row)d are wrong (%(fault)s).") % {"row": number, "fault": fault}
