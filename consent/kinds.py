"""The kinds of subject that the ledger's own pages show. Each app registers its own at start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from consent.models import Edition, Subject
from consent.projections import Projection


@dataclass(frozen=True)
class SubjectKind:
    """What the ledger must know of one kind.

    `words(edition)` gives the version that holds its words, `project(version, elements)` what may be read of it,
    `titles(subjects)` a title by subject id for the State's own people, `address(subject)` the State's own page of it,
    `page(subject)` the one where readers have it, `ended(subject)` whether it was withdrawn. `template` renders a
    Projection named `reading`; `relation` leads from a subject to the thing.
    """

    words: Callable[[Edition], Any]
    project: Callable[[Any, Iterable[str]], Projection]
    titles: Callable[[Iterable[Subject]], dict[int, str]]
    address: Callable[[Subject], str]
    page: Callable[[Subject], str]
    ended: Callable[[Subject], bool]
    template: str
    relation: str


KINDS: dict[str, SubjectKind] = {}


def kind_of(subject: Subject) -> SubjectKind:
    return KINDS[subject.kind]


def titles_of(subjects: Iterable[Subject]) -> dict[int, str]:
    """A title for each subject, for people of its own State: one query for each kind."""
    found: dict[int, str] = {}
    subjects = list(subjects)
    for name, kind in KINDS.items():
        mine = [one for one in subjects if one.kind == name]
        found |= kind.titles(mine) if mine else {}
    return found
