"""Reports: written by either hand of the side that owes them, submitted, noted, returned, waived."""

from datetime import timedelta

import rules
from django.db import transaction
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.services.papers import begin_paper
from followup.choices import OWED
from followup.lifecycles import REPORT
from followup.models import ProgressReport, RecommendationMove, ReportDue
from followup.notices import tell_noted, tell_returned, tell_submitted
from followup.selectors import recommendations_behind, words_asked, words_of
from lifecycle.engine import record_act
from practices.kind import PRACTICES
from practices.models import PracticeCard
from requests_app.models import NeedsStatement
from requests_app.previews import NEED_FIELDS, VERSION_FIELDS
from requests_app.selectors import version_shown
from requests_app.services import begin_statement
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

RETURNED_FOR = timedelta(days=30)
REMINDED_BEFORE = timedelta(days=7)
LONGEST_TITLE, LONGEST_SUMMARY = 120, 600


@transaction.atomic
def write_report(due: ReportDue, *, by: Acting, words: dict, edit_no: int) -> ProgressReport:
    """Store the words of a due that is still owed. `edit_no` is the number that the writer last saw (0 at first);
    `words` may hold `moves`, the reference of a recommendation → one of Moved.

    Raises NotPermitted, WrongStatus, ValidationError by field, or Conflict with what another hand stored meanwhile.
    """
    if not rules.has_perm("followup.write_report", by, due):
        raise NotPermitted
    locked = REPORT.lock(due)
    if locked.status not in OWED:
        raise WrongStatus(locked, _("Write"))
    report = ProgressReport.objects.filter(due=locked).first() or ProgressReport(due=locked)
    _refuse_other_text(report, edit_no)
    moves = words.get("moves")
    words = {name: value for name, value in words.items() if name != "moves"}
    _refuse_what_is_not_asked(locked, words)
    for name, value in words.items():
        setattr(report, name, value)
    report.edit_no += 1
    report.full_clean()
    report.save()
    if moves is not None:
        _write_moves(locked, report, moves)
    record_act(locked, "write", by=by, facts={"edit_no": report.edit_no})
    return report


def _refuse_what_is_not_asked(due: ReportDue, words: dict) -> None:
    others = [name for name, value in words.items() if value and name not in words_asked(due)]
    if others:
        raise FailedCheck({name: [_("This report asks no such question.")] for name in others})


def _write_moves(due: ReportDue, report: ProgressReport, moves: dict[str, str]) -> None:
    """The State's own view of the recommendations that it linked to the need itself."""
    linked = {one.reference: one for one in recommendations_behind(due)}
    if set(moves) - set(linked):
        raise FailedCheck({"moves": [_("Only recommendations that your State linked to this need can be named.")]})
    report.moves.exclude(recommendation__in=[linked[name].pk for name in moves]).delete()
    for name, moved in moves.items():
        move = report.moves.filter(recommendation=linked[name]).first()
        move = move or RecommendationMove(report=report, recommendation=linked[name])
        move.moved = moved
        move.full_clean()
        move.save()


def _refuse_other_text(report: ProgressReport, edit_no: int) -> None:
    if report.edit_no != edit_no:
        words = _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again.")
        raise Conflict(words, words_of(report))


@transaction.atomic
def submit_report(
    due: ReportDue, *, by: Acting, edit_no: int, make_public: bool, in_annual_report: bool = False, note: str = ""
) -> ReportDue:
    """Give the report as it was reviewed (`edit_no`): to the public too, and into the annual report with its words,
    where the side says so. What it asks for becomes a draft need, and its lesson a draft practice card, where the
    State ticked that.
    """
    facts = {"edit_no": edit_no, "make_public": make_public, "in_annual_report": in_annual_report}
    done = REPORT.apply(due, "submit", by=by, note=note, facts=facts, changes={"remind_on": None})
    report = ProgressReport.objects.get(due=done)
    if report.edit_no != edit_no:
        raise Conflict(_("The text changed after you reviewed it. Please review it again."))
    report.make_public, report.in_annual_report = make_public, in_annual_report
    report.started_need = report.started_need or _begin_need(done, report, by)
    report.started_practice = report.started_practice or _begin_practice(done, report, by)
    report.save(update_fields=["make_public", "in_annual_report", "started_need", "started_practice"])
    tell_submitted(done)
    return done


def _begin_need(due: ReportDue, report: ProgressReport, by: Acting) -> NeedsStatement | None:
    """A draft of the State that starts from what is still needed; everything else as in the need reported on."""
    if not (report.starts_need and report.support_still_needed):
        return None
    before = version_shown(due.match.need.statement)
    asked = before.need_versions.get(need=due.match.need_id)
    words = {name: getattr(before, name) for name in VERSION_FIELDS}
    words |= {name: getattr(asked, name) for name in NEED_FIELDS if not name.startswith("wanted_")}
    words |= {
        "title": Truncator(before.title).chars(LONGEST_TITLE),
        "summary": Truncator(report.support_still_needed).chars(LONGEST_SUMMARY),
        "done_at_home": report.delivered,
    }
    chosen = before.recommendations.all()
    return begin_statement(by=by, words=words, language=report.language, recommendations=chosen)


def _begin_practice(due: ReportDue, report: ProgressReport, by: Acting) -> PracticeCard | None:
    """A draft card that starts from the lesson, with what was delivered and the problem as the need told it."""
    if not (report.starts_practice and report.lesson):
        return None
    before = version_shown(due.match.need.statement)
    words = {
        "title": Truncator(before.title).chars(LONGEST_TITLE),
        "problem": before.summary,
        "what_was_done": report.delivered or report.lesson,
        "what_made_it_work": report.lesson,
    }
    return begin_paper(PRACTICES, by=by, words=words, language=report.language)


@transaction.atomic
def hide_report(due: ReportDue, *, by: Acting, **_words) -> ReportDue:
    """The side takes back its consent to the public and to the annual report, at any time; the parties read on."""
    if not rules.has_perm("followup.submit_report", by, due):
        raise NotPermitted
    locked = REPORT.lock(due)
    shown = ProgressReport.objects.filter(Q(make_public=True) | Q(in_annual_report=True), due=locked)
    if shown.update(make_public=False, in_annual_report=False):
        record_act(locked, "hide", by=by, facts={"make_public": False, "in_annual_report": False})
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
