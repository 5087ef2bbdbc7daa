"""What every importer hands over, whatever its format: rows with a stable key."""

import functools
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ImportedRow:
    """One recommendation as a source gives it: labels, not yet States or themes.

    `recommending` are groups of names, as «(France) (Lithuania, Latvia)» in a text; a group of which no name is a
    State is an abbreviation, unless it is the last one.
    """

    key: str
    state_label: str
    text: str
    recommending: tuple[tuple[str, ...], ...] = ()
    response_label: str = ""
    action: str = ""
    session: str = ""
    issues: tuple[str, ...] = ()
    issue_label: str = ""
    persons: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    mechanism_label: str = ""
    kind_label: str = ""
    symbol: str = ""
    paragraph: str = ""
    cycle: str = ""
    published: str = ""
    raw: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_blank(self) -> bool:
        """Nothing can be made of a row that names no State and says nothing."""
        return not self.state_label and not self.text


#: a dash before the items of a list; the code of a theme in the matrices of the second cycle
LIST_MARK = re.compile(r"^-?\s*([A-Z]\d{1,2}\s)?")
WORDS = re.compile(r"\w+")


class Keys:
    """Keys of rows: sha256 of the identifying cells and of how often the same cells came before in this file."""

    def __init__(self):
        self.seen: Counter[str] = Counter()

    def key(self, cells: Iterable[str]) -> str:
        identity = "\x1f".join(plain(cell) for cell in cells)
        self.seen[identity] += 1
        return hashlib.sha256(f"{identity}\x1f{self.seen[identity]}".encode()).hexdigest()


def plain(text: str) -> str:
    """The text in Unicode's composed form, each run of white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def loose(label: str) -> str:
    """Labels of themes and groups of persons without what differs between generations: «- », «A12 », «&», commas."""
    bare = LIST_MARK.sub("", plain(label))
    return " ".join(word for word in WORDS.findall(folded(bare)) if word != "and")


@functools.lru_cache(maxsize=2000)  # the same few hundred labels come thousands of times
def folded(label: str) -> str:
    """The form in which labels are compared: no case, no accents, straight apostrophes."""
    apart = unicodedata.normalize("NFD", plain(label).replace("’", "'").replace("‘", "'"))
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()
