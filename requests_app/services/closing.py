"""The ends of a statement: closed with a reason, withdrawn without one, lapsed by the clock."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.acting import SYSTEM, Acting
from consent.models import Grant
from consent.services import withdraw_grants
from requests_app.choices import ClosedReason
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement

RECONFIRMED_WITHIN = timedelta(days=365)


@transaction.atomic
def close_statement(statement: NeedsStatement, *, by: Acting, reason: str = "", note: str = "", **_words):
    return STATEMENT.apply(statement, "close", by=by, reason=reason, note=note)


@transaction.atomic
def withdraw_statement(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    """At any time, without a reason: every grant ends in the same moment, so no channel has a word of it left."""
    done = STATEMENT.apply(statement, "withdraw", by=by, note=note)
    withdraw_grants(Grant.objects.all(), subject=done.subject, by=by, at=done.withdrawn_at)
    return done


def lapse_statements(*, on=None) -> int:
    """Close what was not reconfirmed for twelve months; returns how many."""
    limit = (on or timezone.now()) - RECONFIRMED_WITHIN
    old = NeedsStatement.objects.filter(opened_at__lt=limit)
    return STATEMENT.apply_many(old, "lapse", by=SYSTEM, reason=ClosedReason.LAPSED)
