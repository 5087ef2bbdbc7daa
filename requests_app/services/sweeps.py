"""What the clock does with statements: people told, questions returned, statements lapsed. Set-based; safe twice."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.acting import SYSTEM
from lifecycle.models import TransitionRecord
from notifications.outbox import enqueue_selected
from requests_app.choices import ClosedReason, StatementStatus
from requests_app.clocks import ANSWER_WITHIN, CHECK_WITHIN, CONFIRMED_FOR, REMINDED_BEFORE, UNCHECKED_AFTER
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement
from states.choices import STATE_KINDS, BodyKind, Role


def sweep_statements(*, on: datetime | None = None) -> dict[str, int]:
    """Everything of statements that is due at `on` (now), once; returns how many of each."""
    now = on or timezone.now()
    return {
        "overdue_checks": tell_overdue_checks(on=now),
        "may_open": tell_may_open(on=now),
        "returned_questions": return_unanswered(on=now),
        "asked_to_reconfirm": ask_to_reconfirm(on=now),
        "lapsed_statements": lapse_statements(on=now),
    }


@transaction.atomic
def tell_overdue_checks(*, on: datetime) -> int:
    """Day 10 without an end of the check: the curators are told; returns how many people."""
    return _tell("check_overdue", _WAITING_FOR_CHECK, CURATORS, limit=on - CHECK_WITHIN)


@transaction.atomic
def tell_may_open(*, on: datetime) -> int:
    """Day 15: the State's authorisers are told that they may open it themselves."""
    return _tell("may_open_unchecked", _WAITING_FOR_CHECK, AUTHORISERS, limit=on - UNCHECKED_AFTER)


@transaction.atomic
def return_unanswered(*, on: datetime | None = None) -> int:
    """A question that waited 30 days goes back to the State, which chooses: write anew, file again, or withdraw."""
    limit = (on or timezone.now()) - ANSWER_WITHIN
    waiting = NeedsStatement.objects.filter(status=StatementStatus.CLARIFICATION, asked_at__lte=limit)
    return _move_and_tell(waiting, "return_unanswered", "clarification_returned")


@transaction.atomic
def ask_to_reconfirm(*, on: datetime) -> int:
    """Thirty days before a statement lapses its State is asked whether it still stands; returns how many people."""
    return _tell("reconfirmation_due", _OPEN_SINCE, WRITERS, limit=on - CONFIRMED_FOR + REMINDED_BEFORE)


@transaction.atomic
def lapse_statements(*, on: datetime | None = None) -> int:
    """Close what was not reconfirmed for twelve months; returns how many."""
    limit = (on or timezone.now()) - CONFIRMED_FOR
    old = NeedsStatement.objects.alias(since=Coalesce("confirmed_at", "opened_at")).filter(since__lt=limit)
    return _move_and_tell(old, "lapse", "statement_lapsed", reason=ClosedReason.LAPSED)


def _move_and_tell(statements, transition: str, notice: str, **words) -> int:
    before = TransitionRecord.objects.aggregate(last=Max("pk"))["last"] or 0
    moved = STATEMENT.apply_many(statements, transition, by=SYSTEM, **words)
    _tell(notice, _JUST_MOVED, WRITERS, before=before, transition=transition)
    return moved


def _tell(name: str, statements: str, people: dict, **params) -> int:
    """Tell the people of each selected statement once; the moment from which the clock runs is part of the event."""
    selected = _SELECTED.format(statements=statements)
    return enqueue_selected(f"requests_app.{name}", selected=selected, params={"name": name} | people | params)


#: who is told: people in one of these roles for a body of one of these kinds, of the statement's own State or of any
AUTHORISERS = {"of_state": True, "binding": True, "kinds": sorted(STATE_KINDS), "roles": [Role.AUTHORISER]}
WRITERS = AUTHORISERS | {"binding": False, "roles": [Role.AUTHORISER, Role.DRAFTER]}
CURATORS = {"of_state": False, "binding": False, "kinds": [BodyKind.SECRETARIAT], "roles": [Role.CURATOR]}
_SELECTED = """
    SELECT DISTINCT %(name)s || ':' || s.id || ':' || extract(epoch FROM s.since)::bigint AS event,
           m.user_id AS person_id, s.id AS object_id
    FROM ({statements}) AS s
    JOIN states_state st ON st.id = s.state_id
    JOIN states_body b ON b.kind = ANY(%(kinds)s) AND (b.state_id = s.state_id OR NOT %(of_state)s)
     AND (NOT %(binding)s OR b.kind = ANY(st.statement_kinds))
    JOIN states_mandate m ON m.body_id = b.id AND m.role = ANY(%(roles)s) AND m.starts_on <= current_date
     AND (m.ends_on IS NULL OR m.ends_on > current_date)
"""
_WAITING_FOR_CHECK = """
    SELECT id, state_id, submitted_at AS since FROM requests_app_needsstatement
    WHERE status IN ('submitted', 'in_check') AND submitted_at <= %(limit)s
"""
_OPEN_SINCE = """
    SELECT id, state_id, COALESCE(confirmed_at, opened_at) AS since FROM requests_app_needsstatement
    WHERE status = 'open' AND COALESCE(confirmed_at, opened_at) <= %(limit)s
"""
#: what this transaction has just moved: its records are younger than those that stood before
_JUST_MOVED = """
    SELECT n.id, n.state_id, r.at AS since FROM lifecycle_transitionrecord r
    JOIN requests_app_needsstatement n ON n.id = r.subject_id
    WHERE r.subject_type = 'requests_app.needsstatement' AND r.transition = %(transition)s AND r.id > %(before)s
"""
