"""Every write of offers, matches and pledges. The three `…ACTS` are what pages, API and admin offer."""

from matching.services.agreeing import (
    add_party,
    ask_for_roles,
    extend_talks,
    say_yes_to_agreement,
    say_yes_to_talks,
    set_board_date,
    set_publicity,
    write_card,
)
from matching.services.allocation import lock_line, propose_allocation, send_invitations, set_line
from matching.services.amending import (
    lapse_amendments,
    propose_amendment,
    say_yes_to_amendment,
    set_aside_amendment,
)
from matching.services.calendar import save_council_session
from matching.services.clocks import (
    ask_about_starts,
    ask_about_talks,
    chase_pledges,
    drop_pledges,
    end_talks,
    lapse_proposals,
    sweep,
)
from matching.services.course import MATCH_ACTS, end_with_statement
from matching.services.offers import OFFER_ACTS, save_offer, warn_of_ending
from matching.services.pledges import PLEDGE_ACTS, announce_pledge, record_announcement, stand_by_pledge
from matching.services.proposing import propose
from matching.services.responses import owe_notes, send_note, suggest_anew, tell_of_unanswered, write_note
from matching.services.searches import alert_searches, change_search, delete_search, save_search

__all__ = [
    "warn_of_ending",
    "MATCH_ACTS",
    "OFFER_ACTS",
    "PLEDGE_ACTS",
    "add_party",
    "alert_searches",
    "announce_pledge",
    "ask_about_starts",
    "ask_for_roles",
    "ask_about_talks",
    "change_search",
    "chase_pledges",
    "delete_search",
    "drop_pledges",
    "end_talks",
    "end_with_statement",
    "extend_talks",
    "lapse_amendments",
    "lapse_proposals",
    "lock_line",
    "owe_notes",
    "propose",
    "propose_amendment",
    "propose_allocation",
    "record_announcement",
    "save_council_session",
    "save_offer",
    "save_search",
    "say_yes_to_agreement",
    "say_yes_to_amendment",
    "set_aside_amendment",
    "say_yes_to_talks",
    "send_invitations",
    "send_note",
    "set_board_date",
    "set_line",
    "set_publicity",
    "stand_by_pledge",
    "suggest_anew",
    "sweep",
    "tell_of_unanswered",
    "write_card",
    "write_note",
]
