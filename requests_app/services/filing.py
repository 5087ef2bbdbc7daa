"""The State's binding acts: consent and submission in one, and the same for a new edition of an open statement."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent import services as ledger
from consent.choices import Audience, Element, Purpose
from consent.presets import Line
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement
from requests_app.notices import tell_submitted
from requests_app.selectors import version_for_writing
from web.errors import Conflict, FailedCheck

NEEDED_TO_CHECK: Line = (Element.SUMMARY, Purpose.READ, Audience.SECRETARIAT)


@transaction.atomic
def submit_statement(statement: NeedsStatement, *, by: Acting, lines, edit_no: int, until=None, excluded=(), note=""):
    """Seal what the person has just reviewed, grant `lines`, and submit, in one act.

    `edit_no` is the number of the text that was reviewed: if it changed since, Conflict. The secretariat must be
    among the readers, since it is asked to check. Raises also WrongStatus, NotPermitted, ProofNeeded, FailedCheck.
    """
    done = STATEMENT.apply(statement, "submit", by=by, note=note, facts={"edit_no": edit_no})
    seal_and_grant(done, by=by, lines=lines, edit_no=edit_no, until=until, excluded=excluded)
    tell_submitted(done)
    return done


@transaction.atomic
def amend_statement(statement: NeedsStatement, *, by: Acting, lines, edit_no: int, until=None, excluded=(), note=""):
    """Seal the new edition of an open statement, grant it, and let readers see it instead of the old one."""
    done = STATEMENT.apply(statement, "amend", by=by, note=note, facts={"edit_no": edit_no})
    edition = seal_and_grant(done, by=by, lines=lines, edit_no=edit_no, until=until, excluded=excluded)
    ledger.show_edition(edition)
    return done


def seal_and_grant(statement: NeedsStatement, *, by: Acting, lines, edit_no: int, until, excluded):
    """The sealed edition with its grants; Conflict where the words are not the reviewed ones."""
    version = version_for_writing(statement)
    if version is None or version.edit_no != edit_no:
        raise Conflict(_("The text changed after you reviewed it. Please review it again."))
    if NEEDED_TO_CHECK not in [tuple(line) for line in lines]:
        raise FailedCheck({"lines": [_("The secretariat needs at least the summary, to check it.")]})
    edition = ledger.seal(version.edition, sha256=version.digest(), by=by)
    ledger.give_grants(edition, lines, by=by, until=until, excluded=excluded)
    return edition
