"""Codes of pledges, and of how far a need is covered."""

from babel.core import get_global
from django.db import models
from django.utils.translation import gettext_lazy as _


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
