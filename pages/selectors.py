"""Reads across floors for the pages: cards of needs, one need with everything a reader may have, figures."""

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.selectors import elements_seen
from requests_app.choices import StatementStatus, SupportType
from requests_app.previews import project
from requests_app.selectors import needs_shown_to, version_shown
from states.choices import CountryGroup
from states.selectors import live_memberships

RTL = {"ar"}


def need_cards(needs) -> list[dict]:
    """Cards for a page of needs (rows of `needs_shown_to`), with groups and coverage in one query each."""
    groups = _groups_of({need.statement.state_id for need in needs})
    return [_card(need, groups) for need in needs]


def _groups_of(state_ids) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for membership in live_memberships().filter(state_id__in=state_ids).order_by("group"):
        groups.setdefault(membership.state_id, []).append(membership.group)
    return groups


def _card(need, groups: dict) -> dict:
    return {
        "reference": need.statement.subject.reference,
        "url": f"{need.statement.get_absolute_url()}#{need.number}",
        "number": need.number,
        "state_name": need.statement.state.name,
        "title": need.title,
        "summary": need.summary,
        "language": need.language,
        "dir": "rtl" if need.language in RTL else "ltr",
        "kinds": [SupportType(need.support_type).label],
        "groups": groups.get(need.statement.state_id, []),
        "open_since": need.opened_at,
        "days": need.statement.days_open if need.waiting_shown else None,
        "status": need.statement.status,
        "unchecked": need.statement.is_unchecked,
        "status_label": need.statement.get_status_display(),
    }


def facets_of(acting: Acting, filters: dict) -> list[dict]:
    """The facets of the needs list with counts, each counted with the other filters in force."""
    return [
        _facet(
            "support_type", _("Kind of support"), SupportType.choices, _counts(acting, filters, "support_type"), filters
        ),
        _facet("group", _("Group"), CountryGroup.choices, _group_counts(acting, filters), filters),
    ]


def filtered_needs(acting: Acting, filters: dict):
    """Needs shown to the person, narrowed by `support_type` and `group` (lists of codes) and the text `q`."""
    needs = needs_shown_to(acting)
    if filters.get("support_type"):
        needs = needs.filter(support_type__in=filters["support_type"])
    if filters.get("group"):
        needs = needs.filter(statement__state__in=live_memberships().filter(group__in=filters["group"]).values("state"))
    if filters.get("q"):
        needs = needs.filter(title__icontains=filters["q"]) | needs.filter(summary__icontains=filters["q"])
    return needs


def _counts(acting, filters, name: str) -> dict:
    rows = filtered_needs(acting, filters | {name: []}).order_by().values(name).annotate(count=Count("pk"))
    return {row[name]: row["count"] for row in rows}


def _group_counts(acting, filters) -> dict:
    needs = filtered_needs(acting, filters | {"group": []})
    live = live_memberships().filter(state__statements__needs__in=needs.values("pk"))
    rows = live.order_by().values("group").annotate(count=Count("state__statements__needs", distinct=False))
    return {row["group"]: row["count"] for row in rows}


def _facet(name, label, choices, counts: dict, filters: dict) -> dict:
    chosen = filters.get(name) or []
    options = [
        {"value": value, "label": text, "count": counts.get(value, 0), "checked": value in chosen}
        for value, text in choices
        if counts.get(value) or value in chosen
    ]
    return {"name": name, "label": label, "options": options}


def reading_of(statement, acting: Acting):
    """The statement's shown words, as far as this person may have them (a Projection)."""
    version = version_shown(statement)
    return project(version, elements_seen(acting, version.edition))


def figures_for(acting: Acting) -> list[dict]:
    """The aggregates of the home page, over what this person may see."""
    needs = needs_shown_to(acting).filter(statement__status=StatementStatus.OPEN)
    totals = needs.aggregate(needs=Count("pk"), states=Count("statement__state", distinct=True))
    return [
        {"value": totals["needs"], "label": _("needs open to offers")},
        {"value": totals["states"], "label": _("States that ask")},
    ]
