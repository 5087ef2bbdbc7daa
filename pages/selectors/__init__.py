"""Reads across floors for the pages: cards of needs, one need with everything a reader may have, figures."""

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.selectors import elements_seen
from pages.selectors.needs import (
    ORDERS,
    need_cards,
    need_facets,
    needs_found,
    needs_guessed,
    order_for,
    orders_open_to,
)
from requests_app.choices import StatementStatus
from requests_app.previews import project
from requests_app.selectors import needs_shown_to, version_shown

__all__ = [
    "ORDERS",
    "figures_for",
    "need_cards",
    "need_facets",
    "needs_found",
    "needs_guessed",
    "order_for",
    "orders_open_to",
    "reading_of",
]


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
