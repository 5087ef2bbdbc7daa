"""A promise made in a session: its partner has confirmed it there, the State confirms it now."""

from datetime import datetime

from django.db import transaction

from accounts.acting import Acting
from matching.lifecycles import MATCH
from matching.models import Match, Pledge
from matching.services.agreeing import say_yes_to_talks
from matching.services.pledges import confirm_pledge, write_announcement
from states.models import Body
from web.errors import NotPermitted


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
    words = {"what": what, "at_session": True, "partner_yes_at": partner_yes_at}
    pledge = write_announcement(locked, by=by, body=body, facts=said, **words)
    return confirm_pledge(pledge, by=by)
