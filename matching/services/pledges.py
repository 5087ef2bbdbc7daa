"""Pledges of the parties of a match."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from matching import notices
from matching.choices import MatchStatus
from matching.lifecycles import MATCH, PLEDGE
from matching.models import Match, Pledge
from web.errors import NotPermitted, ProofNeeded, WrongStatus

PLEDGED_WHILE = (MatchStatus.IN_TALKS, MatchStatus.AGREED, MatchStatus.ACTIVE)


@transaction.atomic
def announce_pledge(match: Match, *, by: Acting, words: dict) -> Pledge:
    """A partner of the match announces what it gives: `what`, and `amount` with `currency` where it is money.

    It counts once the State has confirmed it. Raises NotPermitted, ProofNeeded, WrongStatus, ValidationError.
    """
    locked = MATCH.lock(match)
    if not rules.has_perm("matching.announce_pledge", by, locked):
        raise NotPermitted
    if locked.status not in PLEDGED_WHILE:
        raise WrongStatus(locked, _("Pledge"))
    if not by.proven:
        raise ProofNeeded
    pledge = Pledge(match=locked, body=by.capacity.body, **words)
    pledge.full_clean()
    pledge.save()
    record_act(pledge, "announce", by=by)
    notices.tell_pledge_announced(pledge)
    return pledge


def _act(name: str, tell):
    """A service that moves a pledge by the transition `name` and tells those whom it concerns."""

    @transaction.atomic
    def act(pledge: Pledge, *, by: Acting, reason: str = "", note: str = "", **_words) -> Pledge:
        done = PLEDGE.apply(pledge, name, by=by, reason=reason, note=note)
        tell(done)
        return done

    return act


PLEDGE_ACTS = {
    "confirm": _act("confirm", notices.tell_pledge_confirmed),
    "commit": _act("commit", notices.tell_pledge_moved),
    "begin_delivery": _act("begin_delivery", notices.tell_pledge_moved),
    "deliver": _act("deliver", notices.tell_pledge_moved),
    "deliver_partly": _act("deliver_partly", notices.tell_pledge_moved),
    "withdraw": _act("withdraw", notices.tell_pledge_moved),
}
