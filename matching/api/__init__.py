"""Offers, matches and pledges through the API: the same selectors and services as the pages."""

from matching.api.matches import MatchViewSet
from matching.api.offers import OfferViewSet
from matching.api.pledges import PledgeViewSet

__all__ = ["MatchViewSet", "OfferViewSet", "PledgeViewSet"]
