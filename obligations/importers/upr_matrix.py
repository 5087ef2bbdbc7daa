"""OHCHR's matrices of the Universal Periodic Review: one table in a Word document, in two generations of vocabulary."""

import io
import re
from collections.abc import Iterator
from zipfile import BadZipFile

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docx.table import _Cell

from files.inspection import inspected
from obligations.choices import Response
from obligations.importers.files import SourceFile
from obligations.importers.refusals import Refused
from obligations.importers.rows import ImportedRow, Keys, plain
from web.errors import FailedCheck

HEADING = re.compile(
    r"UPR of (?P<state>.+?)\s*\((?P<cycle>\d)\w{2} Cycle\s*[–-]\s*(?P<session>\d{1,2})\w{2} session\)", re.I
)
NUMBERED = re.compile(r"^(?P<number>\d{1,3}\.\d{1,3})\.?\s+(?P<text>.+)$", re.S)
POSITION = re.compile(r"\n?\s*Source of position:\s*(?P<source>.*)$", re.I | re.S)
REPORT = re.compile(r"A/HRC/\d{1,3}/\d{1,3}")
PARTS = {"sdgs:": "goals", "affected persons:": "persons"}


class UprMatrix:
    source = "upr-matrix"
    mechanism = "upr"
    language = "en"
    kind = "docx"
    vocabularies = ("uhri", "upr-matrix")
    looks_for_help_in_texts = True
    columns = ("Recommendation", "Position", "Full list of themes")
    responses = {"supported": Response.ACCEPTED, "noted": Response.NOTED, "": Response.UNKNOWN}

    def rows(self, file: SourceFile) -> Iterator[ImportedRow]:
        """Each recommendation once, in the order of the table. Raises Refused where it is no such matrix."""
        document = _document(file.raw)
        about = _about(document)
        keys, seen = Keys(), set()
        for cells in self._records(document):
            raw = about | dict(zip(self.columns, cells, strict=True))
            row = self.row(raw, "")
            identity = (row.state_label, about["session"], row.paragraph or row.text)
            if identity not in seen:
                seen.add(identity)
                yield self.row(raw, keys.key(identity))
        if not seen:
            raise Refused(_("The matrix has its column names, but no recommendation."))

    def row(self, raw: dict[str, str], key: str) -> ImportedRow:
        told, position, kinds = (raw[name] for name in self.columns)
        source = POSITION.search(told)
        words = plain(POSITION.sub("", told)).rstrip(" ;.")
        numbered = NUMBERED.match(words)
        lists = _lists(kinds)
        report = REPORT.search(source["source"] if source else "")
        return ImportedRow(
            key=key,
            state_label=raw["state"],
            text=numbered["text"] if numbered else words,
            recommending=bracketed(words),
            response_label=plain(position),
            session=raw["session"],
            cycle=raw["cycle"],
            issues=lists["themes"],
            issue_label="; ".join(lists["themes"]),
            persons=lists["persons"],
            goals=lists["goals"],
            symbol=report[0] if report else "",
            paragraph=numbered["number"] if numbered else "",
            raw=raw,
        )

    def _records(self, document) -> Iterator[list[str]]:
        """The cells of every row with a recommendation; rows across the whole width are headings."""
        found = False
        for table in document.tables:
            names, *rows = ([_Cell(cell, table).text for cell in row.tc_lst] for row in table._tbl.tr_lst)
            if [plain(name) for name in names[:3]] != list(self.columns):
                continue
            found = True
            yield from (cells[:3] for cells in rows if len(cells) > 2 and any(cell.strip() for cell in cells[:3]))
        if not found:
            wanted = ", ".join(self.columns)
            raise Refused(_("This Word document holds no matrix of recommendations (columns %s).") % wanted)


def _document(raw: bytes):
    try:
        return docx.Document(io.BytesIO(inspected(raw).data))
    except FailedCheck as refusal:
        raise Refused(" ".join(refusal.messages)) from refusal
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as fault:
        raise Refused(_("This Word document is damaged or cut short.")) from fault


def _about(document) -> dict[str, str]:
    """State, cycle and session, which stand in the heading of every page, or in the first lines."""
    lines = [line.text for section in document.sections for line in section.header.paragraphs]
    for line in [*lines, *(line.text for line in document.paragraphs[:20])]:
        found = HEADING.search(plain(line))
        if found:
            return {name: found[name] for name in ("state", "cycle", "session")}
    raise Refused(
        _("The matrix does not say of which State and session it is («UPR of … (3rd Cycle - 34th Session)»).")
    )


def _lists(cell: str) -> dict[str, tuple[str, ...]]:
    """The third column: themes first, then what stands under «SDGs:» and «Affected persons:»."""
    lists: dict[str, list[str]] = {"themes": [], "goals": [], "persons": []}
    current = "themes"
    for line in map(plain, cell.split("\n")):
        current = PARTS.get(line.lower(), current)
        if line and line.lower() not in PARTS:
            lists[current].append(line.removeprefix("- "))
    return {name: tuple(found) for name, found in lists.items()}


def bracketed(text: str) -> tuple[tuple[str, ...], ...]:
    """The names in brackets that end a clause: «… (France) (Iran (Islamic Republic of), Peru); …»."""
    groups, depth, begins = [], 0, 0
    for place, char in enumerate(text):
        if char == "(":
            begins = place + 1 if depth == 0 else begins
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            rest = text[place + 1 :].lstrip()
            if depth == 0 and (not rest or rest[0] in ";.("):
                groups.append(_names(text[begins:place]))
    return tuple(groups)


def _names(inside: str) -> tuple[str, ...]:
    """Split at commas outside of inner brackets."""
    apart = re.split(r",(?![^(]*\))", inside)
    return tuple(filter(None, map(plain, apart)))
