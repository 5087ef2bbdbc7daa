"""The draft as a Word document: numbered paragraphs, headings with Roman numbers, tables with their titles."""

from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from insights.annual_report import Chapter
from insights.suppression import Table


def document_of(year: int, chapters: list[Chapter]) -> bytes:
    document = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Times New Roman", Pt(10)
    document.core_properties.title = str(_("Annual report of the voluntary platform"))
    document.core_properties.author = ""
    title = document.add_heading(f"{_('Annual report of the voluntary platform')}, {year}", level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(_("Draft, for the secretariat to edit.")).italic = True
    for chapter in chapters:
        document.add_heading(f"{chapter.roman}.\t{chapter.title}", level=1)
        for paragraph in chapter.paragraphs:
            written = document.add_paragraph(f"{paragraph.number}.\t{paragraph.text}")
            written.paragraph_format.tab_stops.add_tab_stop(Cm(1))
        for table in chapter.tables:
            _add_table(document, table)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _add_table(document, table: Table) -> None:
    document.add_paragraph(str(table.title)).runs[0].bold = True
    drawn = document.add_table(rows=1, cols=len(table.columns) + 1, style="Table Grid")
    for cell, head in zip(drawn.rows[0].cells[1:], table.columns, strict=True):
        cell.text = str(head)
    for label, numbers in table.lines:
        cells = drawn.add_row().cells
        cells[0].text = str(label)
        for cell, number in zip(cells[1:], numbers, strict=True):
            cell.text = "–" if number is None else str(number)
    document.add_paragraph()
