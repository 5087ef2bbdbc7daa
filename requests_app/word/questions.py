"""What the form asks, in which order, under which key."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Field

from requests_app.choices import Section
from requests_app.models import MOST_NEEDS, NeedVersion, StatementVersion
from requests_app.previews import LINK_ANSWERS, NEED_ANSWERS, STATEMENT_ANSWERS, label_of, names_in

LANGUAGE = "language"
KEY = re.compile(r"^(?:S_(?P<statement>\w+)|P(?P<part>[1-8])_(?P<need>\w+))$")


@dataclass(frozen=True)
class Question:
    """One question. `part` is 0 for the statement, else which of the eight parts; `column` is None for the language."""

    name: str
    part: int
    section: str
    column: Field | None

    @property
    def key(self) -> str:
        """Also the name of a bookmark in the document: letters, digits and underscores, at most 40."""
        return f"P{self.part}_{self.name}" if self.part else f"S_{self.name}"

    @property
    def is_link(self) -> bool:
        return self.name in LINK_ANSWERS and not self.part

    @property
    def label(self) -> str:
        """The form's own question, else what readers see beside the answer; in the language in use."""
        if self.column is None:
            return ""
        answers = NEED_ANSWERS if self.part else STATEMENT_ANSWERS | LINK_ANSWERS
        return str(self.column.verbose_name) if not self.is_link else label_of(answers[self.name], self.column)


def questions(sections: Collection[str]) -> list[Question]:
    """All questions of these sections (Section values), in the order of the pages of the form."""
    found = [Question(LANGUAGE, 0, Section.NEED, None)] if Section.NEED in sections else []
    for section in (one for one in Section.values if one in sections):
        names = [*names_in(section, STATEMENT_ANSWERS), *names_in(section, LINK_ANSWERS)]
        found += [Question(name, 0, section, StatementVersion._meta.get_field(name)) for name in names]
        for part in range(1, MOST_NEEDS + 1):
            asked = names_in(section, NEED_ANSWERS)
            found += [Question(name, part, section, NeedVersion._meta.get_field(name)) for name in asked]
    return found
