"""Reads across floors for the pages: cards of needs, one statement with everything a reader may have, figures."""

from django.db.models import Count
from django.utils.translation import ngettext

from accounts.acting import Acting
from matching.selectors import first_answers
from pages.selectors.needs import (
    ORDERS,
    need_cards,
    need_facets,
    needs_found,
    needs_guessed,
    order_for,
    orders_open_to,
)
from pages.selectors.statements import (
    parts_of,
    periods_on,
    questions_on_page,
    reading_of,
    statement_shown,
)
from requests_app.choices import StatementStatus
from requests_app.selectors import needs_shown_to

__all__ = [
    "ORDERS",
    "figures_for",
    "need_cards",
    "need_facets",
    "needs_found",
    "needs_guessed",
    "order_for",
    "orders_open_to",
    "parts_of",
    "periods_on",
    "questions_on_page",
    "reading_of",
    "statement_shown",
]


def figures_for(acting: Acting) -> list[dict]:
    """The aggregates of the home page, over what this person may see: what is asked, and whether it is answered."""
    needs = needs_shown_to(acting)
    asked = needs.filter(statement__status=StatementStatus.OPEN)
    totals = asked.aggregate(needs=Count("pk"), states=Count("statement__state", distinct=True))
    answered, days = first_answers(needs)
    figures = [
        {"value": totals["needs"], "label": ngettext("need open to offers", "needs open to offers", totals["needs"])},
        {"value": totals["states"], "label": ngettext("State that asks", "States that ask", totals["states"])},
    ]
    return figures if days is None else [*figures, *_of_answers(answered, days)]


def _of_answers(answered: int, days: int) -> list[dict]:
    """Told from three needs upward: of fewer, a figure would tell of one."""
    return [
        {"value": answered, "label": ngettext("need with an answer", "needs with an answer", answered)},
        {
            "value": days,
            "label": ngettext("day to a first answer (median)", "days to a first answer (median)", days),
        },
    ]
