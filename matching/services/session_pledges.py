"""A promise made in a session: its partner has confirmed it there, the State confirms it now."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from matching.choices import PledgeStatus
from matching.lifecycles import MATCH
from matching.models import Match, Pledge
from matching.selectors import pledges_standing
from matching.services.agreeing import say_yes_to_talks
from matching.services.pledges import confirm_pledge, write_announcement
from states.models import Body
from web.errors import FailedCheck, NotPermitted


@transaction.atomic
def confirm_session_pledge(
    match: Match,
    *,
    by: Acting,
    body: Body,
    partner_yes_at: datetime,
    said: dict,
    same_as: Pledge | None = None,
    **words,
) -> Pledge:
    """The pledge of `body`, a partner of the match, announced in its own name and confirmed by the State in one act.

    `words` are `what`, and `amount` with `currency`. `partner_yes_at` is when the partner stood by it; `said` tells the
    record where and by whom it was promised. A proposal becomes talks by the same yes. `same_as` is the pledge that
    stands already and that was promised here once more: nothing is written beside it. Raises NotPermitted,
    ProofNeeded, WrongStatus, Conflict, FailedCheck.
    """
    locked = MATCH.lock(match)
    if not any(party.body_id == body.pk for party in locked.partners):
        raise NotPermitted
    if locked.status == "proposed":
        locked = say_yes_to_talks(locked, by=by)
    if same_as is not None:
        return _stands(same_as, locked, by, body, partner_yes_at, said)
    words |= {"at_session": True, "partner_yes_at": partner_yes_at, "beside": True}
    pledge = write_announcement(locked, by=by, body=body, facts=said, **words)
    return confirm_pledge(pledge, by=by)


def _stands(pledge: Pledge, match: Match, by: Acting, body: Body, partner_yes_at: datetime, said: dict) -> Pledge:
    """A pledge that was written down before; the yeses said in the room are its own where it has none yet."""
    locked = pledges_standing(match.need_id, [body.pk]).select_for_update(of=("self",)).filter(pk=pledge.pk).first()
    if locked is None:
        raise FailedCheck({"same_as": [_("This partner has no such pledge for this need.")]})
    record_act(locked, "promise_aloud", by=by, facts=said)
    if locked.status != PledgeStatus.ANNOUNCED:
        return locked
    if locked.partner_yes_at is None:
        locked.partner_yes_at = partner_yes_at
        locked.save(update_fields=["partner_yes_at"])
    return confirm_pledge(locked, by=by)
