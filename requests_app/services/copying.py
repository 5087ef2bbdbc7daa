"""New editions that begin with the words of the last one."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.services import begin_edition
from lifecycle.engine import record_act
from requests_app.choices import StatementStatus
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement, StatementVersion
from requests_app.previews import SETS
from web.errors import NotPermitted, WrongStatus

BEGUN_IN = (StatementStatus.OPEN, StatementStatus.DRAFT)


def copy_version(version: StatementVersion, edition) -> StatementVersion:
    """The same words in a new, unsealed edition: every column, link and document, whatever they are."""
    sets = {name: list(getattr(version, name).all()) for name in SETS}
    parts, annexes = list(version.need_versions.all()), list(version.attachments.all())
    version.pk, version.edition, version.edit_no, version._state.adding = None, edition, 1, True
    version.save()
    for one in (*parts, *annexes):
        one.pk, one.version, one._state.adding = None, version, True
        one.save()
    for name, chosen in sets.items():
        getattr(version, name).set(chosen)
    return version


@transaction.atomic
def begin_amendment(statement: NeedsStatement, *, by: Acting, **_words) -> NeedsStatement:
    """Begin a new edition of an open statement, or of a draft that came back; readers go on seeing the granted one.

    Conflict where one is begun.
    """
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    locked = STATEMENT.lock(statement)
    if locked.status not in BEGUN_IN:
        raise WrongStatus(locked, _("Begin a new edition"))
    begin_copy(locked, by)
    return locked


def begin_copy(statement: NeedsStatement, by: Acting) -> None:
    last = statement.versions.select_related("edition").order_by("-edition__number").first()
    edition = begin_edition(statement.subject, language=last.edition.language)
    copy_version(last, edition)
    record_act(statement, "begin_edition", by=by, facts={"edition": edition.number})


@transaction.atomic
def file_again(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    """Back to a draft, in a new edition with the same words."""
    done = STATEMENT.apply(statement, "file_again", by=by, note=note)
    begin_copy(done, by)
    return done
