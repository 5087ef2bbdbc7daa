"""The XML inside a Word document: read as it streams by, refused for entities, macros' kin, strangers and traces."""

import re
from xml.parsers import expat

from files.sandbox.faults import Fault

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TRACKED = {
    f"{WORD} {name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns", "cellDel")
}
COMMENT = f"{WORD} comment"
INSTRUCTION = f"{WORD} instrText"
FIELD_MARK = f"{WORD} fldChar"
LONGEST_INSTRUCTION = 2000
SIMPLE_FIELD = f"{WORD} fldSimple"
FETCHES = re.compile(r"\b(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|MACROBUTTON)\b", re.IGNORECASE)
HARMLESS_LINKS = ("http:", "https:", "mailto:", "#")


def refuse_markup(name: str, part: bytes) -> None:
    """Raises Fault, or expat.ExpatError where it is no XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader(name)
    parser.StartDoctypeDeclHandler = _refuse_entities
    parser.EntityDeclHandler = _refuse_entities
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(part, True)


def _refuse_entities(*_declaration) -> None:
    raise Fault("entities")


class _Reader:
    def __init__(self, name: str):
        self.is_relations = name.endswith(".rels")
        self.instruction, self.is_inside = "", False

    def start(self, element: str, attributes: dict) -> None:
        if self.is_relations and element.endswith(" Relationship"):
            _refuse_relation(attributes)
        if element in TRACKED:
            raise Fault("tracked")
        if element == COMMENT:
            raise Fault("comments")
        if element == SIMPLE_FIELD:
            _refuse_field(attributes.get(f"{WORD} instr", ""))
        if element == FIELD_MARK and attributes.get(f"{WORD} fldCharType") == "begin":
            self.instruction = ""
        self.is_inside = self.is_inside or element == INSTRUCTION

    def text(self, words: str) -> None:
        if self.is_inside:
            self.instruction = (self.instruction + words)[-LONGEST_INSTRUCTION:]

    def end(self, element: str) -> None:
        """An instruction may be cut into several runs: what came before in the same field counts."""
        if element == INSTRUCTION:
            _refuse_field(self.instruction)
            self.is_inside = False


def _refuse_field(instruction: str) -> None:
    if FETCHES.search(instruction):
        raise Fault("fetches")


def _refuse_relation(attributes: dict) -> None:
    kind, target = attributes.get("Type", "").rsplit("/", 1)[-1].lower(), attributes.get("Target", "")
    if kind in ("afchunk", "oleobject", "package", "control", "vbaproject", "frame", "subdocument"):
        raise Fault("embedded")
    is_link = kind == "hyperlink" and target.lower().startswith(HARMLESS_LINKS)
    if attributes.get("TargetMode", "").lower() == "external" and not is_link:
        raise Fault("fetches")
