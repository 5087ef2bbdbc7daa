"""The codes of this app, with their words."""

from matching.choices.matches import (
    COVERS,
    DECLINED_REASONS,
    IN_CONTACT,
    LIVE,
    PARTNER_ROLES,
    TAKES_A_PLACE,
    WITHDRAWN,
    EndReason,
    MatchStatus,
    PartnerDecline,
    PartyRole,
    StateDecline,
)
from matching.choices.offers import Eligible, OfferForm, OfferStatus
from matching.choices.pledges import CURRENCIES, Coverage, PledgeEnd, PledgeStatus

__all__ = [
    "COVERS",
    "CURRENCIES",
    "Coverage",
    "DECLINED_REASONS",
    "Eligible",
    "EndReason",
    "IN_CONTACT",
    "LIVE",
    "MatchStatus",
    "OfferForm",
    "OfferStatus",
    "PARTNER_ROLES",
    "PartnerDecline",
    "PartyRole",
    "PledgeEnd",
    "PledgeStatus",
    "StateDecline",
    "TAKES_A_PLACE",
    "WITHDRAWN",
]
