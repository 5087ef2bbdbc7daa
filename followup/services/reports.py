"""Reports: written by either hand of the side that owes them, submitted, noted, returned, waived."""

from datetime import timedelta

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import OWED
from followup.lifecycles import REPORT
from followup.models import ProgressReport, ReportDue
from followup.notices import tell_noted, tell_returned, tell_submitted
from followup.selectors import words_of
from lifecycle.engine import record_act
from web.errors import Conflict, NotPermitted, WrongStatus

RETURNED_FOR = timedelta(days=30)
REMINDED_BEFORE = timedelta(days=7)


@transaction.atomic
def write_report(due: ReportDue, *, by: Acting, words: dict, edit_no: int) -> ProgressReport:
    """Store the words of a due that is still owed. `edit_no` is the number that the writer last saw (0 at first).

    Raises NotPermitted, WrongStatus, ValidationError by field, or Conflict with what another hand stored meanwhile.
    """
    if not rules.has_perm("followup.write_report", by, due):
        raise NotPermitted
    locked = REPORT.lock(due)
    if locked.status not in OWED:
        raise WrongStatus(locked, _("Write"))
    report = ProgressReport.objects.filter(due=locked).first() or ProgressReport(due=locked)
    _refuse_other_text(report, edit_no)
    for name, value in words.items():
        setattr(report, name, value)
    report.edit_no += 1
    report.full_clean()
    report.save()
    record_act(locked, "write", by=by, facts={"edit_no": report.edit_no})
    return report


def _refuse_other_text(report: ProgressReport, edit_no: int) -> None:
    if report.edit_no != edit_no:
        words = _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again.")
        raise Conflict(words, words_of(report))


@transaction.atomic
def submit_report(due: ReportDue, *, by: Acting, edit_no: int, make_public: bool, note: str = "") -> ReportDue:
    """Give the report as it was reviewed (`edit_no`), to the public too where the side says so."""
    facts = {"edit_no": edit_no, "make_public": make_public}
    done = REPORT.apply(due, "submit", by=by, note=note, facts=facts, changes={"remind_on": None})
    report = ProgressReport.objects.get(due=done)
    if report.edit_no != edit_no:
        raise Conflict(_("The text changed after you reviewed it. Please review it again."))
    report.make_public = make_public
    report.save(update_fields=["make_public"])
    tell_submitted(done)
    return done


@transaction.atomic
def hide_report(due: ReportDue, *, by: Acting, **_words) -> ReportDue:
    """The side takes back its consent to the public, at any time; the parties and the secretariat read on."""
    if not rules.has_perm("followup.submit_report", by, due):
        raise NotPermitted
    locked = REPORT.lock(due)
    if ProgressReport.objects.filter(due=locked, make_public=True).update(make_public=False):
        record_act(locked, "hide", by=by, facts={"make_public": False})
    return locked


@transaction.atomic
def note_report(due: ReportDue, *, by: Acting, note: str = "", **_words) -> ReportDue:
    """The secretariat has read it; it never grades it."""
    done = REPORT.apply(due, "note", by=by, note=note)
    tell_noted(done)
    return done


@transaction.atomic
def return_report(due: ReportDue, *, by: Acting, note: str = "", **_words) -> ReportDue:
    """Back to the side with a question (`note`) and 30 more days; reminders begin anew."""
    due_on = due.today + RETURNED_FOR
    changes = {"due_on": due_on, "remind_on": due_on - REMINDED_BEFORE}
    done = REPORT.apply(due, "return_report", by=by, note=note, facts={"due_on": str(due_on)}, changes=changes)
    tell_returned(done)
    return done


@transaction.atomic
def waive_report(due: ReportDue, *, by: Acting, reason: str = "", note: str = "", **_words) -> ReportDue:
    """Nobody owes it any more, for a coded reason."""
    return REPORT.apply(due, "waive", by=by, reason=reason, note=note, changes={"remind_on": None})
