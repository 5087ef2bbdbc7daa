"""The secretariat's workload, by clock: each row one thing that waits too long, and the one act that moves it."""

from datetime import date, timedelta

import rules
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from accounts.acting import Acting
from followup.desk import standing_of
from followup.selectors import comments_to_screen, reports_overdue, reports_to_note
from matching.choices import MatchStatus
from matching.desk import owed_note_tasks
from matching.selectors import coverage_of, matches_of
from notifications.selectors import troubled_counts
from requests_app.choices import StatementStatus
from requests_app.clocks import CHECK_WITHIN
from requests_app.selectors import needs_shown_to, statements_to_check, version_titles
from states.rules import is_curator
from states.selectors import vacant_posts
from web.desk import DeskTask

MOST_ROWS = 50
#: how long a match may stay where it is before somebody asks, and since when it counts
PATIENCE = {
    MatchStatus.PROPOSED: (timedelta(days=30), "created_at"),
    MatchStatus.IN_TALKS: (timedelta(days=45), "talks_at"),
    MatchStatus.AGREED: (timedelta(days=60), "agreed_at"),
}
NOTE_OWED_AFTER = timedelta(days=60)


def workload_of(acting: Acting) -> list[dict]:
    """The sections of the page: title, what its rows are, rows (DeskTask), soonest first."""
    sections = [
        (_("Statements to check"), _("Ten days for each, counted from its filing."), _statements(acting)),
        (_("Needs that nobody answered for sixty days"), _("The State is owed a word."), _unanswered(acting)),
        (_("Matches that stand still"), _("Asked or agreed, and nothing has moved."), _stuck(acting)),
        (_("Overdue reports"), _("Reminders have gone; now a person writes."), _overdue(acting)),
        (_("Reports to note"), _("Read, noted or returned within thirty days."), _to_note(acting)),
        (
            _("Vacant posts"),
            _("Nobody heads them in practice; somebody stands in until there is a head."),
            _vacant(acting),
        ),
        (_("Notes owed to States"), _("Drafted a week ago at most; read, changed and sent."), owed_note_tasks(acting)),
        (_("Mails that did not arrive"), _("Each goes again with one click, or is let go."), _mails(acting)),
        (_("Comments to screen"), _("Fourteen days for each."), _screening(acting)),
    ]
    return [{"title": title, "about": about, "rows": rows} for title, about, rows in sections if rows]


def _statements(acting: Acting) -> list[DeskTask]:
    if not is_curator(acting):
        return []
    waiting = list(statements_to_check(acting)[:MOST_ROWS])
    titles = version_titles(waiting)
    return [
        _row(
            titles.get(one.pk, ""),
            reverse("statement", args=[one.subject.slug]),
            _("Check"),
            (one.submitted_at + CHECK_WITHIN).date(),
            detail=one.state.name,
            status=_("Open, not yet checked") if one.is_unchecked else one.get_status_display(),
        )
        for one in waiting
    ]


def _unanswered(acting: Acting) -> list[DeskTask]:
    if not is_curator(acting):
        return []
    since = timezone.now() - NOTE_OWED_AFTER
    needs = list(needs_shown_to(acting).filter(statement__status=StatementStatus.OPEN, opened_at__lte=since)[:500])
    coverage = coverage_of([need.pk for need in needs])
    return [
        _row(
            need.title,
            f"{need.statement.get_absolute_url()}#{need.number}",
            _("Look for partners"),
            (need.opened_at + NOTE_OWED_AFTER).date(),
            detail=need.statement.state.name,
            status=coverage[need.pk].label,
        )
        for need in needs
        if coverage[need.pk].status == "unanswered"
    ][:MOST_ROWS]


def _stuck(acting: Acting) -> list[DeskTask]:
    if not is_curator(acting):
        return []
    rows = []
    for status, (patience, stamp) in PATIENCE.items():
        waiting = {f"{stamp}__lte": timezone.now() - patience, "status": status}
        for match in matches_of(acting).filter(**waiting).order_by(stamp)[:MOST_ROWS]:
            by_date = (getattr(match, stamp) + patience).date()
            detail = f"{match.state.name} · {match.partner.name}"
            url, where = match.get_absolute_url(), match.get_status_display()
            rows.append(_row(match.scope, url, _("Ask both sides"), by_date, detail=detail, status=where))
    return sorted(rows, key=lambda row: row.by_date or date.max)


def _overdue(acting: Acting) -> list[DeskTask]:
    return [_due_row(due, _("Read where it stands"), due.due_on) for due in reports_overdue(acting)[:MOST_ROWS]]


def _to_note(acting: Acting) -> list[DeskTask]:
    waiting = reports_to_note(acting)[:MOST_ROWS]
    return [_due_row(due, _("Read and note"), (due.submitted_at + timedelta(days=30)).date()) for due in waiting]


def _due_row(due, action: str, by_date: date) -> DeskTask:
    words, _tone = standing_of(due)
    url = due.get_absolute_url()
    return _row(due.match.reference, url, action, by_date, detail=due.body.name, status=words)


def _vacant(acting: Acting) -> list[DeskTask]:
    """Posts that nobody holds in practice, those that owe a report first: somebody stands in until there is a head."""
    if not is_curator(acting):
        return []
    owed = {due.body_id: due for due in reports_overdue(acting, all_owed=True)[:500]}
    posts = {post.body.pk: post for post in [*vacant_posts(list(owed)), *vacant_posts()]}
    rows = [_vacant_row(post, owed.get(pk)) for pk, post in posts.items()]
    return sorted(rows, key=lambda row: row.by_date or date.max)[:MOST_ROWS]


def _vacant_row(post, due) -> DeskTask:
    route, action = (
        ("body_deputy", _("Name a deputy")) if post.body.verified_at else ("body_verify", _("Verify it first"))
    )
    detail = " · ".join(filter(None, [due and due.match.reference, post.body.mailbox]))
    by_date = due.due_on if due else None
    return _row(post.body.name, reverse(route, args=[post.body.pk]), action, by_date, detail=detail, status=post.why)


def _mails(acting: Acting) -> list[DeskTask]:
    """Given up, or perhaps sent: how many, since when. To whom stands on their own page, where it may."""
    if not rules.has_perm("states.settle_mails", acting, None):
        return []
    troubles = troubled_counts()
    words = ngettext_lazy("%(count)s mail", "%(count)s mails", "count")
    return [
        _row(words % {"count": count}, reverse("mail_list"), _("Send again or let go"), since, status=status.label)
        for status, count, since in troubles
    ]


def _screening(acting: Acting) -> list[DeskTask]:
    return [
        _row(
            one.statement.reference, one.get_absolute_url(), _("Screen"), one.screen_by, status=one.get_status_display()
        )
        for one in comments_to_screen(acting)[:MOST_ROWS]
    ]


def _row(what: str, url: str, action: str, by_date: date | None, *, detail: str = "", status: str = "") -> DeskTask:
    late = by_date is not None and by_date < timezone.now().date()
    return DeskTask(
        what=what,
        where_it_stands=status,
        tone="wait" if late else "plain",
        url=url,
        action_label=action,
        by_date=by_date,
        detail=detail,
    )
