import rules

from accounts.rules import is_system
from lifecycle.selectors import history_of
from matching.choices import PartyRole
from states.choices import BodyKind
from states.rules import (
    body_of,
    can_authorise_for_state,
    can_officiate_for_partner,
    can_sign_for_partner,
    is_curator,
    is_moderator,
    is_of_own_body,
)
from states.selectors import live_mandates

#: acts on an offer that make it one's own
WRITTEN_BY = ("begin", "write", "submit")


@rules.predicate
def is_partner_party(acting, match) -> bool:
    """The mandate's body is a party of the match, other than its recipient."""
    body = body_of(acting)
    return match is not None and bool(body) and any(party.body_id == body.pk for party in match.partners)


@rules.predicate
def is_walled_off(acting, offer) -> bool:
    """A person who had a hand in the offer, whoever's it is; and for an offer of OHCHR also whoever works for one of
    its presences: nobody verifies their own, a second curator does.
    """
    if offer is None or acting.user is None:
        return False
    wrote = history_of(offer).filter(actor_id=acting.user_id, transition__in=WRITTEN_BY).exists()
    is_of_ohchr = offer.body.kind == BodyKind.OHCHR_PRESENCE
    return wrote or is_of_ohchr and live_mandates(acting.user).filter(body__kind=BodyKind.OHCHR_PRESENCE).exists()


sees_as_secretariat = is_curator | is_moderator
writes_own_offers = can_officiate_for_partner & is_of_own_body
speaks_as_partner = can_officiate_for_partner & is_partner_party
signs_as_partner = can_sign_for_partner & is_partner_party

rules.add_perm("matching.begin_offer", can_officiate_for_partner)
rules.add_perm("matching.write_offer", writes_own_offers)
rules.add_perm("matching.verify_offer", is_curator & ~is_walled_off)
rules.add_perm("matching.open_offer", is_system)

rules.add_perm("matching.propose", can_authorise_for_state | can_officiate_for_partner | is_curator)
rules.add_perm("matching.say_yes_to_talks", can_authorise_for_state | speaks_as_partner)
rules.add_perm("matching.say_yes_to_agreement", can_authorise_for_state | signs_as_partner)
rules.add_perm("matching.write_card", can_authorise_for_state | speaks_as_partner)
rules.add_perm("matching.add_party", can_authorise_for_state)
rules.add_perm("matching.follow_yeses", is_system)
rules.add_perm("matching.decline_as_partner", speaks_as_partner)
rules.add_perm("matching.decline_as_state", can_authorise_for_state)
rules.add_perm("matching.start", can_authorise_for_state | speaks_as_partner)
rules.add_perm("matching.end", can_authorise_for_state | signs_as_partner)
rules.add_perm("matching.sweep", is_system)

rules.add_perm("matching.announce_pledge", signs_as_partner)
rules.add_perm("matching.confirm_pledge", can_authorise_for_state)
rules.add_perm("matching.sign_pledge", can_sign_for_partner & is_of_own_body)
rules.add_perm("matching.deliver_pledge", writes_own_offers)
rules.add_perm("matching.record_announcement", is_curator)

rules.add_perm("matching.write_note", is_curator)
rules.add_perm("matching.edit_calendar", is_curator)
rules.add_perm("matching.allocate", is_curator)


def may_offer(acting) -> bool:
    """Whether this person may write offers of their own body."""
    return rules.has_perm("matching.begin_offer", acting, None)


def party_of(match, acting):
    """The party of the match for which this person acts, or None. Any body of the State acts for the recipient."""
    body = body_of(acting)
    if body is None:
        return None
    if body.is_of_state:
        return match.recipient if body.state_id == match.state_id else None
    return next((party for party in match.partners if party.body_id == body.pk), None)


def sees_reasons(acting, match) -> bool:
    """Coded reasons for declining go to the State and the secretariat, to nobody else."""
    party = party_of(match, acting)
    return sees_as_secretariat(acting) or party is not None and party.role == PartyRole.RECIPIENT
