"""The list of needs: narrowed, searched and counted by summary fields alone, after consent has decided."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.acting import Acting
from consent.selectors import granted, own
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.models import NeedVersion, StatementVersion
from requests_app.selectors.statements import waiting_shown
from states.selectors import live_memberships
from web.facets import Facet
from web.search import RANKED, has_words, is_like, rank_of


def _columns() -> dict:
    """Column of a row → where it stands, with the groups of today."""
    return {
        "number": F("need__number"),
        "reference": F("need__statement__subject__reference"),
        "state_pk": F("need__statement__state"),
        "state_code": F("need__statement__state__iso3"),
        "state_names": F("need__statement__state__names"),
        "opened_at": F("need__statement__opened_at"),
        "status": F("need__statement__status"),
        "checked_at": F("need__statement__checked_at"),
        "call_pk": F("need__statement__call"),
        "language": F("version__edition__language"),
        "summary": F("version__summary"),
        "groups": ArraySubquery(
            live_memberships().filter(state=OuterRef("need__statement__state")).order_by("group").values("group")
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
    shown = granted(acting, "version__edition") | own(acting, "need__statement__state")
    current = {"need__statement__status__in": OPEN_STATUSES, "version__edition": F("need__statement__subject__shown")}
    rows = NeedVersion.objects.filter(shown, **current)
    if q:
        rows = rows.filter(has_words(q, "search__"))
    return rows.annotate(**_columns(), is_waiting_shown=waiting_shown(acting, "need__statement__")).values(*VALUES)


def conditions_of(filters: dict) -> dict[str, Q]:
    """The condition of each facet that is in use; `filters` are lists of codes by the name of the facet."""
    makers = {
        "theme": lambda slugs: Q(version__in=_versions_on(slugs)),
        "support_type": lambda kinds: Q(support_type__in=kinds),
        "region": lambda regions: Q(need__statement__state__regional_group__in=regions),
        "group": lambda groups: Q(need__statement__state__in=_states_in(groups)),
        "language": lambda languages: Q(version__edition__language__in=languages),
        "call": lambda calls: Q(need__statement__call__reference__in=calls),
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
