"""The secretariat's workload: what waits too long stands there, with one thing to do; nobody else has the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from followup import services
from followup.models import ReportDue
from matching.models import Match
from matching.services import owe_notes
from notifications.models import OutboxMessage
from requests_app.models import NeedsStatement
from states.cast import acting_as
from states.models import Mandate
from tests.cast import a_submitted, an_open_statement, sign_in
from tests.factories.followup import a_comment, a_submitted_report, an_active_match, the_due
from tests.factories.matching import a_proposal

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=100)


def sections_of(username: str) -> dict[str, list]:
    sections = sign_in(username).get(reverse("workload")).context["sections"]
    return {one["title"]: one["rows"] for one in sections}


def test_everything_that_waits_too_long_stands_there_once(cast):
    a_submitted(title="Waits for the check")
    NeedsStatement.objects.filter(pk=an_open_statement(title="Nobody answered").pk).update(opened_at=LONG_AGO)
    asked = a_proposal(an_open_statement(title="Asked long ago"))
    Match.objects.filter(pk=asked.pk).update(created_at=LONG_AGO)
    reported = an_active_match(an_open_statement(title="Reported"))
    noted, late = a_submitted_report(reported), the_due(reported, "agency.xnd")
    ReportDue.objects.filter(pk=late.pk).update(due_on=LONG_AGO.date(), remind_on=None)
    Mandate.objects.filter(body=late.body).update(ends_on=LONG_AGO.date())
    found = sections_of("curator")
    assert {title: [row.what for row in rows] for title, rows in found.items()} == {
        "Statements to check": ["Waits for the check"],
        "Needs that nobody answered for sixty days": ["Nobody answered"],
        "Matches that stand still": [asked.scope],
        "Overdue reports": [reported.reference],
        "Reports to note": [noted.match.reference],
        "Vacant posts": [late.body.name, "Ministry of Justice of Talava"],
    }
    assert found["Vacant posts"][0].url == reverse("body_deputy", args=[late.body_id])
    assert all(row.url and row.action_label for rows in found.values() for row in rows)


def test_curators_learn_nothing_of_unpublished_comments(cast):
    a_comment(an_open_statement(), status="submitted")
    assert "Comments to screen" not in sections_of("curator")
    assert len(sections_of("moderator")["Comments to screen"]) == 1


@pytest.mark.parametrize("who", ["authoriser.xtv", "officer.xnd", "officer.ohchr", "cso.xtv", "admin"])
def test_nobody_else_has_the_page(cast, who):
    assert sign_in(who).get(reverse("workload")).status_code == 404


def test_desk_says_what_was_sent_and_where_it_stands(cast):
    match = an_active_match(an_open_statement(title="A need that was sent"))
    a_submitted_report(match)
    state = sign_in("nmirf.xtv").get(reverse("desk")).content.decode()
    assert "A need that was sent" in state
    assert match.reference in state
    partner = sign_in("signatory.xnd").get(reverse("desk")).content.decode()
    assert match.scope in partner
    assert services.open_feed(by=acting_as("nmirf.xtv"))


def test_notes_owed_and_mails_in_trouble_stand_there(cast):
    NeedsStatement.objects.filter(pk=an_open_statement().pk).update(opened_at=LONG_AGO)
    owe_notes()
    OutboxMessage.objects.create(key="lost", kind="followup.report_noted", status="failed")
    found = sections_of("curator")
    assert [row.action_label for row in found["Notes owed to States"]] == ["Read and send"]
    assert [(row.what, row.url) for row in found["Mails that did not arrive"]] == [("1 mail", reverse("mail_list"))]
    assert "Mails that did not arrive" not in sections_of("moderator")
