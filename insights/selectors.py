"""Every figure of the platform, for the public page and for the annual report. Reads everything, writes nothing.

Only what States agreed to show to the public is counted; small numbers are hidden, with what would betray them.
`year` is a calendar year, or None for all.
"""

from collections import Counter

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.acting import ANONYMOUS
from consent.choices import Element
from consent.selectors import granted
from followup.choices import GIVEN, OWED, Moved, ReportStatus
from followup.models import RecommendationMove, ReportDue
from followup.selectors import reports_shown_to
from insights.suppression import SMALLEST_SHOWN, Table, shown, table_of
from matching.choices import MatchStatus
from matching.selectors import first_answers, public_progress
from requests_app.choices import SupportType
from requests_app.selectors import needs_shown_to
from states.choices import STATE_KINDS, CountryGroup, RegionalGroup
from states.selectors import live_memberships

ANSWERED, UNANSWERED = "answered", "unanswered"


def _needs(year: int | None):
    needs = needs_shown_to(ANONYMOUS).order_by()
    return needs.filter(opened_at__year=year) if year else needs


def _with_answers(needs, by: str) -> dict:
    """(value of `by`, answered or not) → number of needs."""
    rows = needs.values(by).annotate(
        needs=Count("pk", distinct=True), answered=Count("pk", distinct=True, filter=Q(matches__isnull=False))
    )
    counts: dict = {}
    for row in rows:
        counts[(row[by], ANSWERED)] = row["answered"]
        counts[(row[by], UNANSWERED)] = row["needs"] - row["answered"]
    return counts


def _answer_columns() -> list[tuple]:
    return [(ANSWERED, _("With an answer")), (UNANSWERED, _("Without an answer"))]


def answers_by_region(year: int | None = None) -> Table:
    needs = _needs(year).annotate(region=F("statement__state__regional_group"))
    counts = _with_answers(needs, "region")
    return table_of(_("Needs and answers by region"), RegionalGroup.choices, _answer_columns(), counts, _("All"))


def answers_by_support(year: int | None = None) -> Table:
    counts = _with_answers(_needs(year), "support_type")
    asked = {kind for kind, _answer in counts}
    rows = [choice for choice in SupportType.choices if choice[0] in asked]
    return table_of(_("Needs and answers by kind of support"), rows, _answer_columns(), counts, _("All"))


def answers_by_group(year: int | None = None) -> dict[str, int | None]:
    """How many needs of least developed, landlocked and small island States have an answer; a State can be in two."""
    answered = _needs(year).filter(matches__isnull=False)
    states = dict(answered.values_list("statement__state").annotate(Count("pk", distinct=True)))
    groups: Counter = Counter()
    for group, state in live_memberships().filter(state__in=states).values_list("group", "state"):
        groups[group] += states[state]
    return {str(label): shown(groups[group]) for group, label in CountryGroup.choices}


def days_to_first_answer(year: int | None = None) -> int | None:
    """The median number of days from opening to the first proposal, over publicly shown needs; None below three."""
    _answered, days = first_answers(_needs(year))
    return days


def match_figures() -> dict[str, int | None]:
    """Public matches under way and completed, today."""
    counts = Counter(public_progress().order_by().values_list("status", flat=True))
    return {
        "active": shown(counts[MatchStatus.ACTIVE]),
        "completed": shown(counts[MatchStatus.COMPLETED]),
    }


def report_figures(year: int | None = None) -> Table:
    """What became of the reports whose day has come, by side; of every match, since a number names nobody."""
    dues = ReportDue.objects.filter(due_on__lt=timezone.now().date())
    dues = dues.filter(due_on__year=year) if year else dues
    kinds = {**dict.fromkeys(GIVEN, "given"), ReportStatus.WAIVED: "waived", **dict.fromkeys(OWED, "late")}
    counts: Counter = Counter()
    for kind, status, count in dues.order_by().values_list("body__kind", "status").annotate(Count("pk")):
        counts[("state" if kind in STATE_KINDS else "partner", kinds[status])] += count
    rows = [("state", _("States")), ("partner", _("Partners"))]
    columns = [("given", pgettext("reports", "Given")), ("late", _("Late")), ("waived", _("Not needed"))]
    return table_of(_("Reports whose day has come"), rows, columns, counts, _("All"))


def _reports_told(year: int | None):
    """Reports that their side lets everybody read, or the annual report quote."""
    public = reports_shown_to(ANONYMOUS).order_by().values("pk")
    told = ReportDue.objects.filter(Q(pk__in=public) | Q(report__in_annual_report=True), status__in=GIVEN)
    return told.filter(submitted_at__year=year) if year else told


def people_reached(year: int | None = None) -> int | None:
    """How many people the State's side reports to have reached, over at least three such reports."""
    numbers = _reports_told(year).filter(report__people_reached__isnull=False, body__kind__in=STATE_KINDS)
    reached = list(numbers.values_list("report__people_reached", flat=True))
    return sum(reached) if len(reached) >= SMALLEST_SHOWN else None


def recommendations_moved(year: int | None = None) -> Table:
    """How often States reported that a recommendation moved, in their own view."""
    moves = RecommendationMove.objects.filter(report__due__in=_reports_told(year).values("pk")).order_by()
    found = moves.values_list("moved").annotate(Count("pk"))
    counts = {(moved, "times"): count for moved, count in found}
    columns = [("times", _("Reported"))]
    return table_of(_("Recommendations, in the States' own view"), Moved.choices, columns, counts, _("All"))


def needs_that_prevent(year: int | None = None):
    """Publicly shown needs that say what they prevent, where everybody may read that."""
    readable = granted(ANONYMOUS, "statement__subject__shown", Element.DETAILS)
    return _needs(year).filter(readable).exclude(statement__subject__shown__statement_version__prevention="")


def prevention_figure(year: int | None = None) -> int | None:
    return shown(needs_that_prevent(year).count())
