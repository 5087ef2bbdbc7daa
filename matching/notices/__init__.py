"""What is told about offers, matches and pledges, to whom, and whether it is still right when the mail goes out."""

from matching.notices.matches import (
    ask_starts,
    ask_talks,
    tell_agreed,
    tell_all_declined,
    tell_all_lapsed,
    tell_all_talks_ended,
    tell_declined,
    tell_ended,
    tell_party_added,
    tell_party_left,
    tell_proposed,
    tell_talks,
    tell_talks_extended,
)
from matching.notices.offers import tell_offer_ending, tell_offer_opened, tell_offer_sent_back, tell_offer_submitted
from matching.notices.pledges import (
    chase_pledges,
    tell_all_dropped,
    tell_pledge_announced,
    tell_pledge_confirmed,
    tell_pledge_moved,
    tell_pledge_recorded,
)
from matching.notices.responses import nudge_curators, tell_note_drafted, tell_note_sent, tell_suggested
from matching.notices.searches import tell_found

__all__ = [
    "tell_offer_ending",
    "ask_starts",
    "ask_talks",
    "chase_pledges",
    "nudge_curators",
    "tell_agreed",
    "tell_all_declined",
    "tell_all_dropped",
    "tell_all_lapsed",
    "tell_all_talks_ended",
    "tell_declined",
    "tell_ended",
    "tell_found",
    "tell_note_drafted",
    "tell_note_sent",
    "tell_offer_opened",
    "tell_offer_sent_back",
    "tell_offer_submitted",
    "tell_party_added",
    "tell_party_left",
    "tell_pledge_announced",
    "tell_pledge_confirmed",
    "tell_pledge_moved",
    "tell_pledge_recorded",
    "tell_proposed",
    "tell_suggested",
    "tell_talks",
    "tell_talks_extended",
]
