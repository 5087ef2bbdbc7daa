"""Matrices and records in our own words, in the form of the real ones."""

import io
import json
from pathlib import Path

import docx

COLUMNS = ["Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation"]
THIRD = "UPR of Lao People's Democratic Republic (3rd Cycle - 35th Session)\t\tThematic list"
SECOND = "UPR of Lao People's Democratic Republic (2nd Cycle – 21st session)\t\tThematic list"
NEW_ROW = (
    "121.1 Seek technical assistance for the training of judges (NHRI) (France) (Iran (Islamic Republic of), Peru);\n"
    "Source of Position: A/HRC/44/6/Add.1 - Para.3",
    "Supported",
    "- Administration of justice & fair trial\n- Right to private life, privacy\nSDGs: \n"
    "- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS\n- 16.3 - Promote the rule of law\nAffected persons: \n"
    "- judges, lawyers and prosecutors\n- Women",
    "",
)
OLD_ROW = (
    "115.3 Protect privacy (Latvia).\nSource of position: A/HRC/29/7/Add.1 - Para. 3",
    "Noted",
    "D46 Right to private life, privacy\nG4 Migrants\nAffected persons:\n- general",
    "\n",
)
RECORD = {
    "AnnotationId": "11111111-2222-3333-4444-555555555555",
    "Symbol": "CRC/C/LAO/CO/3-6",
    "Text": "<p>12. The Committee recommends that the State party train judges &amp; clerks.</p>",
    "PublicationDate": "2018-11-01T00:00:00Z",
    "AnnotationType": "- Recommendations",
    "Countries": ["Laos"],
    "AffectedPersons": ["Women & girls", "  Children"],
    "Themes": ["- Equality & non-discrimination"],
    "Sdgs": ["5.2 - End all violence", "16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"],
    "Regions": ["Asia"],
    "Body": "- CRC",
}
COUNCIL = "symbol,title,date,agenda_item_no,url_resolution\n"


def matrix(folder: Path, rows, heading: str = THIRD, columns=COLUMNS) -> Path:
    """A matrix: a heading on every page, one table, rows across its whole width for themes."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = heading
    table = document.add_table(1, 4)
    _fill(table.rows[0], columns)
    theme = table.add_row()
    theme.cells[0].merge(theme.cells[3]).text = "Theme: Acceptance of international norms"
    for row in rows:
        _fill(table.add_row(), row)
    path = folder / "matrix.docx"
    document.save(path)
    return path


def _fill(row, texts) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def records(folder: Path, *changes: dict, wrap=None) -> Path:
    """UHRI's records; each change is one record, made from RECORD."""
    path = folder / "records.json"
    found = [RECORD | change for change in changes]
    path.write_text(json.dumps({wrap: found} if wrap else found, ensure_ascii=False), encoding="utf-8")
    return path


def plain_docx(folder: Path, text: str = "A letter") -> Path:
    out, document = io.BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.save(out)
    path = folder / "letter.docx"
    path.write_bytes(out.getvalue())
    return path
