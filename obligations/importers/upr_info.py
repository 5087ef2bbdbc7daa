"""The exports of UPR Info's database: CSV, in the first years from a Macintosh."""

import html
from collections.abc import Iterator

from obligations.choices import Response
from obligations.importers.files import SourceFile
from obligations.importers.rows import ImportedRow, Keys, plain
from obligations.importers.tables import column_names, named_rows, refuse_wrong_columns

#: the last session of each cycle of the Universal Periodic Review
CYCLE_ENDS = (12, 26, 40, 54)


class UprInfoExport:
    source = "upr-info"
    mechanism = "upr"
    language = "en"
    columns = (
        "To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session",
    )  # fmt: skip
    identity = ("To", "From", "Session", "Text")
    kind = "csv"
    vocabularies = ("upr-info",)
    looks_for_help_in_texts = False
    responses = {
        "accepted": Response.ACCEPTED,
        "supported": Response.ACCEPTED,
        "noted": Response.NOTED,
        "rejected": Response.NOTED,
        "no response": Response.UNKNOWN,
        "general response": Response.UNKNOWN,
        "no clear position": Response.UNKNOWN,
        "": Response.UNKNOWN,
    }

    def rows(self, file: SourceFile) -> Iterator[ImportedRow]:
        """The rows of an export in its own order. Raises Refused where the table is broken."""
        keys = Keys()
        refuse_wrong_columns(column_names(file.text), self.columns)
        for raw in named_rows(file.text):
            yield self.row(raw, keys.key(_cell(raw, name) for name in self.identity))

    def row(self, raw: dict[str, str], key: str) -> ImportedRow:
        return ImportedRow(
            key=key,
            state_label=_cell(raw, "To"),
            text=_cell(raw, "Text"),
            recommending=((_cell(raw, "From"),),),
            response_label=_cell(raw, "Response"),
            action=_cell(raw, "Action"),
            session=_cell(raw, "Session"),
            issues=tuple(filter(None, map(plain, _cell(raw, "Issue").split(",")))),
            issue_label=_cell(raw, "Issue"),
            raw=raw,
        )


def cycle_of(session: int) -> int:
    return 1 + sum(session > end for end in CYCLE_ENDS)


def _cell(raw: dict[str, str], name: str) -> str:
    return plain(html.unescape(raw[name]))
