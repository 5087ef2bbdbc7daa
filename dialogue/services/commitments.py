"""Outcomes: typed in the room, confirmed by both sides, chased, dropped; confirmed, they become what they promise."""

from uuid import UUID

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from dialogue import notices
from dialogue.choices import BESIDE, LOOSE, CommitmentKind
from dialogue.lifecycles import COMMITMENT
from dialogue.models import AgendaItem, Commitment
from dialogue.selectors.commitments import pledges_that_it_may_be
from followup.services.session_dues import promise_report
from lifecycle.engine import record_act
from matching.choices import LIVE
from matching.models import Match, Pledge
from matching.selectors import body_standing_for
from matching.services import propose
from matching.services.clocks import CHASED_AFTER, DROPPED_AFTER
from matching.services.session_pledges import confirm_session_pledge
from requests_app.models import Need
from states.models import Body
from web.errors import FailedCheck, NotPermitted


@transaction.atomic
def type_outcome(item: AgendaItem, *, by: Acting, client_key: UUID, giver: Body, receiver=None, **words) -> Commitment:
    """Write down what was promised in an item, «announced, unconfirmed». The same `client_key` twice is one.

    `receiver` is the State of the item where none is named; `words` are `kind`, `what`, `due_on`, and for support
    `amount` with `currency` where one was named. Raises NotPermitted, FailedCheck.
    """
    if not rules.has_perm("dialogue.curate_session", by, item.segment.session):
        raise NotPermitted
    known = Commitment.objects.filter(client_key=client_key).first()
    if known is not None:
        return known
    need = need_of(item)
    receiver = receiver or body_standing_for(need.state_id)
    words |= {"giver": giver, "receiver": receiver, "typed_by": by.capacity_label}
    commitment = Commitment(item=item, client_key=client_key, **words)
    commitment.match = _match_between(need, giver, receiver)
    _check(commitment)
    return _save_once(commitment, by)


def need_of(item: AgendaItem) -> Need:
    """The need that an item is about; FailedCheck where it is about none."""
    match = item.match or (item.due.match if item.due else None)
    need = item.need or (match.need if match else None)
    if need is None:
        raise FailedCheck({"item": [_("Only an item about a need, a match or a report can end in a commitment.")]})
    return need


def _match_between(need: Need, one: Body, other: Body) -> Match | None:
    """The match under way on this need of which both are parties; a State's side may be any of its offices."""
    found = Match.objects.filter(need=need, status__in=LIVE)
    for body in (one, other):
        if not (body.is_of_state and body.state_id == need.state_id):
            found = found.filter(parties__body=body)
    return found.order_by("-pk").first()


def _check(commitment: Commitment) -> None:
    if commitment.kind == CommitmentKind.PLEDGE and not commitment.giver.is_partner:
        raise FailedCheck({"giver": [_("Support is promised by a partner.")]})
    if commitment.kind == CommitmentKind.REPORT and commitment.amount is not None:
        raise FailedCheck({"amount": [_("An amount goes with support, not with a report.")]})
    if commitment.kind == CommitmentKind.REPORT and commitment.match is None:
        raise FailedCheck({"kind": [_("There is no match between these two to report on.")]})
    if commitment.due_on <= timezone.localdate():
        raise FailedCheck({"due_on": [_("This day has passed. Give a later one.")]})
    commitment.full_clean(validate_unique=False)


def _save_once(commitment: Commitment, by: Acting) -> Commitment:
    """Two sendings at once of the same words: the second gets what the first wrote."""
    try:
        with transaction.atomic():
            commitment.save(force_insert=True)
    except IntegrityError:
        return Commitment.objects.get(client_key=commitment.client_key)
    record_act(commitment, "announce", by=by, facts={"item": commitment.item.key})
    notices.tell_announced(commitment)
    return commitment


