"""The list of needs: narrowed, searched and counted by summary fields alone, after consent has decided."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from accounts.acting import Acting
from consent.choices import Purpose
from consent.selectors import granted, is_granted, own
from requests_app.choices import StatementStatus
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.models import NeedVersion, StatementVersion
from states.selectors import live_memberships
from web.facets import Facet
from web.search import RANKED, has_words, is_like, rank_of

#: reached over the edition that is shown: one key at each step, so that the database reads the newest rows and no more
SUBJECT = "version__edition__shown_of"
STATEMENT = f"{SUBJECT}__statement"


def _columns() -> dict:
    """Column of a row → where it stands, with the groups of today."""
    return {
        "number": F("need__number"),
        "reference": F(f"{SUBJECT}__reference"),
        "state_pk": F(f"{STATEMENT}__state"),
        "state_code": F(f"{STATEMENT}__state__iso3"),
        "state_names": F(f"{STATEMENT}__state__names"),
        "opened_at": F(f"{STATEMENT}__opened_at"),
        "status": F(f"{STATEMENT}__status"),
        "checked_at": F(f"{STATEMENT}__checked_at"),
        "call_pk": F(f"{STATEMENT}__call"),
        "language": F("version__edition__language"),
        "summary": F("version__summary"),
        "groups": ArraySubquery(
            live_memberships().filter(state=OuterRef(f"{STATEMENT}__state")).order_by("group").values("group")
        ),
        "line": Coalesce(NullIf("title", Value("")), "version__title"),
    }


VALUES = [
    "number", "reference", "state_pk", "state_code", "state_names", "opened_at", "status", "checked_at", "call_pk",
    "language", "summary", "groups", "line", "need_id", "version_id", "support_type", "wanted_from", "wanted_to",
    "is_waiting_shown",
]  # fmt: skip
_LIVE_GROUP = """JOIN states_countrygroupmembership g ON g.state_id = hit.state_pk
    AND (g.valid_from IS NULL OR g.valid_from <= current_date) AND (g.valid_to IS NULL OR g.valid_to > current_date)"""
_THEME = """JOIN requests_app_statementversion_themes t ON t.statementversion_id = hit.version_id
    JOIN obligations_theme h ON h.id = t.theme_id"""
FACETS = [
    Facet("theme", "h.slug", _THEME, "h.names"),
    Facet("support_type", "hit.support_type"),
    Facet("region", "NULLIF(s.regional_group, '')", "JOIN states_state s ON s.id = hit.state_pk"),
    Facet("group", "g.group", _LIVE_GROUP),
    Facet("language", "hit.language"),
    Facet("call", "c.reference", "JOIN requests_app_call c ON c.id = hit.call_pk", "json_build_object('en', c.title)"),
]


def needs_browsed(acting: Acting, q: str = ""):
    """Rows of needs (dicts of VALUES; `line` is the need in one line) that the person may read, by their summary.

    The same consent as `needs_shown_to`. With `q` only those with these words.
    """
    rows = _readable(acting, q)
    waiting = is_granted(acting, "version__edition", f"{STATEMENT}__state", Purpose.WAITING_TIME)
    return rows.annotate(**_columns(), is_waiting_shown=waiting).values(*VALUES)


def days_open(row: dict) -> int | None:
    """Whole days since the need of the row opened, while it is open; to be shown only where `is_waiting_shown`."""
    return (timezone.now() - row["opened_at"]).days if row["status"] == StatementStatus.OPEN else None


def needs_counted(acting: Acting, q: str):
    """The same rows with what they are counted by, and no more."""
    columns = {name: where for name, where in _columns().items() if name in COUNTED}
    return _readable(acting, q).annotate(**columns).values(*COUNTED, "need_id", "version_id", "support_type")


COUNTED = ("state_pk", "call_pk", "language")


def _readable(acting: Acting, q: str):
    shown = granted(acting, "version__edition") | own(acting, f"{STATEMENT}__state")
    rows = NeedVersion.objects.filter(shown, **{f"{STATEMENT}__status__in": OPEN_STATUSES})
    return rows.filter(has_words(q, "search__")) if q else rows


def conditions_of(filters: dict) -> dict[str, Q]:
    """The condition of each facet that is in use; `filters` are lists of codes by the name of the facet."""
    makers = {
        "theme": lambda slugs: Q(version__in=_versions_on(slugs)),
        "support_type": lambda kinds: Q(support_type__in=kinds),
        "region": lambda regions: Q(**{f"{STATEMENT}__state__regional_group__in": regions}),
        "group": lambda groups: Q(**{f"{STATEMENT}__state__in": _states_in(groups)}),
        "language": lambda languages: Q(version__edition__language__in=languages),
        "call": lambda calls: Q(**{f"{STATEMENT}__call__reference__in": calls}),
    }
    return {name: make(filters[name]) for name, make in makers.items() if filters.get(name)}


def _versions_on(slugs):
    return StatementVersion.themes.through.objects.filter(theme__slug__in=slugs).values("statementversion")


def _states_in(groups):
    return live_memberships().filter(group__in=groups).values("state")


def needs_like(acting: Acting, q: str):
    """For typing errors: needs with words that look like those of `q`."""
    return needs_browsed(acting).filter(is_like(q, "search__"))


def best_first(rows, q: str):
    """The newest thousand hits, with `rank`, a whole number: more are not ranked, and the page says so."""
    newest = rows.order_by("-opened_at", "-need_id").values("pk")[:RANKED]
    return rows.filter(pk__in=newest).annotate(rank=rank_of(q, "search__"))
