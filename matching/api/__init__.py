"""Offers, matches and pledges through the API: the same selectors and services as the pages."""

from matching.api.board import BoardViewSet
from matching.api.matches import MatchViewSet
from matching.api.needs import BrowsedNeedViewSet
from matching.api.offers import OfferViewSet
from matching.api.pledges import PledgeViewSet
from matching.api.responses import NoteViewSet
from matching.api.searches import SearchViewSet

__all__ = [
    "BoardViewSet",
    "BrowsedNeedViewSet",
    "NoteViewSet",
    "MatchViewSet",
    "OfferViewSet",
    "PledgeViewSet",
    "SearchViewSet",
]
