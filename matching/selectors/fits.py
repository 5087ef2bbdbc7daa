"""What fits together: hard conditions, and a score in whole numbers whose parts are told in words.

A low score hides nothing; equal scores stand in the order of their ids. Whoever asks sees only what they may read
anyway. Offers for a need are found in `fitting_offers`, needs for an offer in `fitting_needs`.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.utils.translation import gettext_lazy as _lazy

from accounts.acting import Acting
from requests_app.models import StatementVersion
from requests_app.selectors import STATEMENT, needs_browsed

MOST = 20
#: what each part of the score is worth
POINTS = {"themes": 10, "group": 10, "region": 5, "language": 5, "time": 5}
MOST_THEMES = 3
#: condition → what it says where it holds, and where it fails
CONDITIONS = {
    "kind": (_lazy("the same kind of support"), _lazy("another kind of support")),
    "eligible": (_lazy("meant for this State"), _lazy("not meant for this State")),
    "dates": (_lazy("the time fits"), _lazy("it is not valid at that time")),
    "spoken": (_lazy("a common language"), _lazy("no common language")),
    "capacity": (_lazy("a place is free"), _lazy("all places are taken")),
}
REASONS = {
    "themes": _lazy("shared themes"),
    "group": _lazy("meant for a group of this State"),
    "region": _lazy("meant for this region"),
    "language": _lazy("written in the same language"),
    "time": _lazy("valid the whole time"),
}


@dataclass(frozen=True)
class Fit:
    """One suggestion. `reasons` are the parts of the score: (words, points); `failing` the conditions that fail."""

    row: object
    score: int
    reasons: list[tuple] = field(default_factory=list)
    failing: list = field(default_factory=list)

    @property
    def is_viable(self) -> bool:
        return not self.failing


@dataclass(frozen=True)
class Asked:
    """What of a need decides: summary fields only."""

    edition_id: int
    state_id: int
    kind: str
    language: str
    region: str
    groups: list[str]
    themes: list[int]
    wanted_from: date | None
    wanted_to: date | None


def asked_of(acting: Acting, reference: str, number: int) -> Asked | None:
    """The need as this person may read it, or None."""
    rows = needs_browsed(acting).filter(reference=reference, number=number, status="open")
    facts = {"edition_pk": F("version__edition"), "region": F(f"{STATEMENT}__state__regional_group")}
    row = rows.annotate(**facts).values(*FACTS).first()
    return None if row is None else _asked(row)


FACTS = [
    "edition_pk", "state_pk", "region", "support_type", "language", "groups", "version_id", "wanted_from", "wanted_to",
]  # fmt: skip


def _asked(row: dict) -> Asked:
    links = StatementVersion.themes.through.objects.filter(statementversion=row["version_id"])
    return Asked(
        row["edition_pk"],
        row["state_pk"],
        row["support_type"],
        row["language"],
        row["region"],
        row["groups"],
        sorted(links.values_list("theme", flat=True)),
        row["wanted_from"],
        row["wanted_to"],
    )


def _value(row, name: str, default):
    return row.get(name, default) if isinstance(row, dict) else getattr(row, name, default)


def fit_of(row) -> Fit:
    """A row (object or dict) with `score`, `points_…` and, where conditions may fail, `is_…`, told in words."""
    reasons = [(words, _value(row, f"points_{name}", 0)) for name, words in REASONS.items()]
    failing = [no for name, (_yes, no) in CONDITIONS.items() if _value(row, f"is_{name}", True) is False]
    return Fit(row, _value(row, "score", 0), [pair for pair in reasons if pair[1]], failing)
