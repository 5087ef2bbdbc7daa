"""Codes of pledges, and of how far a need is covered."""

from babel.core import get_global
from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_app.choices import BudgetBand


class PledgeStatus(models.TextChoices):
    ANNOUNCED = "announced", _("Announced, not confirmed yet")
    CONFIRMED = "confirmed", _("Confirmed by both sides")
    COMMITTED = "committed", _("Committed")
    DELIVERING = "delivering", _("Being delivered")
    DELIVERED = "delivered", _("Delivered")
    PARTLY_DELIVERED = "partly_delivered", _("Partly delivered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PledgeEnd(models.TextChoices):
    NO_FUNDS = "no_funds", _("The funds are not there")
    BOARD_REFUSED = "board_refused", _("The board did not agree")
    MATCH_ENDED = "match_ended", _("The match ended")
    ANNOUNCED_IN_ERROR = "announced_in_error", _("It was announced in error")
    OTHER = "other", _("Another reason")


#: an announcement that nobody confirmed in time; no person chooses it
NOT_CONFIRMED = "not_confirmed"
PLEDGE_ENDS = [*PledgeEnd.choices, (NOT_CONFIRMED, _("Not confirmed in time"))]

#: what both sides have confirmed and nobody took back: each pledge once, whatever it has become
COUNTED = (
    PledgeStatus.CONFIRMED,
    PledgeStatus.COMMITTED,
    PledgeStatus.DELIVERING,
    PledgeStatus.DELIVERED,
    PledgeStatus.PARTLY_DELIVERED,
)

#: the currency of the bands in which needs are stated
BAND_CURRENCY = "USD"
#: the most that a need asks for, in US dollars, where its band has an upper end
BAND_TOPS: dict[str, int] = {
    BudgetBand.NONE.value: 0,
    BudgetBand.UNDER_25K.value: 25_000,
    BudgetBand.UNDER_100K.value: 100_000,
    BudgetBand.UNDER_500K.value: 500_000,
}


class Coverage(models.TextChoices):
    UNANSWERED = "unanswered", _("No answer yet")
    INTEREST = "interest", _("A partner is interested")
    PARTLY_COVERED = "partly_covered", _("Partly covered")
    COVERED = "covered", _("Covered")


def _money_in_use() -> list[str]:
    rows = (row for rows in get_global("territory_currencies").values() for row in rows)
    return sorted({code for code, _begun, ended, tender in rows if tender and ended is None})


#: ISO 4217 codes of the money in use somewhere
CURRENCIES = _money_in_use()
