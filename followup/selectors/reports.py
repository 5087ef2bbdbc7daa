"""What of reports a person may read. Pages, API, counts and mails take their rows here and nowhere else."""

from django.db.models import Exists, OuterRef, Q

from accounts.acting import Acting
from followup.choices import GIVEN, OWED, ReportStatus
from followup.models import OPENS_BEFORE, ProgressReport, ReportDue
from followup.rules import can_write_report
from lifecycle.selectors import history_of
from matching.models import MatchParty
from matching.selectors import public_progress
from states.choices import STATE_KINDS
from states.rules import body_of, is_curator

REPORT_WORDS = (
    "language",
    "implementation",
    "delivered",
    "changed",
    "difficulties",
    "way_forward",
    "support_still_needed",
    "lesson",
    "other_report",
    "nothing_to_add",
)
#: what a new report starts from: the words of the one before that are still true until somebody says otherwise
CARRIED = ("language", "implementation", "difficulties", "way_forward", "support_still_needed")
_DUE_WITH = ("body__state", "report", "match__need__statement__subject", "match__need__statement__state")


def _own_side(acting: Acting) -> Q:
    """Dues of the person's own office; of a State any office's."""
    body = body_of(acting)
    if body is None:
        return Q(pk__in=[])
    if body.is_of_state:
        return Q(body__state_id=body.state_id, body__kind__in=STATE_KINDS)
    return Q(body_id=body.pk)


def _other_party(acting: Acting) -> Q:
    """Given reports on matches to which the person's own office or State is a party."""
    body = body_of(acting)
    if body is None:
        return Q(pk__in=[])
    side = Q(body__state_id=body.state_id, body__kind__in=STATE_KINDS) if body.is_of_state else Q(body_id=body.pk)
    return Q(Exists(MatchParty.objects.filter(side, match=OuterRef("match"))), status__in=GIVEN)


def dues_of(acting: Acting):
    """Every due of the person's own side, soonest first."""
    return ReportDue.objects.filter(_own_side(acting)).select_related(*_DUE_WITH).order_by("due_on", "pk")


def due_for(acting: Acting, on=None) -> list[ReportDue]:
    """What the person's side owes and may already write, soonest first; empty for who may not write."""
    owed = [due for due in dues_of(acting).filter(status__in=OWED) if can_write_report(acting, due)]
    return [due for due in owed if (on or due.today) >= due.due_on - OPENS_BEFORE]


def reports_shown_to(acting: Acting):
    """Dues of one's own side, given reports of the other parties, all for curators, and for everybody what its side
    made public on a match that is public.
    """
    dues = ReportDue.objects.select_related(*_DUE_WITH)
    if is_curator(acting):
        return dues
    public = Q(status__in=GIVEN, report__make_public=True, match__in=public_progress().values("pk"))
    return dues.filter(_own_side(acting) | _other_party(acting) | public)


def reports_to_note(acting: Acting):
    """For curators: reports submitted and not noted yet, oldest first."""
    if not is_curator(acting):
        return ReportDue.objects.none()
    return ReportDue.objects.filter(status=ReportStatus.SUBMITTED).select_related(*_DUE_WITH).order_by("submitted_at")


def question_on(due: ReportDue) -> str:
    """What the secretariat asked when it returned the report."""
    last = history_of(due).filter(transition="return_report").last()
    return last.note if last is not None and due.status == ReportStatus.RETURNED else ""


def words_of(report: ProgressReport) -> dict:
    """The words of a report as the form's fields, with the number of the last save."""
    return {name: getattr(report, name) for name in REPORT_WORDS} | {"edit_no": report.edit_no}


def words_to_start_from(due: ReportDue) -> dict:
    """What is written so far; for a blank report what the one before said and may still be true."""
    report = ProgressReport.objects.filter(due=due).first()
    if report is not None:
        return words_of(report)
    same_side = ProgressReport.objects.filter(due__match=due.match_id, due__body=due.body_id)
    before = same_side.filter(due__period_start__lt=due.period_start).order_by("-due__period_start").first()
    return ({name: getattr(before, name) for name in CARRIED} if before else {}) | {"edit_no": 0}


def public_matches():
    """The matches whose progress is public, each with its need and the shown words of its statement."""
    related = ("need__statement__subject__shown__statement_version", "need__statement__state")
    return public_progress().select_related(*related)
