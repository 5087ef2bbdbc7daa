"""The lives of offers, matches and pledges."""

from matching.lifecycles.matches import MATCH, YESES, Yes, has_dates, roles_are_filled
from matching.lifecycles.offers import OFFER
from matching.lifecycles.pledges import PLEDGE

__all__ = ["MATCH", "OFFER", "PLEDGE", "YESES", "Yes", "has_dates", "roles_are_filled"]
