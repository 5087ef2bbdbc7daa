"""The editions of a subject that a person may read, and what differs between two of them, answer by answer."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q

from accounts.acting import Acting
from consent.choices import Audience
from consent.kinds import kind_of
from consent.models import Edition
from consent.selectors.rights import elements_seen_in, granted, own, tokens_of

WORD = re.compile(r"\s+|\w+|[^\w\s]")
#: beyond so many words two texts stand side by side, unmarked: comparing them would take too long
MOST_WORDS = 1500


def editions_read(acting: Acting, address: str) -> list[Edition]:
    """The sealed editions of the subject at `address` (reference; for its own State also the slug), newest first.

    Its State reads all; others those that were shown and are granted to them; the check also what is only filed.
    """
    mine = own(acting, "subject__state") & (Q(subject__slug=address) | Q(subject__reference=address))
    shown = Q(showing__isnull=False)
    if Audience.SECRETARIAT in tokens_of(acting):
        shown |= Q(subject__shown__isnull=True)
    theirs = granted(acting, "pk") & shown & Q(subject__reference=address)
    found = Edition.objects.filter(mine | theirs, sealed_at__isnull=False).order_by("-number")
    return list(found.select_related("subject__state", "subject__shown", "showing"))


@dataclass(frozen=True)
class Difference:
    """One answer in two editions: its label, and pieces (`same`, `gone` or `new`, text) in reading order."""

    label: str
    pieces: list[tuple[str, str]]

    @property
    def changed(self) -> bool:
        return any(kind != "same" for kind, _text in self.pieces)


def differences(acting: Acting, older: Edition, newer: Edition) -> list[Difference]:
    """What changed, answer by answer, within the elements of both editions that the person may read."""
    seen = elements_seen_in(acting, [older, newer])
    common = seen[older.pk] & seen[newer.pk]
    before, after = (_answers(edition, common) for edition in (older, newer))
    keys = list(dict.fromkeys([*after, *before]))
    rows = [_difference(before.get(key), after.get(key)) for key in keys]
    return [row for row in rows if row.changed]


def _answers(edition: Edition, elements) -> dict[str, tuple[str, str]]:
    kind = kind_of(edition.subject)
    return kind.project(kind.words(edition), elements).flat()


def _difference(before: tuple | None, after: tuple | None) -> Difference:
    label, old = before or ("", "")
    label, new = after or (label, "")
    return Difference(label, pieces_of(old, new))


def pieces_of(old: str, new: str) -> list[tuple[str, str]]:
    """The words of both texts in reading order, each piece `same`, `gone` or `new`."""
    if old == new:
        return [("same", new)]
    a, b = WORD.findall(old), WORD.findall(new)
    if max(len(a), len(b)) > MOST_WORDS:
        return [(kind, text) for kind, text in (("gone", old), ("new", new)) if text]
    pieces: list[tuple[str, str]] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(a[a1:a2])))
        else:
            pieces += [("gone", "".join(a[a1:a2]))] if a2 > a1 else []
            pieces += [("new", "".join(b[b1:b2]))] if b2 > b1 else []
    return pieces
