"""How soon and how evenly needs are answered: by region, group of States and theme. Public needs, no small number."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Min, OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.acting import ANONYMOUS
from consent.choices import Element
from consent.selectors import granted
from insights.suppression import SMALLEST_SHOWN
from matching.models import Match
from obligations.models import Theme
from requests_app.models import NeedsStatement
from requests_app.previews import SET_ELEMENTS
from requests_app.selectors import needs_shown_to
from states.choices import CountryGroup, RegionalGroup
from states.selectors import live_memberships


@dataclass(frozen=True)
class Answers:
    """One line of a figure. What would tell of one or two needs is None and shown as a dash."""

    label: str
    needs: int
    unanswered: int | None
    share: int | None
    days: int | None


@dataclass(frozen=True)
class Figure:
    name: str
    title: str
    rows: list[Answers]


def answer_figures() -> list[Figure]:
    """The figures, in four queries; groups with fewer than SMALLEST_SHOWN needs are left out."""
    needs = list(_needs())
    groups: dict[int, list[str]] = {}
    for state, group in live_memberships().values_list("state", "group"):
        groups.setdefault(state, []).append(group)
    themes = _themes()
    names = {theme.pk: theme.name for theme in Theme.objects.all()}
    return [
        Figure(
            "region",
            _("By regional group"),
            _rows(RegionalGroup.choices, ((need["region"], need) for need in needs), adds_up=True),
        ),
        Figure(
            "group",
            _("By group of States"),
            _rows(CountryGroup.choices, ((one, need) for need in needs for one in groups.get(need["state"], ()))),
        ),
        Figure(
            "theme",
            _("By theme"),
            _rows(names.items(), ((one, need) for need in needs for one in themes.get(need["statement"], ()))),
        ),
    ]


def _needs() -> Iterable[dict]:
    """Public needs, each with when it opened and when the first answer came."""
    first = Match.objects.filter(need=OuterRef("pk")).order_by().values("need").annotate(at=Min("created_at"))
    public = needs_shown_to(ANONYMOUS).annotate(first_at=Subquery(first.values("at"))).order_by()
    columns = ("pk", "statement", "statement__state", "statement__state__regional_group", "opened_at", "first_at")
    names = ("pk", "statement", "state", "region", "opened_at", "first_at")
    return (dict(zip(names, row, strict=True)) for row in public.values_list(*columns))


def _themes() -> dict[int, list[int]]:
    """The themes of each statement whose themes everybody may read."""
    public = granted(ANONYMOUS, "subject__shown", SET_ELEMENTS.get("themes", Element.DETAILS))
    path = "subject__shown__statement_version__themes"
    found: dict[int, list[int]] = {}
    for pk, theme in NeedsStatement.objects.filter(public).exclude(**{path: None}).values_list("pk", path):
        found.setdefault(pk, []).append(theme)
    return found


def _rows(labels: Iterable[tuple], pairs: Iterable[tuple], *, adds_up: bool = False) -> list[Answers]:
    """A row for each group of enough needs. Where the groups add up to a number shown elsewhere (`adds_up`), one number
    that must be hidden hides the whole figure: it could be computed from the others.
    """
    gathered: dict = {}
    for key, need in pairs:
        gathered.setdefault(key, []).append(need)
    if adds_up and any(_is_small(needs) for needs in gathered.values()):
        return []
    return [_row(str(label), gathered[key]) for key, label in labels if len(gathered.get(key, ())) >= SMALLEST_SHOWN]


def _is_small(needs: list[dict]) -> bool:
    answered = sum(need["first_at"] is not None for need in needs)
    return any(0 < count < SMALLEST_SHOWN for count in (len(needs), answered, len(needs) - answered))


def _row(label: str, needs: list[dict]) -> Answers:
    waits = [(need["first_at"] - need["opened_at"]).days for need in needs if need["first_at"]]
    unanswered = None if _is_small(needs) else len(needs) - len(waits)
    share = None if unanswered is None else round(100 * unanswered / len(needs))
    days = int(median(waits)) if len(waits) >= SMALLEST_SHOWN else None
    return Answers(label, len(needs), unanswered, share, days)


ANSWER_COLUMNS = ("figure", "group", "needs", "unanswered", "unanswered_percent", "median_days_to_first_answer")


def as_table(figures: list[Figure]) -> Iterable[dict]:
    """The rows of the CSV file, by ANSWER_COLUMNS."""
    for figure in figures:
        for row in figure.rows:
            told = (figure.name, row.label, row.needs, row.unanswered, row.share, row.days)
            yield dict(zip(ANSWER_COLUMNS, told, strict=True))
