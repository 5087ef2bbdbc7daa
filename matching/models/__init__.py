from matching.models.board import BoardLine
from matching.models.calendar import CouncilSession
from matching.models.cards import CARD, CardVersion, CardWords
from matching.models.matches import Match, MatchParty
from matching.models.offers import Offer
from matching.models.pledges import Pledge
from matching.models.promised import PROMISED, Promised
from matching.models.references import (
    check_currency,
    new_match_reference,
    new_note_reference,
    new_pledge_reference,
    new_reference,
    new_slug,
)
from matching.models.responses import ResponseNote
from matching.models.searches import SavedSearch, SearchAlert, SearchHit

__all__ = [
    "BoardLine",
    "CARD",
    "CardVersion",
    "CardWords",
    "CouncilSession",
    "Match",
    "MatchParty",
    "Offer",
    "PROMISED",
    "Pledge",
    "Promised",
    "ResponseNote",
    "SavedSearch",
    "SearchAlert",
    "SearchHit",
    "check_currency",
    "new_match_reference",
    "new_note_reference",
    "new_pledge_reference",
    "new_reference",
    "new_slug",
]
