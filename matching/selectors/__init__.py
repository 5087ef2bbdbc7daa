"""What of offers, matches and pledges a person may read."""

from matching.selectors.browse import COVERAGE_FACET, needs_covered
from matching.selectors.fitting import needs_fitting, suggested_for
from matching.selectors.matches import (
    Contact,
    body_standing_for,
    contacts_of,
    events_of,
    matches_of,
    may_propose,
    need_title_for,
    open_need,
    pledges_of,
    reader_for,
    reason_for,
    yeses_open_to,
)
from matching.selectors.offers import offer_at, offers_shown_to, open_offers, standing_of, support_counts, usable_offers
from matching.selectors.progress import Covered, answers_on, coverage_of, public_progress

__all__ = [
    "COVERAGE_FACET",
    "Contact",
    "Covered",
    "answers_on",
    "body_standing_for",
    "contacts_of",
    "coverage_of",
    "events_of",
    "matches_of",
    "may_propose",
    "need_title_for",
    "needs_covered",
    "needs_fitting",
    "suggested_for",
    "offer_at",
    "offers_shown_to",
    "open_need",
    "open_offers",
    "pledges_of",
    "public_progress",
    "reader_for",
    "reason_for",
    "standing_of",
    "support_counts",
    "usable_offers",
    "yeses_open_to",
]
