"""What the annual report may name and quote: each item with a grant for that purpose, and nothing else."""

from dataclasses import dataclass
from datetime import date

from accounts.acting import ANONYMOUS
from consent.choices import Element, Purpose
from consent.selectors import granted
from followup.choices import GIVEN, CommentStatus
from followup.models import ReportDue
from followup.selectors import comments_shown_to, notes_shown_to
from insights.selectors import needs_that_prevent
from matching.selectors import public_progress
from requests_app.selectors import needs_shown_to

MOST = 10


@dataclass(frozen=True)
class Quote:
    """Words with their author: who, on what (a reference), when, in which language."""

    who: str
    text: str
    language: str
    about: str
    on: date | None = None
    reply: "Quote | None" = None


def _named(path: str):
    return granted(ANONYMOUS, path, Element.SUMMARY, purpose=Purpose.ANNUAL_REPORT)


def needs_named(year: int) -> list[Quote]:
    """The needs opened in the year that their States let be named, newest first."""
    needs = needs_shown_to(ANONYMOUS).filter(_named("statement__subject__shown"), opened_at__year=year)
    return [_need_quote(need, need.title) for need in needs.order_by("-opened_at", "-pk")]


def prevention_named(year: int) -> list[Quote]:
    """What those of them prevent, where that is public too."""
    needs = needs_that_prevent(year).filter(_named("statement__subject__shown"))
    needs = needs.select_related("statement__subject__shown__statement_version")
    return [
        _need_quote(need, need.statement.subject.shown.statement_version.prevention)
        for need in needs.filter(number=1).order_by("-opened_at", "-pk")
    ]


def _need_quote(need, text: str) -> Quote:
    state, reference = need.statement.state, need.statement.subject.reference
    return Quote(state.name, text, need.language, f"{reference}#{need.number}", need.opened_at.date())


def voices_named(year: int) -> dict[str, list[Quote]]:
    """The three voices of the year, as many of each at most: `state`, `partners`, `society`."""
    reports = ReportDue.objects.filter(
        match__in=public_progress().order_by().values("pk"),
        status__in=GIVEN,
        report__in_annual_report=True,
        submitted_at__year=year,
    )
    reports = reports.select_related("report", "body__state", "match").order_by("-submitted_at")
    notes = notes_shown_to(ANONYMOUS).filter(_named("subject__shown"), given_at__year=year)
    comments = comments_shown_to(ANONYMOUS).filter(status=CommentStatus.PUBLISHED, published_week__year=year)
    state = [_report_quote(one) for one in reports if one.body.is_of_state] + [_note_quote(one) for one in notes]
    return {
        "state": state[:MOST],
        "partners": [_report_quote(one) for one in reports if not one.body.is_of_state][:MOST],
        "society": [_comment_quote(one) for one in comments.order_by("-published_week", "public_id")[:MOST]],
    }


def _report_quote(due: ReportDue) -> Quote:
    who = due.body.state.name if due.body.is_of_state else due.body.name
    text = due.report.changed or due.report.delivered or due.report.to_a_peer or due.report.other_report
    return Quote(who, text, due.report.language, due.match.reference, due.submitted_at.date())


def _note_quote(note) -> Quote:
    version = note.subject.shown.note_version
    return Quote(
        note.state.name, version.done, note.subject.shown.language, note.subject.reference, note.given_at.date()
    )


def _comment_quote(comment) -> Quote:
    reply = getattr(comment, "reply", None)
    told = Quote(reply.body.name, reply.text, reply.language, "", reply.replied_on) if reply else None
    about = comment.statement.reference
    return Quote(comment.body.name, comment.text, comment.language, about, comment.published_week, told)
