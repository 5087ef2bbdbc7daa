"""What is told about offers, matches and pledges, to whom, and whether it is still right when the mail goes out."""

from matching.notices.matches import (
    tell_agreed,
    tell_declined,
    tell_ended,
    tell_lapsed,
    tell_party_added,
    tell_proposed,
    tell_talks,
)
from matching.notices.offers import tell_offer_opened, tell_offer_sent_back, tell_offer_submitted
from matching.notices.pledges import tell_pledge_announced, tell_pledge_confirmed, tell_pledge_moved

__all__ = [
    "tell_agreed",
    "tell_declined",
    "tell_ended",
    "tell_lapsed",
    "tell_offer_opened",
    "tell_offer_sent_back",
    "tell_offer_submitted",
    "tell_party_added",
    "tell_pledge_announced",
    "tell_pledge_confirmed",
    "tell_pledge_moved",
    "tell_proposed",
    "tell_talks",
]
