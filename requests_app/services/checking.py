"""The secretariat's check: receivability, never merit; and the opening that follows by itself."""

import secrets

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from consent import services as ledger
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement
from requests_app.notices import tell_asked, tell_not_receivable, tell_opened
from requests_app.selectors import last_filed_edition
from web.errors import Conflict, NotPermitted

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no signs that look alike


@transaction.atomic
def begin_check(statement: NeedsStatement, *, by: Acting, **_words) -> NeedsStatement:
    return STATEMENT.apply(statement, "begin_check", by=by)


@transaction.atomic
def ask_clarification(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    done = STATEMENT.apply(statement, "ask_clarification", by=by, note=note)
    tell_asked(done)
    return done


@transaction.atomic
def answer_clarification(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    return STATEMENT.apply(statement, "answer_clarification", by=by, note=note)


@transaction.atomic
def refuse_receipt(statement: NeedsStatement, *, by: Acting, reason: str = "", note: str = "", **_words):
    done = STATEMENT.apply(statement, "refuse_receipt", by=by, reason=reason, note=note)
    tell_not_receivable(done)
    return done


@transaction.atomic
def open_after_check(statement: NeedsStatement, *, by: Acting, **_words) -> NeedsStatement:
    """The curator finds it receivable; the platform then opens it, if its words are still the sealed ones."""
    if not rules.has_perm("requests_app.check_statement", by, statement):
        raise NotPermitted
    return _open(statement, "open_after_check", SYSTEM, facts={"checked_by_capacity": by.capacity_label})


@transaction.atomic
def open_unchecked(statement: NeedsStatement, *, by: Acting, **_words) -> NeedsStatement:
    """From day 15 the State opens it itself."""
    return _open(statement, "open_unchecked", by, facts={"checked": False})


@transaction.atomic
def confirm_check(statement: NeedsStatement, *, by: Acting, **_words) -> NeedsStatement:
    """An open statement is found receivable after all: the mark «not yet checked» goes."""
    return STATEMENT.apply(statement, "confirm_check", by=by)


def _open(statement: NeedsStatement, name: str, by: Acting, facts: dict) -> NeedsStatement:
    edition = last_filed_edition(statement)
    if edition is None or edition.statement_version.digest() != edition.sha256:
        raise Conflict(_("Its words are not the ones that the State sealed. It was not opened."))
    ledger.show_edition(edition)
    now = timezone.now()
    changes = {"confirmed_at": now, "checked_at": None if by is not SYSTEM else now}
    done = STATEMENT.apply(statement, name, by=by, facts=facts | {"edition": edition.number}, changes=changes)
    year = done.call.year if done.call else timezone.now().year
    suffixes = ("".join(secrets.choice(LETTERS) for _place in range(3)) for _try in range(50))
    ledger.allot_reference(edition.subject, prefix=f"{done.state.iso3}-{year}", candidates=suffixes)
    done.subject = edition.subject
    tell_opened(done)
    return done
