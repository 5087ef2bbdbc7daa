"""Progress in figures: of one match, of one State, as far as the reader may have each of their reports."""

from collections import Counter

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import GIVEN, Change, Moved
from followup.models import NoteVersion, RecommendationMove
from followup.selectors.notes import notes_shown_to
from followup.selectors.reports import reports_shown_to
from matching.choices import MatchStatus
from matching.models import Match
from matching.selectors import matches_of, public_progress

BEGUN = (MatchStatus.AGREED, MatchStatus.ACTIVE, MatchStatus.COMPLETED, MatchStatus.ENDED_EARLY)


def matches_with_progress(acting: Acting):
    """Matches whose progress is public, and those of the person's own office, State or work that are agreed."""
    own = matches_of(acting).filter(status__in=BEGUN).order_by().values("pk")
    shown = Q(pk__in=public_progress().order_by().values("pk")) | Q(pk__in=own)
    return Match.objects.filter(shown).select_related(
        "need__statement__subject__shown__statement_version", "need__statement__state", "partner"
    )


def bars(labels: dict, counts: dict) -> list[dict]:
    """Rows for components/bars.html: label, value, whole per cent of the greatest."""
    most = max(counts.values(), default=0) or 1
    return [
        {"label": label, "value": counts.get(value, 0), "percent": round(100 * counts.get(value, 0) / most)}
        for value, label in labels.items()
    ]


def progress_of(acting: Acting, match: Match) -> dict:
    """How far the time has run (whole per cent), the reports of each side, how many people were reached, where
    something changed.
    """
    dues = list(reports_shown_to(acting).filter(match=match).order_by("period_start", "pk"))
    given = [due for due in dues if due.is_given]
    changes = Counter(change for due in given for change in due.report.changes)
    return {
        "elapsed": _elapsed(match),
        "reports": [_report_row(due) for due in dues],
        "people": sum(due.report.people_reached or 0 for due in given),
        "changes": bars(dict(Change.choices), changes) if changes else [],
    }


def _elapsed(match: Match) -> int:
    if match.status == MatchStatus.COMPLETED:
        return 100
    if not (match.starts_on and match.ends_on):
        return 0
    whole, run = (match.ends_on - match.starts_on).days, (timezone.now().date() - match.starts_on).days
    return max(0, min(100, round(100 * run / whole)))


def _report_row(due) -> dict:
    return {
        "side": due.body.state.name if due.body.is_of_state else due.body.name,
        "from": due.period_start,
        "to": due.period_end,
        "kind": due.get_kind_display() if due.is_outcome else "",
        "where": _("Overdue") if due.is_overdue else due.get_status_display(),
        "tone": "good" if due.is_given else "wait",
        "stands": due.report.get_implementation_display() if due.is_given else "",
        "url": due.get_absolute_url(),
    }


def moved_in(acting: Acting, state) -> list[dict]:
    """How far recommendations to a State moved, in its own view: each counted once, by the newest word on it."""
    newest: dict[int, tuple] = {}
    given = reports_shown_to(acting).filter(status__in=GIVEN, body__state=state).order_by().values("report")
    moves = RecommendationMove.objects.filter(report__in=given)
    for one in moves.values_list("recommendation", "report__due__submitted_at", "moved"):
        newest[one[0]] = max(newest.get(one[0], one[1:]), one[1:])
    notes = notes_shown_to(acting).filter(state=state, recommendation__isnull=False).order_by().values("pk")
    said = NoteVersion.objects.filter(note__in=notes).exclude(moved="")
    for one in said.values_list("note__recommendation", "note__given_at", "moved"):
        newest[one[0]] = max(newest.get(one[0], one[1:]), one[1:])
    counts = Counter(moved for _at, moved in newest.values())
    return bars(dict(Moved.choices), counts) if counts else []
