"""A match begins: a partner answers a need, a State chooses an offer, or the secretariat brings both together."""

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from matching import notices
from matching.choices import PartyRole
from matching.models import Match, MatchParty, Offer
from matching.rules import party_of
from matching.selectors import body_standing_for, reader_for, usable_offers
from requests_app.choices import StatementStatus
from requests_app.lifecycles import STATEMENT
from requests_app.models import Need
from requests_app.selectors import needs_shown_to
from states.models import Body
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus


@transaction.atomic
def propose(
    need: Need,
    *,
    by: Acting,
    scope: str,
    role: str = PartyRole.IMPLEMENTER,
    offer: Offer | None = None,
    shows_interest: bool = False,
) -> Match:
    """Propose a match on an open need; who proposes for a party says yes to talks with it.

    `role` is the partner's. A State binds itself by it, so it needs a proof; a State and the secretariat need an
    `offer`. `shows_interest` lets others know that a partner is interested. Raises NotPermitted, ProofNeeded,
    WrongStatus, FailedCheck, Conflict where one is already under way.
    """
    statement = STATEMENT.lock(need.statement)
    if not rules.has_perm("matching.propose", by, statement) or not _reads(by, need):
        raise NotPermitted
    if statement.status != StatementStatus.OPEN:
        raise WrongStatus(statement, _("Propose"))
    partner = _partner(need, by, offer)
    match = Match(need=need, offer=offer, partner=partner, proposed_by_body=by.capacity.body, scope=scope)
    match.full_clean(validate_constraints=False, validate_unique=False)
    _save_once(match)
    _seat_parties(match, by, role, shows_interest)
    record_act(match, "propose", by=by, facts={"need": str(need), "offer": str(offer) if offer else ""})
    notices.tell_proposed(match, by)
    return match


def _reads(acting: Acting, need: Need) -> bool:
    return needs_shown_to(acting).filter(pk=need.pk).exists()


def _partner(need: Need, by: Acting, offer: Offer | None) -> Body:
    """The partner's body. Nobody learns of a need through the secretariat which it may not read."""
    body = by.capacity.body
    if body.is_of_state and not by.proven:
        raise ProofNeeded
    if offer is None:
        if not body.is_partner:
            raise FailedCheck({"offer": [_("Choose an offer.")]})
        return body
    if not usable_offers(by, need.statement.state).filter(pk=offer.pk).exists():
        raise FailedCheck({"offer": [_("This offer is not open for this need, or has no place left.")]})
    if not body.is_of_state and not _reads(reader_for(offer.body), need):
        raise FailedCheck({"offer": [_("The State has not shown this need to that partner.")]})
    return offer.body


def _save_once(match: Match) -> None:
    try:
        with transaction.atomic():
            match.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict(_("There is already a proposal or a match on this need with this partner.")) from fault


def _seat_parties(match: Match, by: Acting, role: str, shows_interest: bool) -> None:
    if role not in PartyRole.values or role == PartyRole.RECIPIENT:
        raise FailedCheck({"role": [_("Choose the partner's part.")]})
    proposer = by.capacity.body
    recipient = proposer if proposer.is_of_state else body_standing_for(match.state_id)
    MatchParty.objects.create(match=match, body=recipient, role=PartyRole.RECIPIENT)
    MatchParty.objects.create(match=match, body=match.partner, role=role)
    party = party_of(match, by)
    if party is not None:
        party.talks_yes_at, party.talks_yes_by = timezone.now(), by.capacity_label
        party.shows_interest = shows_interest and party.role != PartyRole.RECIPIENT
        party.save(update_fields=["talks_yes_at", "talks_yes_by", "shows_interest"])
