"""Every write of offers, matches and pledges. The three `…ACTS` are what pages, API and admin offer."""

from matching.services.agreeing import add_party, say_yes_to_agreement, say_yes_to_talks, set_publicity, write_card
from matching.services.course import MATCH_ACTS, end_with_statement, lapse_proposals
from matching.services.offers import OFFER_ACTS, save_offer
from matching.services.pledges import PLEDGE_ACTS, announce_pledge
from matching.services.proposing import propose

__all__ = [
    "MATCH_ACTS",
    "OFFER_ACTS",
    "PLEDGE_ACTS",
    "add_party",
    "announce_pledge",
    "end_with_statement",
    "lapse_proposals",
    "propose",
    "save_offer",
    "say_yes_to_agreement",
    "say_yes_to_talks",
    "set_publicity",
    "write_card",
]
