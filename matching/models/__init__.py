from matching.models.matches import Match, MatchParty
from matching.models.offers import Offer
from matching.models.pledges import Pledge, check_currency
from matching.models.references import new_match_reference, new_pledge_reference, new_reference, new_slug

__all__ = [
    "Match",
    "MatchParty",
    "Offer",
    "Pledge",
    "check_currency",
    "new_match_reference",
    "new_pledge_reference",
    "new_reference",
    "new_slug",
]