@transaction.atomic
def give(commitment: Commitment, *, by: Acting, may_be_public: bool = False, note: str = "", **_words) -> Commitment:
    """The yes of whoever promised. Support without a match yet proposes one by the same act."""
    done = COMMITMENT.apply(commitment, "give", by=by, note=note, changes={"giver_public": may_be_public})
    if done.kind == CommitmentKind.PLEDGE and done.match is None:
        done.match = propose(need_of(done.item), by=by, scope=done.what)
        done.save(update_fields=["match"])
    notices.tell_given(done)
    return done


@transaction.atomic
def confirm(
    commitment: Commitment, *, by: Acting, may_be_public: bool = False, same_as: str = "", note: str = "", **_words
):
    """The yes of the other side: in the same act it becomes a confirmed pledge, or a report due.

    `same_as` is the reference of the pledge that stands already and that was promised here, or BESIDE where it is
    another; FailedCheck where one stands and it is not said.
    """
    locked = COMMITMENT.lock(commitment)
    COMMITMENT.refuse_if_impossible(COMMITMENT.table["confirm"], locked, by)
    said = {"commitment": locked.key, "session": locked.item.segment.session.reference, "item": locked.item.key}
    became = _pledge(locked, by, said, same_as) if locked.kind == CommitmentKind.PLEDGE else _due(locked, by, said)
    changes = {"receiver_public": may_be_public, **became}
    done = COMMITMENT.apply(locked, "confirm", by=by, note=note, changes=changes)
    notices.tell_confirmed(done)
    return done


def _pledge(commitment: Commitment, by: Acting, said: dict, same_as: str) -> dict:
    words = {"what": commitment.what, "amount": commitment.amount, "currency": commitment.currency}
    words |= {"body": commitment.giver, "partner_yes_at": commitment.given_at, "said": said}
    standing = _same_as(commitment, same_as)
    return {"pledge": confirm_session_pledge(commitment.match, by=by, same_as=standing, **words)}


def _due(commitment: Commitment, by: Acting, said: dict) -> dict:
    body, due_on = _party_body(commitment), commitment.due_on
    return {"due": promise_report(commitment.match, by=by, body=body, due_on=due_on, said=said)}


def _same_as(commitment: Commitment, reference: str) -> Pledge | None:
    standing = {pledge.reference: pledge for pledge in pledges_that_it_may_be(commitment)}
    if reference in standing or not standing or reference == BESIDE:
        return standing.get(reference)
    raise FailedCheck({"same_as": [_("Say whether it is a pledge that stands already, or another one beside it.")]})


def _party_body(commitment: Commitment) -> Body:
    """The party of the match that reports: the giver, or the recipient where another office of the State promised."""
    giver, match = commitment.giver, commitment.match
    return match.recipient.body if giver.is_of_state and giver.state_id == match.state_id else giver


@transaction.atomic
def decline(commitment: Commitment, *, by: Acting, note: str = "", **_words) -> Commitment:
    done = COMMITMENT.apply(commitment, "decline", by=by, note=note)
    notices.tell_declined(done)
    return done


COMMITMENT_ACTS = {"give": give, "confirm": confirm, "decline": decline}


@transaction.atomic
def chase_commitments(*, on=None) -> int:
    """Ask once more, 48 hours after it was typed, the side whose yes is missing; returns how many commitments."""
    limit = (on or timezone.now()) - CHASED_AFTER
    loose = Commitment.objects.filter(status__in=LOOSE, typed_at__lte=limit)
    return sum(1 for one in loose.select_related("giver", "receiver") if notices.tell_chased(one))


@transaction.atomic
def drop_commitments(*, on=None) -> int:
    """Drop what nobody confirmed within 14 days and tell both sides; returns how many."""
    limit = (on or timezone.now()) - DROPPED_AFTER
    loose = Commitment.objects.filter(status__in=LOOSE, typed_at__lte=limit)
    ending = list(loose.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    count = COMMITMENT.apply_many(Commitment.objects.filter(pk__in=ending), "drop", by=SYSTEM)
    for one in Commitment.objects.filter(pk__in=ending).select_related("giver", "receiver"):
        notices.tell_dropped(one)
    return count
