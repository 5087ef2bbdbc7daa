"""Pledges of the parties of a match."""

import rules
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from matching import notices
from matching.choices import BAND_CURRENCY, BAND_TOPS, COUNTED, MatchStatus, PledgeStatus
from matching.lifecycles import MATCH, PLEDGE
from matching.models import Match, Pledge
from matching.selectors import may_be_the_same, pledges_standing, version_shown_of
from requests_app.models import Need
from states.models import Body
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus

PLEDGED_WHILE = (MatchStatus.IN_TALKS, MatchStatus.AGREED, MatchStatus.ACTIVE)


def write_announcement(
    match: Match, *, by: Acting, body: Body, beside: bool, facts: dict | None = None, **words
) -> Pledge:
    """What `body`, a partner of the match (locked), announced: the one way in which any announcement is written down.

    `words` are columns of the pledge, `partner_yes_at` where the partner said it itself. `beside` says that it is
    another than those that stand. WrongStatus, FailedCheck.
    """
    if match.status not in PLEDGED_WHILE:
        raise WrongStatus(match, _("Pledge"))
    if body.pk not in {party.body_id for party in match.partners}:
        raise FailedCheck({"body": [_("This body is not a party of the match.")]})
    pledge = Pledge(match=match, body=body, **words)
    pledge.full_clean()
    if not beside:
        _refuse_double(pledge)
    pledge.save()
    record_act(pledge, "announce", by=by, facts=facts)
    return pledge


def _refuse_double(pledge: Pledge) -> None:
    """A pledge is counted once: what was promised aloud and what is written by hand may be the same."""
    standing = pledges_standing(pledge.match.need_id, [pledge.body_id])
    same = [one.reference for one in standing if may_be_the_same(one, pledge.amount, pledge.currency)]
    if same:
        words = _("This may be a pledge that stands already: %(pledges)s. Tick this only if it is another one.")
        raise FailedCheck({"beside": [words % {"pledges": ", ".join(same)}]})


@transaction.atomic
def announce_pledge(match: Match, *, by: Acting, words: dict, beside: bool = False) -> Pledge:
    """A partner of the match announces what it gives: `what`, and `amount` with `currency` where it is money.

    It counts once the State has confirmed it. `beside`: it is another than what the partner pledged for this need so
    far; without it FailedCheck where it may be the same. Raises NotPermitted, ProofNeeded, WrongStatus, FailedCheck.
    """
    locked = MATCH.lock(match)
    if not rules.has_perm("matching.announce_pledge", by, locked):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    words = words | {"partner_yes_at": timezone.now()}
    pledge = write_announcement(locked, by=by, body=by.capacity.body, beside=beside, **words)
    notices.tell_pledge_announced(pledge)
    return pledge


@transaction.atomic
def record_announcement(match: Match, *, by: Acting, body: Body, words: dict, beside: bool = False) -> Pledge:
    """The secretariat writes down what a party announced aloud at a session: unconfirmed, and shown to nobody else.

    It counts once the party and then the State have confirmed it. `beside` as of announce_pledge. Raises NotPermitted,
    WrongStatus, FailedCheck.
    """
    locked = MATCH.lock(match)
    if not rules.has_perm("matching.record_announcement", by, locked):
        raise NotPermitted
    pledge = write_announcement(locked, by=by, body=body, beside=beside, at_session=True, **words)
    notices.tell_pledge_recorded(pledge)
    return pledge


@transaction.atomic
def stand_by_pledge(pledge: Pledge, *, by: Acting, **_words) -> Pledge:
    """The partner confirms what was announced in its name; the State is asked next. Said twice, it counts once."""
    locked = PLEDGE.lock(pledge)
    if not rules.has_perm("matching.sign_pledge", by, locked):
        raise NotPermitted
    if locked.status != PledgeStatus.ANNOUNCED:
        raise WrongStatus(locked, _("Confirm the announcement"))
    if not by.proven:
        raise ProofNeeded
    if locked.partner_yes_at is None:
        locked.partner_yes_at = timezone.now()
        locked.save(update_fields=["partner_yes_at"])
        record_act(locked, "stand_by_pledge", by=by)
        notices.tell_pledge_announced(locked)
    return locked


@transaction.atomic
def confirm_pledge(pledge: Pledge, *, by: Acting, note: str = "", **_words) -> Pledge:
    """The State confirms it. Twenty at once never make more than the need asks for: its row is locked while they are
    added up. Conflict, with what is confirmed by now, where this one would go beyond it.
    """
    need = Need.objects.select_for_update(of=("self",), no_key=True).get(pk=pledge.match.need_id)
    PLEDGE.refuse_if_impossible(PLEDGE.table["confirm"], PLEDGE.lock(pledge), by)
    _refuse_beyond(need, pledge)
    done = PLEDGE.apply(pledge, "confirm", by=by, note=note)
    notices.tell_pledge_confirmed(done)
    return done


def _refuse_beyond(need: Need, pledge: Pledge) -> None:
    """Only what is in the currency of the bands can be compared with them; nothing is ever converted."""
    top = BAND_TOPS.get(version_shown_of(need).budget_band)
    if top is None or pledge.currency != BAND_CURRENCY or pledge.amount is None:
        return
    counted = Pledge.objects.filter(match__need=need, status__in=COUNTED, currency=BAND_CURRENCY)
    confirmed = counted.aggregate(sum=Sum("amount"))["sum"] or 0
    if confirmed + pledge.amount > top:
        raise Conflict(
            _("With this pledge more would be confirmed than the need asks for. Nothing was confirmed."),
            {"confirmed": str(confirmed), "asked": str(top), "currency": BAND_CURRENCY},
        )


def _act(name: str, tell):
    """A service that moves a pledge by the transition `name` and tells those whom it concerns."""

    @transaction.atomic
    def act(pledge: Pledge, *, by: Acting, reason: str = "", note: str = "", **_words) -> Pledge:
        done = PLEDGE.apply(pledge, name, by=by, reason=reason, note=note)
        tell(done)
        return done

    return act


PLEDGE_ACTS = {
    "confirm": confirm_pledge,
    "commit": _act("commit", notices.tell_pledge_moved),
    "begin_delivery": _act("begin_delivery", notices.tell_pledge_moved),
    "deliver": _act("deliver", notices.tell_pledge_moved),
    "deliver_partly": _act("deliver_partly", notices.tell_pledge_moved),
    "withdraw": _act("withdraw", notices.tell_pledge_moved),
}
