"""A promise made in a session: its partner has confirmed it there, the State confirms it now."""

from datetime import datetime

from django.db import transaction

from accounts.acting import Acting
from lifecycle.engine import record_act
from matching.lifecycles import MATCH, PLEDGE
from matching.models import Match, Pledge
from matching.services.agreeing import say_yes_to_talks
from matching.services.pledges import PLEDGED_WHILE, confirm_pledge
from states.models import Body
from web.errors import NotPermitted, WrongStatus


@transaction.atomic
def confirm_session_pledge(
    match: Match, *, by: Acting, body: Body, what: str, partner_yes_at: datetime, said: dict
) -> Pledge:
    """The pledge of `body`, a partner of the match, announced in its own name and confirmed by the State in one act.

    `partner_yes_at` is when the partner stood by it; `said` tells the record where and by whom it was promised. A
    proposal becomes talks by the same yes. Raises NotPermitted, ProofNeeded, WrongStatus, Conflict.
    """
    locked = MATCH.lock(match)
    if not any(party.body_id == body.pk for party in locked.partners):
        raise NotPermitted
    if locked.status == "proposed":
        locked = say_yes_to_talks(locked, by=by)
    if locked.status not in PLEDGED_WHILE:
        raise WrongStatus(locked, PLEDGE.table["confirm"].label)
    pledge = Pledge(match=locked, body=body, what=what, at_session=True, partner_yes_at=partner_yes_at)
    pledge.full_clean()
    pledge.save()
    record_act(pledge, "announce", by=by, facts=said)
    return confirm_pledge(pledge, by=by)
