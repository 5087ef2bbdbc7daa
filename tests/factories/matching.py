"""Offers, matches and pledges of the tests, brought where they stand by the services."""

from datetime import timedelta

from django.utils import timezone

from matching import services
from matching.models import Match, Offer, Pledge
from requests_app.models import Need, NeedsStatement
from states.cast import acting_as

SCOPE = "Two circuits of training for defenders and court clerks."


def offer_words(**words) -> dict:
    today = timezone.localdate()
    return {
        "language": "en",
        "title": "Juvenile justice trainers, up to 40 days a year",
        "summary": "Two experienced trainers come for circuits of two weeks.",
        "support_type": "training",
        "form": "expertise",
        "languages": ["en", "fr"],
        "eligible": ["SIDS", "LDC"],
        "places": 2,
        "valid_from": today,
        "valid_until": today + timedelta(days=300),
        "mailbox": "training.xnd@example.org",
    } | words


def a_draft_offer(by: str = "officer.xnd", **words) -> Offer:
    return services.save_offer(None, by=acting_as(by), words=offer_words(**words))


def an_open_offer(by: str = "officer.xnd", **words) -> Offer:
    """An offer that was submitted and verified."""
    offer = services.OFFER_ACTS["submit"](a_draft_offer(by, **words), by=acting_as(by))
    return services.OFFER_ACTS["verify"](offer, by=acting_as("curator"))


def the_need(statement: NeedsStatement) -> Need:
    return statement.needs.get(number=1)


def a_proposal(statement: NeedsStatement, by: str = "officer.xnd", offer: Offer | None = None, **words) -> Match:
    """Proposed by `by`: by default Nordmark answers without an offer."""
    return services.propose(the_need(statement), by=acting_as(by), offer=offer, **{"scope": SCOPE} | words)


def talks(statement: NeedsStatement, offer: Offer | None = None, **words) -> Match:
    """A proposal of Nordmark to which the State has said yes."""
    return services.say_yes_to_talks(a_proposal(statement, offer=offer, **words), by=acting_as("authoriser.xtv"))


def with_card(match: Match, **words) -> Match:
    starts_on = timezone.localdate()
    card = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=200)} | words
    return services.write_card(match, by=acting_as("officer.xnd"), **card)


def an_agreed_match(statement: NeedsStatement, offer: Offer | None = None, *, public: bool = False, **card) -> Match:
    """Talks, a card, and the yes of both parties."""
    match = with_card(talks(statement, offer), **card)
    services.say_yes_to_agreement(match, by=acting_as("signatory.xnd"), may_be_public=public)
    return services.say_yes_to_agreement(match, by=acting_as("authoriser.xtv"), may_be_public=public)


def under_way(statement: NeedsStatement, **words) -> Match:
    return services.MATCH_ACTS["start"](an_agreed_match(statement, **words), by=acting_as("officer.xnd"))


def a_pledge(match: Match, by: str = "signatory.xnd", **words) -> Pledge:
    """Beside whatever the partner pledged before."""
    words = {"what": "Two trainers for two circuits"} | words
    return services.announce_pledge(match, by=acting_as(by), words=words, beside=True)
