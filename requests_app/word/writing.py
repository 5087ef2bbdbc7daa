"""The form as a Word document: a row for each question, its answer in a content control; right to left in Arabic."""

import io
import re
from collections.abc import Collection

import docx
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from requests_app.choices import Section
from requests_app.models import StatementVersion
from requests_app.selectors import linkable
from requests_app.word.controls import Control, bookmark
from requests_app.word.kinds import line_of, text_of
from requests_app.word.marks import marks_of, written
from requests_app.word.questions import LANGUAGE, Question, questions

FORM_LANGUAGES = ("en", "fr", "ar")
FORM_KEY, OWN_LINE = "FORM", "F_"
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
LISTED = ("themes", "affected_groups")


def form_of(version: StatementVersion, *, sections: Collection[str], language: str) -> bytes:
    """The form of the edition being written, with what is stored as the answers so far."""
    with translation.override(language):
        out = io.BytesIO()
        _Form(version, sections, language).document.save(out)
    return out.getvalue()


class _Form:
    def __init__(self, version: StatementVersion, sections: Collection[str], language: str):
        self.version, self.language, self.sections = version, language, sections
        self.right_to_left = language == "ar"
        self.parts = dict(enumerate(version.need_versions.all(), start=1))
        self.document = docx.Document()
        self.document.core_properties.author = ""
        self.document.styles["Normal"].font.size = Pt(11)
        self.marks = 0
        self._introduce()
        self._ask()
        self._list()
        self._mark_own_lines()
        if self.right_to_left:
            self._turn()

    def _introduce(self) -> None:
        state = self.version.statement.state.name
        self.document.add_heading(_("Needs statement of %(state)s") % {"state": state}, 0)
        for line in (
            _("Write into the second column. Everything can be left empty and filled in later on the platform."),
            _("Please name no individuals. Only your State sees this until it consents."),
            _("Choices are taken by their words, dates as year-month-day, lists one to a line."),
        ):
            self.document.add_paragraph(line)
        table = self._table()
        marks = written(marks_of(self.version, self.sections))
        reference = f"{self.version.statement.subject.slug}/{self.version.edit_no}/{self.language}/{marks}"
        self._row(table, FORM_KEY, _("This form (please leave as it is)"), "", Control(reference))

    def _ask(self) -> None:
        section, part, table = "", 0, None
        for one in questions(self.sections):
            if one.section != section:
                section, part, table = one.section, 0, None
                self.document.add_heading(str(Section(section).label), 1)
            if one.part != part or table is None:
                part = one.part
                if part:
                    self.document.add_heading(_("Part %d") % part, 2)
                table = self._table()
            self._question(table, one)

    def _question(self, table, one: Question) -> None:
        label = one.label or _("Language of this text")
        hints = [str(one.column.help_text)] if one.column is not None and one.column.help_text else []
        if one.column is not None and one.column.max_length and not one.column.choices and not one.is_link:
            hints.append(_("Up to %d characters.") % one.column.max_length)
        self._row(table, one.key, label, " ".join(hints), self._control(one))

    def _control(self, one: Question) -> Control:
        column = one.column
        if one.name == LANGUAGE and column is None:
            languages = _labels(settings.LANGUAGES)
            return Control(dict(languages)[self.version.edition.language], choices=languages)
        if one.is_link:
            return Control("\n".join(line_of(each) for each in getattr(self.version, one.name).all()))
        row = self.parts.get(one.part) if one.part else self.version
        text = text_of(column, getattr(row, one.name)) if row is not None else ""
        choices = _labels(column.flatchoices) if column.choices else []
        return Control(text, choices=choices, is_date=column.get_internal_type() == "DateField")

    def _table(self):
        table = self.document.add_table(0, 2, style="Table Grid")
        table.autofit = False
        return table

    def _row(self, table, key: str, label: str, hint: str, control: Control) -> None:
        self.marks += 1
        asked, answer = table.add_row().cells
        bookmark(asked.paragraphs[0], key, self.marks)
        asked.paragraphs[0].add_run(label).bold = True
        if hint:
            asked.add_paragraph().add_run(hint).font.size = Pt(9)
        control.put_into(answer.paragraphs[0], key=key, label=label, number=self.marks)
        if RIGHT_TO_LEFT.search(control.text) or (self.version.edition.language == "ar" and not control.choices):
            _set(answer.paragraphs[0]._p.get_or_add_pPr(), "w:bidi")

    def _list(self) -> None:
        """At the end, the words that a list takes from."""
        for name in LISTED:
            column = self.version._meta.get_field(name)
            if any(one.name == name for one in questions(self.sections)):
                self.document.add_heading(str(column.verbose_name), 1)
                self.document.add_paragraph(" · ".join(each.name for each in linkable(name)))

    def _mark_own_lines(self) -> None:
        """What the form itself says is marked, so that a line that somebody adds beside the questions is found."""
        for number, line in enumerate(self.document.paragraphs, start=1):
            bookmark(line, f"{OWN_LINE}{number}", 1000 + number)

    def _turn(self) -> None:
        """Page, paragraphs, runs and columns from right to left."""
        body = self.document.element.body
        for properties in body.iter(qn("w:sectPr")):
            _set(properties, "w:bidi")
        for table in self.document.tables:
            _set(table._tbl.tblPr, "w:bidiVisual")
            for row in table.rows:
                for line in row.cells[0].paragraphs:
                    _set(line._p.get_or_add_pPr(), "w:bidi")
        for line in self.document.paragraphs:
            _set(line._p.get_or_add_pPr(), "w:bidi")
        for run in body.iter(qn("w:r")):
            if RIGHT_TO_LEFT.search("".join(run.itertext())):
                _set(run.get_or_add_rPr(), "w:rtl")


def _labels(choices) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in choices]


def _set(properties, mark: str) -> None:
    """A property that is either there or not, in the place that the schema gives it."""
    if properties.find(qn(mark)) is None:
        successors = SUCCESSORS[mark]
        properties.insert_element_before(OxmlElement(mark), *successors)


SUCCESSORS = {
    "w:bidi": (
        "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl",
        "w:rPr", "w:sectPr", "w:pPrChange", "w:rtlGutter", "w:docGrid",
    ),
    "w:bidiVisual": ("w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook"),
    "w:rtl": ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath"),
}  # fmt: skip
