"""The answers in a form that came back, whatever program it was filled in with."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import BadZipFile

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from requests_app.word.controls import EMPTY
from requests_app.word.marks import read
from requests_app.word.questions import KEY
from requests_app.word.writing import FORM_KEY, OWN_LINE
from web.errors import FailedCheck

REFERENCE = re.compile(r"^([0-9a-f]{16})/(\d{1,9})/(en|fr|ar)(?:/([a-z_=,0-9]*))?$")
BREAKS, SPACES = {qn("w:br"), qn("w:cr")}, {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): ""}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
CELLS = "./w:tc | ./w:sdt/w:sdtContent/w:tc"
NAMES = ".//w:bookmarkStart/@w:name | .//w:sdtPr/w:tag/@w:val"


@dataclass
class Filled:
    """A form as it came back: `answers` are texts by key, `strays` are texts that stand beside no question, `marks`
    tell what each section said when the form was made.
    """

    slug: str
    edit_no: int
    language: str
    marks: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def read_form(data: bytes) -> Filled:
    """Raises FailedCheck on `file` where it is no form of the platform."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as fault:
        raise FailedCheck({"file": [_("This Word document is damaged. Save it anew.")]}) from fault
    rows = list(_rows(document.element.body))
    reference = next((REFERENCE.match(text.strip()) for key, text in rows if key == FORM_KEY), None)
    if reference is None:
        raise FailedCheck(
            {"file": [_("This is no form of this platform, or its first line is gone. Download it anew.")]}
        )
    form = Filled(reference[1], int(reference[2]), reference[3], read(reference[4]))
    for key, text in rows:
        _take(form, key, text)
    form.strays += [line.text.strip() for line in document.paragraphs if line.text.strip() and not _is_own(line)]
    return form


def _is_own(line) -> bool:
    return any(name.startswith(OWN_LINE) for name in line._p.xpath(".//w:bookmarkStart/@w:name"))


def _take(form: Filled, key: str, text: str) -> None:
    if not key and text:
        form.strays.append(text)
    elif KEY.match(key) and key in form.answers:
        form.twice.append(key)
    elif KEY.match(key):
        form.answers[key] = text


def _rows(body) -> Iterator[tuple[str, str]]:
    """(key, text of the answer) of every row of every table; the key is «» where the row has none."""
    for row in body.iter(qn("w:tr")):
        cells = row.xpath(CELLS)
        names = [name for name in row.xpath(NAMES) if KEY.match(name) or name == FORM_KEY]
        answer = "\n".join(_text(cell) for cell in cells[1:])
        yield (names[0] if names else ""), ("" if answer.strip() == EMPTY else answer)


def _text(cell) -> str:
    """All paragraphs of a cell, inside content controls or not; line breaks kept."""
    return "\n".join("".join(_pieces(line)) for line in cell.iter(qn("w:p")))


def _pieces(line) -> Iterator[str]:
    for one in line.iter():
        if any(above.tag == FALLBACK for above in one.iterancestors()):
            continue
        if one.tag == qn("w:t"):
            yield one.text or ""
        elif one.tag in BREAKS:
            yield "\n"
        elif one.tag in SPACES and one.getparent().tag == qn("w:r"):
            yield SPACES[one.tag]
