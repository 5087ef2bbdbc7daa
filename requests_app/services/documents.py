"""Annexes of the edition being written, and papers of authority. Nothing stays of a document that is refused."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from files.models import Document
from files.services import remove_unowned, store_document
from lifecycle.engine import record_act
from requests_app.lifecycles import STATEMENT
from requests_app.models import Attachment, NeedsStatement, Paper
from requests_app.services.words import lock_for_writing, saved
from web.errors import FailedCheck, NotPermitted, WrongStatus

MOST_ATTACHED, MOST_PAPERS = 10, 10
ENDED = ("closed", "withdrawn")


@transaction.atomic
def attach_document(statement: NeedsStatement, *, upload, by: Acting) -> Attachment:
    """Annex a document to the edition being written; whoever reviews an older text is told that it changed."""
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    version = lock_for_writing(statement, by=by)
    if version.attachments.count() >= MOST_ATTACHED:
        raise FailedCheck({"file": [_("An edition holds at most %d documents.") % MOST_ATTACHED]})
    document = store_document(upload, by=by)
    if version.attachments.filter(document__sha256=document.sha256).exists():
        raise FailedCheck({"file": [_("This document is attached already.")]})
    attached = Attachment.objects.create(version=version, document=document)
    saved(version, by=by, names=["attachments"])
    return attached


@transaction.atomic
def detach_document(statement: NeedsStatement, *, slug: str, by: Acting) -> None:
    """Take a document out of the edition being written; earlier editions keep it, else it is gone with its file."""
    if not rules.has_perm("requests_app.write_statement", by, statement):
        raise NotPermitted
    version = lock_for_writing(statement, by=by)
    attached = version.attachments.select_related("document").filter(document__slug=slug).first()
    if attached is None:
        raise FailedCheck(_("This document is not attached any more."))
    attached.delete()
    remove_unowned(Document.objects.filter(pk=attached.document_id))
    saved(version, by=by, names=["attachments"])


@transaction.atomic
def file_paper(statement: NeedsStatement, *, upload, kind: str, by: Acting) -> Paper:
    """Keep the note verbale or clearance of a statement; it can come later than the words."""
    if not rules.has_perm("requests_app.file_paper", by, statement):
        raise NotPermitted
    locked = STATEMENT.lock(statement)
    if locked.status in ENDED:
        raise WrongStatus(locked, _("Add a note verbale or clearance"))
    if locked.papers.count() >= MOST_PAPERS:
        raise FailedCheck({"file": [_("A statement holds at most %d such papers.") % MOST_PAPERS]})
    document = store_document(upload, by=by)
    if locked.papers.filter(document__sha256=document.sha256).exists():
        raise FailedCheck({"file": [_("This document is there already.")]})
    record_act(locked, "file_paper", by=by, facts={"kind": kind, "sha256": document.sha256})
    return Paper.objects.create(statement=locked, document=document, kind=kind)
