"""The list of needs as people see it: rows, choices with counts, cards."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.acting import ANONYMOUS, Acting
from consent.selectors import tokens_of
from matching.choices import Coverage
from matching.rules import may_offer, sees_as_secretariat
from matching.selectors import coverage_facet, coverage_of, need_conditions
from requests_app.choices import StatementStatus, SupportType
from requests_app.selectors import FACETS, best_first, days_open, needs_browsed, needs_counted, needs_like
from states.choices import GROUP_SHORT, CountryGroup, RegionalGroup
from web.facets import counts_in_time, options_of
from web.names import name_in

RTL = {"ar"}
ORDERS = {
    "newest": ("-opened_at", "-need_id"),
    "waiting": ("opened_at", "need_id"),
    "best": ("-rank", "-need_id"),
}


def order_for(acting: Acting, filters: dict) -> str:
    """How the person's list is sorted: the public always by newest, or by fit where it searches."""
    order = filters.get("order") or "newest"
    if order == "waiting" and not (may_offer(acting) or sees_as_secretariat(acting)):
        return "newest"
    return "newest" if order == "best" and not filters.get("q") else order


def orders_open_to(acting: Acting, filters: dict) -> list[tuple[str, str]]:
    """The orders that this person may choose, with their names."""
    named = [("newest", _("Newest first")), ("waiting", _("Waiting longest")), ("best", _("Best fit"))]
    return [(order, name) for order, name in named if order_for(acting, filters | {"order": order}) == order]


def needs_found(acting: Acting, filters: dict):
    """Rows of the needs that the person may read, narrowed; `order` and `q` beside the facets."""
    q, order = filters.get("q", ""), order_for(acting, filters)
    rows = needs_browsed(acting, q).filter(*need_conditions(filters).values())
    if order == "waiting":
        rows = rows.filter(status=StatementStatus.OPEN)
    return best_first(rows, q) if order == "best" else rows


def needs_guessed(acting: Acting, filters: dict):
    """The same with words that look like those of `q`."""
    return needs_like(acting, filters["q"]).filter(*need_conditions(filters).values())


def need_facets(acting: Acting, filters: dict) -> tuple[list[dict], dict | None]:
    """The facets of the list with their counts, and the counts themselves (None where they took too long)."""
    q = filters.get("q", "")
    whose = ("needs", *tokens_of(acting), q)
    counts = counts_in_time(
        whose, lambda: needs_counted(acting, q), [*FACETS, coverage_facet()], need_conditions(filters)
    )
    groups = [
        {"name": name, "label": label, "options": options_of(name, counts, choices, filters.get(name) or [])}
        for name, label, choices in _facets()
    ]
    return [group | {"open": number == 0} for number, group in enumerate(groups) if group["options"]], counts


def _facets() -> list[tuple]:
    return [
        ("support_type", _("Kind of support"), SupportType.choices),
        ("theme", _("Theme"), None),
        ("region", _("Region"), RegionalGroup.choices),
        ("group", _("Group"), CountryGroup.choices),
        ("language", _("Language"), settings.LANGUAGES),
        ("coverage", _("Covered so far"), Coverage.choices),
        ("call", _("Call"), None),
    ]


def need_cards(rows) -> list[dict]:
    """Cards of these rows of `needs_browsed`, each with how far it is covered as everybody may know, in one query."""
    rows = list(rows)
    coverage = coverage_of([row["need_id"] for row in rows], ANONYMOUS)
    language = get_language()
    kinds, statuses = dict(SupportType.choices), dict(StatementStatus.choices)
    return [
        {
            "reference": row["reference"],
            "number": row["number"],
            "state_name": name_in(row["state_names"], language),
            "title": row["line"],
            "summary": row["summary"],
            "language": row["language"],
            "dir": "rtl" if row["language"] in RTL else "ltr",
            "kinds": [kinds[row["support_type"]]],
            "groups": [GROUP_SHORT[group] for group in row["groups"]],
            "open_since": row["opened_at"],
            "days": days_open(row) if row["is_waiting_shown"] else None,
            "status": row["status"],
            "unchecked": row["status"] == StatementStatus.OPEN and row["checked_at"] is None,
            "status_label": statuses[row["status"]],
            "coverage": coverage[row["need_id"]],
        }
        for row in rows
    ]
