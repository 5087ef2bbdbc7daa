"""Codes of matches and their parties."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from requests_app.choices import BudgetBand


class MatchStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    IN_TALKS = "in_talks", _("In talks")
    AGREED = "agreed", _("Agreed")
    ACTIVE = "active", _("Under way")
    COMPLETED = "completed", _("Completed")
    ENDED_EARLY = "ended_early", _("Ended early")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed without an answer")


LIVE = (MatchStatus.PROPOSED, MatchStatus.IN_TALKS, MatchStatus.AGREED, MatchStatus.ACTIVE)


#: contact data cross here, and not before
IN_CONTACT = (MatchStatus.IN_TALKS, MatchStatus.AGREED, MatchStatus.ACTIVE, MatchStatus.COMPLETED)


#: a match that takes one of the places of its offer
TAKES_A_PLACE = (MatchStatus.AGREED, MatchStatus.ACTIVE)


#: support that is promised or was given
COVERS = (MatchStatus.AGREED, MatchStatus.ACTIVE, MatchStatus.COMPLETED)


class PartyRole(models.TextChoices):
    RECIPIENT = "recipient", _("Recipient")
    FUNDER = "funder", _("Funder")
    IMPLEMENTER = "implementer", _("Implementer")
    PEER = "peer", _("Peer")
    HOST = "host", _("Host")


PARTNER_ROLES = [choice for choice in PartyRole.choices if choice[0] != PartyRole.RECIPIENT]


class PartnerDecline(models.TextChoices):
    OUTSIDE_MANDATE = "outside_mandate", _("Outside our mandate")
    NO_FUNDS = "no_funds", _("No funds for it")
    NO_CAPACITY = "no_capacity", _("No capacity for it")
    TIMING = "timing", _("The time does not fit")
    BOARD_REFUSED = "board_refused", _("Our board did not agree")
    OTHER = "other", _("Another reason")


class StateDecline(models.TextChoices):
    OTHER_PARTNER = "other_partner", _("Another partner was chosen")
    NOT_FITTING = "not_fitting", _("It does not fit the need")
    OWN_MEANS = "own_means", _("Done from own means")
    TIMING = "timing", _("The time does not fit")
    NO_REASON = "no_reason", _("No reason given")


WITHDRAWN = "withdrawn"


DECLINED_REASONS = [
    *PartnerDecline.choices,
    *(choice for choice in StateDecline.choices if choice[0] not in PartnerDecline.values),
    (WITHDRAWN, _("The State withdrew its statement")),
]


class EndReason(models.TextChoices):
    FUNDS_ENDED = "funds_ended", _("The funds ended")
    PRIORITIES_CHANGED = "priorities_changed", _("Priorities changed")
    PARTNER_LEFT = "partner_left", _("A partner could not go on")
    NO_LONGER_NEEDED = "no_longer_needed", _("The support is no longer needed")
    FORCE_MAJEURE = "force_majeure", _("Events beyond anybody's control")
    OTHER = "other", _("Another reason")


class CardAmount(models.TextChoices):
    """The band of an agreement, or support in kind."""

    IN_KIND = "in_kind", _("In kind")
    UNDER_25K = BudgetBand.UNDER_25K.value, BudgetBand.UNDER_25K.label
    UNDER_100K = BudgetBand.UNDER_100K.value, BudgetBand.UNDER_100K.label
    UNDER_500K = BudgetBand.UNDER_500K.value, BudgetBand.UNDER_500K.label
    OVER_500K = BudgetBand.OVER_500K.value, BudgetBand.OVER_500K.label


class CardEnd(models.TextChoices):
    """Why a proposed change of an agreement card came to nothing."""

    TAKEN_BACK = "taken_back", _("Taken back by the party that proposed it")
    NOT_AGREED = "not_agreed", _("Another party did not agree")
    REPLACED = "replaced", _("Replaced by another change")
    LAPSED = "lapsed", _("Not agreed by all in time")
    MATCH_ENDED = "match_ended", _("The match ended")
