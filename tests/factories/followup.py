"""Matches under way, dues, reports and comments of the tests, on statements that went their real way."""

from datetime import date, timedelta

from django.utils import timezone

from followup import services
from followup.models import Comment, ReportDue
from matching.models import Match, MatchParty
from requests_app.models import NeedsStatement
from states.cast import acting_as
from states.models import Body

STARTED = date(2026, 1, 15)
REPORT = {
    "language": "en",
    "implementation": "on_track",
    "delivered": "One circuit was held.",
    "changed": "Bail is asked.",
}
COMMENT = {"mode": "named", "stance": "partly", "text": "Clerks now call us when a child is held.", "language": "en"}


def an_active_match(statement: NeedsStatement, *, public: bool = True, partner: str = "agency.xnd", **fields) -> Match:
    """A match under way since 15 January 2026, of the State's mission and one partner; public unless said otherwise."""
    partner_body = Body.objects.get(mailbox=f"{partner}@example.org")
    recipient = Body.objects.get(state=statement.state, kind="mission")
    fields = {"starts_on": STARTED, "ends_on": STARTED + timedelta(days=2 * 365)} | fields
    match = Match.objects.create(
        need=statement.needs.get(number=1),
        partner=partner_body,
        proposed_by_body=partner_body,
        status="active",
        scope="Two circuits of public defenders.",
        agreed_at=timezone.now(),
        state_public=public,
        partner_public=public,
        **fields,
    )
    MatchParty.objects.create(match=match, body=recipient, role="recipient", may_be_public=public)
    MatchParty.objects.create(match=match, body=partner_body, role="implementer", may_be_public=public)
    return match


def the_due(match: Match, side: str = "mission.xtv") -> ReportDue:
    """The first due of one side; opened as on the first day of the match."""
    services.open_dues(on=match.starts_on)
    return ReportDue.objects.filter(match=match, body__mailbox=f"{side}@example.org").order_by("due_on").first()


def a_submitted_report(match: Match, *, by: str = "nmirf.xtv", side: str = "mission.xtv", make_public=True, **words):
    """A due whose report was written and submitted."""
    due = the_due(match, side)
    services.write_report(due, by=acting_as(by), words=REPORT | words, edit_no=0)
    return services.submit_report(due, by=acting_as(by), edit_no=1, make_public=make_public)


def a_comment(statement: NeedsStatement, *, by: str = "cso.xtv", status: str = "draft", **words) -> Comment:
    """A comment that went its way as far as `status`."""
    about = {name: words.pop(name) for name in ("need", "match") if name in words}
    comment = services.begin_comment(by=acting_as(by), statement=statement, words=COMMENT | words, **about)
    if status == "draft":
        return comment
    comment = services.submit_comment(comment, by=acting_as(by), edit_no=1)
    acts = {"submitted": [], "screening": ["take_up"], "published": ["take_up", "publish"]}[status]
    for act in acts:
        comment = services.COMMENT_ACTS[act](comment, by=acting_as("moderator"))
    return comment
