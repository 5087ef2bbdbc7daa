"""A report that was promised in a session becomes a due of its own date."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import OWED, DueKind
from followup.models import OPENS_BEFORE, ReportDue
from lifecycle.engine import record_act
from matching.choices import MatchStatus
from matching.lifecycles import MATCH
from matching.models import Match
from matching.rules import party_of
from states.models import Body
from web.errors import NotPermitted, WrongStatus


@transaction.atomic
def promise_report(match: Match, *, by: Acting, body: Body, due_on: date, said: dict) -> ReportDue:
    """The report that `body`, a party of the match, owes by `due_on`: the one it owes already, or a new one.

    A party of the match asks for it (`by`); `said` tells the record where it was promised.
    """
    locked = MATCH.lock(match)
    if party_of(locked, by) is None or not locked.parties.filter(body=body).exists():
        raise NotPermitted
    if locked.status not in (MatchStatus.AGREED, MatchStatus.ACTIVE):
        raise WrongStatus(locked, _("Promise a report"))
    owed = ReportDue.objects.filter(match=locked, body=body, kind=DueKind.PERIOD).order_by("period_start")
    due = owed.filter(status__in=OWED).first() or _new_due(locked, body, due_on, owed.last())
    record_act(due, "promise", by=by, facts=said | {"due_on": due_on.isoformat()})
    return due


def _new_due(match: Match, body: Body, due_on: date, last: ReportDue | None) -> ReportDue:
    """Its period begins where the last one ended; the yearly ones go on from there."""
    begins = last.period_end if last else match.starts_on
    ends = max(due_on, begins + timedelta(days=1))
    days = {"period_start": begins, "period_end": ends, "due_on": due_on, "remind_on": due_on - OPENS_BEFORE}
    return ReportDue.objects.create(match=match, body=body, **days)
