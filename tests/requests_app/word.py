"""A person with a word processor: fills in answers, with content controls or after having typed over them."""

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def upload(data: bytes, name: str = "form.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def row_of(document, key: str):
    marks = document.element.body.xpath(f'.//w:bookmarkStart[@w:name="{key}"]')
    return next(one for one in marks[0].iterancestors() if one.tag == qn("w:tr"))


def filled(data: bytes, answers: dict[str, str], *, controls: bool = True) -> bytes:
    """The form with these answers. Without `controls` they are typed as plain paragraphs, the controls being gone."""
    document = docx.Document(io.BytesIO(data))
    for key, text in answers.items():
        cell = row_of(document, key).tc_lst[1]
        if controls:
            (content,) = cell.xpath(".//w:sdt/w:sdtContent")
            content.clear()
            content.append(_run(text))
        else:
            for line in list(cell.iter(qn("w:p"))):
                cell.remove(line)
            for line in text.split("\n"):
                paragraph = OxmlElement("w:p")
                paragraph.append(_run(line))
                cell.append(paragraph)
    return saved(document)


def _run(text: str):
    run = OxmlElement("w:r")
    run.text = text
    return run


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(data: bytes, change) -> bytes:
    document = docx.Document(io.BytesIO(data))
    change(document)
    return saved(document)
