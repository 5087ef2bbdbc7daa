"""What of reports a person may read. Pages, API, counts and mails take their rows here and nowhere else."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.acting import Acting
from files.models import Document
from followup.choices import GIVEN, OWED, ReportStatus
from followup.models import OPENS_BEFORE, ProgressReport, RecommendationMove, ReportDocument, ReportDue
from followup.rules import can_submit_report, can_write_report, may_read_words
from lifecycle.selectors import history_of
from matching.models import MatchParty
from matching.selectors import public_progress
from states.choices import STATE_KINDS
from states.rules import body_of, is_curator

#: what a report on a period answers, in the order of the form
PERIOD_WORDS = (
    "language",
    "nothing_to_add",
    "implementation",
    "delivered",
    "changed",
    "no_difficulty",
    "difficulties",
    "way_forward",
    "support_still_needed",
    "starts_need",
    "lesson",
    "starts_practice",
    "changes",
    "people_reached",
    "indicator_value",
    "evidence",
    "unplanned",
    "other_report",
    "joint",
)
#: what is asked once, a year after the end
OUTCOME_WORDS = ("language", "still_in_use", "funded", "funded_by", "to_a_peer", "other_report")
REPORT_WORDS = (*PERIOD_WORDS, *(name for name in OUTCOME_WORDS if name not in PERIOD_WORDS))
#: what only the State is asked
OF_THE_STATE = ("starts_need", "starts_practice")
#: what a new report starts from: the words of the one before that are still true until somebody says otherwise
CARRIED = (
    "language",
    "implementation",
    "no_difficulty",
    "difficulties",
    "way_forward",
    "support_still_needed",
    "indicator_value",
    "evidence",
)
SHOWN_VERSION = "match__need__statement__subject__shown__statement_version"
_DUE_WITH = ("body__state", "report", "match__need__statement__subject", "match__need__statement__state")

_DOCUMENTS = Prefetch("report__documents", ReportDocument.objects.select_related("document"))
_MOVES = Prefetch("report__moves", RecommendationMove.objects.select_related("recommendation"))


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
    dues = ReportDue.objects.filter(_own_side(acting)).select_related(*_DUE_WITH, SHOWN_VERSION)
    dues = dues.prefetch_related(_MOVES, _DOCUMENTS, f"{SHOWN_VERSION}__recommendations")
    return dues.order_by("due_on", "pk")


def has_dues(acting: Acting) -> bool:
    """Whether the person's side ever owed a report."""
    return ReportDue.objects.filter(_own_side(acting)).exists()


def due_for(acting: Acting, on=None) -> list[ReportDue]:
    """What the person's side owes and may already write, soonest first; empty for who may not write."""
    owed = [due for due in dues_of(acting).filter(status__in=OWED) if can_write_report(acting, due)]
    return [due for due in owed if (on or due.today) >= due.due_on - OPENS_BEFORE]


def dues_to_submit(acting: Acting) -> list[ReportDue]:
    """What the person's side has written and may submit, soonest first."""
    written = dues_of(acting).filter(status__in=OWED, report__isnull=False)
    return [due for due in written if can_submit_report(acting, due)]


def reports_shown_to(acting: Acting):
    """Dues of one's own side, given reports of the other parties, all for curators, and for everybody what its side
    made public on a match that is public.
    """
    dues = ReportDue.objects.select_related(*_DUE_WITH).prefetch_related(_MOVES, _DOCUMENTS)
    if is_curator(acting):
        return dues
    public = Q(status__in=GIVEN, report__make_public=True, match__in=public_progress().values("pk"))
    return dues.filter(_own_side(acting) | _other_party(acting) | public)


def reports_to_note(acting: Acting):
    """For curators: reports submitted and not noted yet, oldest first."""
    if not is_curator(acting):
        return ReportDue.objects.none()
    return ReportDue.objects.filter(status=ReportStatus.SUBMITTED).select_related(*_DUE_WITH).order_by("submitted_at")


def reports_overdue(acting: Acting, *, all_owed: bool = False):
    """For curators: reports whose last day is over, longest first; with `all_owed` those that can still come too."""
    if not is_curator(acting):
        return ReportDue.objects.none()
    owed = ReportDue.objects.filter(status__in=OWED).select_related(*_DUE_WITH).order_by("due_on", "pk")
    return owed if all_owed else owed.filter(due_on__lt=timezone.now().date())


def documents_of(due: ReportDue) -> list[Document]:
    """What is attached to the report of a due, for whoever reads its words."""
    report = getattr(due, "report", None)
    return report.annexes if report is not None else []


def report_document(acting: Acting, slug: str) -> Document | None:
    """The document under this address, where the person may read the words of its report now."""
    attached = ReportDocument.objects.filter(document__slug=slug).select_related("document").first()
    if attached is None:
        return None
    due = reports_shown_to(acting).filter(report=attached.report_id).first()
    return attached.document if due is not None and may_read_words(acting, due) else None


def question_on(due: ReportDue) -> str:
    """What the secretariat asked when it returned the report."""
    last = history_of(due).filter(transition="return_report").last()
    return last.note if last is not None and due.status == ReportStatus.RETURNED else ""


def words_asked(due: ReportDue) -> tuple[str, ...]:
    """The questions of a due, by its kind and side."""
    names = OUTCOME_WORDS if due.is_outcome else PERIOD_WORDS
    return names if due.asks_the_state else tuple(name for name in names if name not in OF_THE_STATE)


def recommendations_behind(due: ReportDue) -> list:
    """The recommendations that the State linked to the need, for its own view of them; none for other sides."""
    shown = due.match.need.statement.subject.shown
    if due.is_outcome or not due.asks_the_state or shown is None:
        return []
    return sorted(shown.statement_version.recommendations.all(), key=lambda one: one.reference)


def moves_of(report: ProgressReport) -> dict[str, str]:
    """How far each recommendation moved: the reference of the recommendation → one of Moved; none of a new report."""
    return {} if report.pk is None else {move.recommendation.reference: move.moved for move in report.moves.all()}


def words_of(report: ProgressReport) -> dict:
    """The words of a report as the form's fields, `moves`, and the number of the last save."""
    words = {name: getattr(report, name) for name in REPORT_WORDS}
    return words | {"moves": moves_of(report), "edit_no": report.edit_no}


def words_to_start_from(due: ReportDue) -> dict:
    """What is written so far; for a blank report what the one before said and may still be true."""
    report = ProgressReport.objects.filter(due=due).first()
    if report is not None:
        return words_of(report)
    same_side = ProgressReport.objects.filter(due__match=due.match_id, due__body=due.body_id, due__kind=due.kind)
    before = same_side.filter(due__period_start__lt=due.period_start).order_by("-due__period_start").first()
    carried = {name: getattr(before, name) for name in CARRIED} | {"moves": moves_of(before)} if before else {}
    return carried | {"edit_no": 0}


def public_matches():
    """The matches whose progress is public, each with its need and the shown words of its statement."""
    related = ("need__statement__subject__shown__statement_version", "need__statement__state")
    return public_progress().select_related(*related)
