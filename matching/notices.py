"""What is told about offers, matches and pledges, to whom, and whether it is still right when the mail goes out."""

import rules

from accounts.acting import Acting
from matching.choices import MatchStatus, OfferStatus, PledgeStatus
from matching.models import Match, MatchParty, Offer, Pledge
from matching.selectors import matches_of, offers_shown_to, pledges_of
from notifications.notice import Notice, register
from notifications.outbox import enqueue
from states.choices import STATE_KINDS, BodyKind, Role
from states.models import Body
from states.selectors import acting_in, bodies_of_state, live_mandates, people_of


def _state_side(match: Match) -> set[int]:
    return set(people_of(bodies_of_state(match.state_id, *STATE_KINDS), Role.DRAFTER, Role.AUTHORISER))


def _people_at(*body_ids: int) -> set[int]:
    return set(people_of(body_ids, Role.OFFICER, Role.SIGNATORY))


def _partner_side(match: Match) -> set[int]:
    return _people_at(*(party.body_id for party in match.partners))


def _curators() -> set[int]:
    return set(people_of(Body.objects.filter(kind=BodyKind.SECRETARIAT), Role.CURATOR))


def _tell(name: str, obj, people, moment: object = "") -> None:
    enqueue(f"matching.{name}", event=f"{name}:{obj.pk}:{moment}", people=people, object_id=obj.pk)


def tell_offer_submitted(offer: Offer) -> None:
    """The curators, who verify it."""
    _tell("offer_submitted", offer, _curators(), offer.submitted_at)


def tell_offer_sent_back(offer: Offer) -> None:
    """The partner, who can write it anew."""
    _tell("offer_sent_back", offer, _people_at(offer.body_id), offer.submitted_at)


def tell_offer_opened(offer: Offer) -> None:
    """The partner: everybody can read it now."""
    _tell("offer_opened", offer, _people_at(offer.body_id))


def tell_proposed(match: Match, by: Acting) -> None:
    """Both sides, but not whoever proposed."""
    _tell("match_proposed", match, (_state_side(match) | _partner_side(match)) - {by.user_id})


def tell_talks(match: Match) -> None:
    """Both sides: talks are open, and the office mailboxes have crossed."""
    _tell("talks_opened", match, _state_side(match) | _partner_side(match))


def tell_party_added(match: Match, party: MatchParty) -> None:
    """The partner that the State brought into its talks."""
    _tell("party_added", match, _people_at(party.body_id), party.body_id)


def tell_agreed(match: Match) -> None:
    """Both sides: every party has said yes."""
    _tell("match_agreed", match, _state_side(match) | _partner_side(match))


def tell_declined(match: Match) -> None:
    """Both sides, without the reason: it stands on the page, for whom it is meant."""
    _tell("match_declined", match, _state_side(match) | _partner_side(match))


def tell_ended(match: Match) -> None:
    """Both sides: completed, or ended early."""
    _tell("match_ended", match, _state_side(match) | _partner_side(match))


def tell_lapsed(match: Match) -> None:
    """Both sides: nobody answered within 45 days."""
    _tell("match_lapsed", match, _state_side(match) | _partner_side(match))


def tell_pledge_announced(pledge: Pledge) -> None:
    """The State, which confirms it."""
    _tell("pledge_announced", pledge, _state_side(pledge.match))


def tell_pledge_confirmed(pledge: Pledge) -> None:
    """The partner that pledged."""
    _tell("pledge_confirmed", pledge, _people_at(pledge.body_id))


def tell_pledge_moved(pledge: Pledge) -> None:
    """The State: committed, on its way, delivered or withdrawn."""
    _tell("pledge_moved", pledge, _state_side(pledge.match), pledge.status)


def _match(pk: int) -> Match | None:
    return Match.objects.select_related("need__statement__state", "need__statement__subject").filter(pk=pk).first()


def _pledge(pk: int) -> Pledge | None:
    return Pledge.objects.select_related("match__need__statement__state", "body").filter(pk=pk).first()


def _offer(pk: int) -> Offer | None:
    return Offer.objects.select_related("body").filter(pk=pk).first()


def _actings_of(person) -> list[Acting]:
    return [acting_in(mandate) for mandate in live_mandates(person)]


def _knows(selector):
    """Still right where the person, in a mandate that is live when the mail goes, still finds it in `selector`."""

    def still_right(obj, person) -> bool:
        return any(selector(acting).filter(pk=obj.pk).exists() for acting in _actings_of(person))

    return still_right


def _knows_at(selector, *statuses: str):
    """The same, and it still stands where it stood."""
    knows = _knows(selector)
    return lambda obj, person: obj.status in statuses and knows(obj, person)


def _may_verify(offer: Offer, person) -> bool:
    waits = offer.status == OfferStatus.SUBMITTED
    return waits and any(rules.has_perm("matching.verify_offer", acting, offer) for acting in _actings_of(person))


def _match_words(match: Match, person) -> dict:
    return {"match": match, "state": match.state}


def _pledge_words(pledge: Pledge, person) -> dict:
    return {"pledge": pledge, "match": pledge.match}


def _offer_words(offer: Offer, person) -> dict:
    return {"offer": offer}


_OF_MATCH = {
    "match_proposed": _knows_at(matches_of, MatchStatus.PROPOSED),
    "talks_opened": _knows_at(matches_of, MatchStatus.IN_TALKS, MatchStatus.AGREED, MatchStatus.ACTIVE),
    "party_added": _knows_at(matches_of, MatchStatus.IN_TALKS),
    "match_agreed": _knows_at(matches_of, MatchStatus.AGREED, MatchStatus.ACTIVE),
    "match_declined": _knows_at(matches_of, MatchStatus.DECLINED),
    "match_ended": _knows_at(matches_of, MatchStatus.COMPLETED, MatchStatus.ENDED_EARLY),
    "match_lapsed": _knows_at(matches_of, MatchStatus.LAPSED),
}
_OF_PLEDGE = {
    "pledge_announced": _knows_at(pledges_of, PledgeStatus.ANNOUNCED),
    "pledge_confirmed": _knows(pledges_of),
    "pledge_moved": _knows(pledges_of),
}

register(
    Notice("matching.offer_submitted", _offer, _may_verify, _offer_words),
    Notice("matching.offer_sent_back", _offer, _knows_at(offers_shown_to, OfferStatus.DRAFT), _offer_words),
    Notice("matching.offer_opened", _offer, _knows_at(offers_shown_to, OfferStatus.OPEN), _offer_words),
    *(Notice(f"matching.{name}", _match, still_right, _match_words) for name, still_right in _OF_MATCH.items()),
    *(Notice(f"matching.{name}", _pledge, still_right, _pledge_words) for name, still_right in _OF_PLEDGE.items()),
)
