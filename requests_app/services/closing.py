"""The ends of a statement: closed with a reason, withdrawn without one; and that it goes on."""

from django.db import transaction

from accounts.acting import Acting
from consent.models import Grant
from consent.services import withdraw_grants
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement


@transaction.atomic
def close_statement(statement: NeedsStatement, *, by: Acting, reason: str = "", note: str = "", **_words):
    return STATEMENT.apply(statement, "close", by=by, reason=reason, note=note)


@transaction.atomic
def withdraw_statement(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    """At any time, without a reason: every grant ends in the same moment, so no channel has a word of it left."""
    done = STATEMENT.apply(statement, "withdraw", by=by, note=note)
    withdraw_grants(Grant.objects.all(), subject=done.subject, by=by, at=done.withdrawn_at)
    return done


@transaction.atomic
def reconfirm_statement(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    """The need still stands: open for twelve more months."""
    return STATEMENT.apply(statement, "reconfirm", by=by, note=note)
