"""Annexes of a report while it is being written. Nothing stays of a document that is refused."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from files.models import Document
from files.services import remove_unowned, store_document
from followup.choices import OWED
from followup.lifecycles import REPORT
from followup.models import ProgressReport, ReportDocument, ReportDue
from lifecycle.engine import record_act
from web.errors import FailedCheck, NotPermitted, WrongStatus

MOST_DOCUMENTS = 10


@transaction.atomic
def attach_to_report(due: ReportDue, *, upload, by: Acting) -> ReportDocument:
    """Annex a document to what is written; whoever reviews an older text is told that it changed. Raises NotPermitted,
    WrongStatus, FailedCheck on `file`.
    """
    report = _being_written(due, by)
    if report.documents.count() >= MOST_DOCUMENTS:
        raise FailedCheck({"file": [_("A report holds at most %d documents.") % MOST_DOCUMENTS]})
    document = store_document(upload, by=by)
    if report.documents.filter(document__sha256=document.sha256).exists():
        raise FailedCheck({"file": [_("This document is attached already.")]})
    attached = ReportDocument.objects.create(report=report, document=document)
    _changed(report, "attach", by, document)
    return attached


@transaction.atomic
def detach_from_report(due: ReportDue, *, slug: str, by: Acting) -> None:
    """Take a document out of what is written; its file goes too."""
    report = _being_written(due, by)
    attached = report.documents.select_related("document").filter(document__slug=slug).first()
    if attached is None:
        raise FailedCheck(_("This document is not attached any more."))
    attached.delete()
    remove_unowned(Document.objects.filter(pk=attached.document_id))
    _changed(report, "detach", by, attached.document)


def _being_written(due: ReportDue, by: Acting) -> ProgressReport:
    if not rules.has_perm("followup.write_report", by, due):
        raise NotPermitted
    locked = REPORT.lock(due)
    if locked.status not in OWED:
        raise WrongStatus(locked, _("Write"))
    report = ProgressReport.objects.filter(due=locked).first()
    if report is None:
        raise FailedCheck({"file": [_("Write something first; then documents can be added.")]})
    return report


def _changed(report: ProgressReport, name: str, by: Acting, document: Document) -> None:
    report.edit_no += 1
    report.save(update_fields=["edit_no"])
    record_act(report.due, name, by=by, facts={"edit_no": report.edit_no, "sha256": document.sha256})
