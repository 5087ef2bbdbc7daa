"""Content controls and bookmarks, which python-docx does not make by itself."""

from dataclasses import dataclass, field

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

EMPTY = "…"
WHITE = "{http://www.w3.org/XML/1998/namespace}space"


def bookmark(paragraph, name: str, number: int) -> None:
    """A named place at the beginning of a paragraph: it stays when the answer beside it is typed over."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


@dataclass(frozen=True)
class Control:
    """A place to answer: free text, a list to choose from, or a date."""

    text: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    is_date: bool = False

    def put_into(self, paragraph, *, key: str, label: str, number: int) -> None:
        control, properties, content = (OxmlElement(tag) for tag in ("w:sdt", "w:sdtPr", "w:sdtContent"))
        for tag, value in (("w:alias", label[:60]), ("w:tag", key), ("w:id", str(10_000 + number))):
            properties.append(_valued(tag, value))
        if not self.text:
            properties.append(OxmlElement("w:showingPlcHdr"))
        properties.append(self._kind())
        run = paragraph.add_run(self.text or EMPTY)
        content.append(run._r)
        control.append(properties)
        control.append(content)
        paragraph._p.append(control)

    def _kind(self):
        if self.choices:
            kind = OxmlElement("w:dropDownList")
            for value, label in self.choices:
                item = OxmlElement("w:listItem")
                item.set(qn("w:displayText"), label)
                item.set(qn("w:value"), value)
                kind.append(item)
            return kind
        if self.is_date:
            kind = OxmlElement("w:date")
            kind.append(_valued("w:dateFormat", "yyyy-MM-dd"))
            kind.append(_valued("w:calendar", "gregorian"))
            return kind
        kind = OxmlElement("w:text")
        kind.set(qn("w:multiLine"), "1")
        return kind


def _valued(tag: str, value: str):
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element
