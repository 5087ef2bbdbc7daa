"""From agreement to third report: one returned, one late, one waived, a need born of one, a note without a match."""

from datetime import date, timedelta

import pytest
from django.test import Client

from followup.models import ReportDue
from followup.services import send_due
from insights.annual_report import draft_of
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import talks

pytestmark = pytest.mark.django_db
BEGAN = date.today() - timedelta(days=700)


def post(client, address: str, words: dict, status: int = 302):
    answer = client.post(address, words)
    assert answer.status_code == status, answer.content[:1500].decode()
    return answer


def written(client, due: ReportDue, edit_no: int = 0, **words) -> None:
    told = {"language": "en", "implementation": "on_track", "delivered": "A circuit was held.", "edit_no": edit_no}
    post(client, f"/desk/reports/{due.reference}/write/", told | words)


def submitted(client, due: ReportDue, edit_no: int, **choice) -> None:
    words = {"edit_no": edit_no, "make_public": "yes", "in_annual_report": "on"} | choice
    post(client, f"/desk/reports/{due.reference}/review/", words)


def due_of(match, kind: str, number: int) -> ReportDue:
    return ReportDue.objects.filter(match=match, body__kind=kind, kind="period").order_by("period_start")[number]


def agreed(statement):
    """Both sides agree on work that began two years ago and ran for a year and a half."""
    match = talks(statement)
    state, partner, curator = sign_in("authoriser.xtv"), sign_in("signatory.xnd"), sign_in("curator")
    card = {"scope": "Four circuits.", "starts_on": BEGAN, "ends_on": BEGAN + timedelta(days=560), "terms_no": 0}
    api = f"/api/v1/matches/{match.reference}"
    json = {"content_type": "application/json"}
    terms = partner.post(f"{api}/write_card/", card, **json).json()["terms_no"]
    for client in (partner, state):
        assert client.post(f"{api}/say_yes_to_agreement/", {"terms_no": terms, "may_be_public": True}, **json).json()
    assert partner.post(f"{api}/start/", {}, **json).json()["status"] == "active"
    match.refresh_from_db()
    return match, state, partner, curator


def test_from_agreement_to_the_third_report(cast):
    statement = an_open_statement()
    match, state, partner, curator = agreed(statement)
    send_due(on=BEGAN + timedelta(days=340))
    first_is_returned_and_noted(match, state, curator)
    partner_is_late(match, partner, curator)
    send_due(on=date.today())
    one_is_waived(match, partner, curator)
    a_need_is_born(match, state)
    outcome_is_asked(match, state)
    a_note_without_a_match(statement, state)
    everybody_reads_what_came_of_it(match)


def first_is_returned_and_noted(match, state, curator) -> None:
    due = due_of(match, "mission", 0)
    address = f"/desk/reports/{due.reference}"
    written(state, due)
    submitted(state, due, 1)
    post(curator, f"{address}/return_report/", {"note": "In which courts?"})
    assert "In which courts?" in state.get(f"{address}/write/").content.decode()
    assert Client().get(f"{address}/").status_code == 404
    written(state, due, 1, delivered="Two courts: Port Amelie and Lonely Cay.")
    submitted(state, due, 2)
    post(curator, f"{address}/note/", {"note": ""})


def partner_is_late(match, partner, curator) -> None:
    due = due_of(match, "bilateral", 0)
    assert due.is_overdue
    assert match.reference in curator.get("/secretariat/").content.decode()
    written(partner, due)
    submitted(partner, due, 1)


def one_is_waived(match, partner, curator) -> None:
    due = due_of(match, "bilateral", 1)
    post(curator, f"/desk/reports/{due.reference}/waive/", {"reason": "reported_elsewhere", "note": ""})
    assert due.reference not in partner.get("/desk/reports/sitting/").content.decode()


def a_need_is_born(match, state) -> None:
    due = due_of(match, "mission", 1)
    written(state, due, support_still_needed="Two more lawyers for the south.", starts_need="on")
    submitted(state, due, 1)
    due.refresh_from_db()
    assert due.report.started_need.status == "draft"
    assert due.report.started_need.versions.get().title in state.get("/desk/").content.decode()


def outcome_is_asked(match, state) -> None:
    """The work ends; a year later the third report asks whether it is still in use."""
    post(state, f"/matches/{match.reference}/complete/", {"note": ""})
    send_due(on=date.today() + timedelta(days=340))
    due = ReportDue.objects.get(match=match, body__kind="mission", kind="outcome")
    post(state, f"/desk/reports/{due.reference}/write/", {"language": "en", "still_in_use": "yes", "edit_no": 0})
    submitted(state, due, 1)


def a_note_without_a_match(statement, state) -> None:
    words = {"title": "A fifth circuit, from our own budget", "done": "The ministry paid it.", "language": "en"}
    review = post(state, f"/needs/{statement.reference}/1/note/", words)["Location"]
    post(state, review, {"edit_no": 1, "preset": "open", "in_annual_report": "on"})


def everybody_reads_what_came_of_it(match) -> None:
    progress = Client().get(f"/progress/{match.reference}/").content.decode()
    assert "Two courts: Port Amelie" in progress
    assert "fifth circuit" in Client().get("/states/XTV/progress/").content.decode()
    told = "\n".join(one.text for chapter in draft_of(date.today().year) for one in chapter.paragraphs)
    assert "Two courts: Port Amelie" in told
    assert "The ministry paid it." in told
    stands = set(ReportDue.objects.filter(match=match).values_list("status", flat=True))
    assert stands >= {"noted", "submitted", "waived"}
