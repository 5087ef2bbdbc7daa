"""The life of a report: who may do what where, as a written table, and what follows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.acting import ANONYMOUS
from followup import services
from followup.choices import ReportStatus
from followup.lifecycles import REPORT
from followup.models import ProgressReport, ReportDue
from followup.selectors import dues_of, reports_shown_to, words_to_start_from
from lifecycle.selectors import history_of
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.factories.followup import REPORT as WORDS
from tests.factories.followup import a_submitted_report, an_active_match, the_due
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus

pytestmark = pytest.mark.django_db

CAST = [
    "drafter.xtv", "authoriser.xtv", "ministry.xtv", "nmirf.xtv", "authoriser.xkr", "officer.xnd", "signatory.xnd",
    "officer.undp", "curator", "moderator", "nhri.xtv", "cso.xtv", "mechanism", "admin",
]  # fmt: skip
STATE_SIDE = {"authoriser.xtv", "nmirf.xtv"}
PARTNER_SIDE = {"officer.xnd", "signatory.xnd"}

#: act → where it may start, who may take it on a due of the State
TABLE = {
    "submit": ({"waiting", "returned"}, STATE_SIDE),
    "note": ({"submitted"}, {"curator"}),
    "return_report": ({"submitted"}, {"curator"}),
    "waive": ({"waiting", "returned"}, {"curator"}),
}


def test_table_of_the_life_cycle():
    assert {name: set(row.sources) for name, row in REPORT.table.items()} == {k: v[0] for k, v in TABLE.items()}


@pytest.mark.parametrize("status", ReportStatus.values)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what(match, who, status):
    due = the_due(match)
    due.status = status
    expected = {name for name, (sources, people) in TABLE.items() if status in sources and who in people}
    assert {row.name for row in REPORT.available(due, acting_as(who))} == expected


def test_partner_side_reports_for_itself(match):
    due = the_due(match, "agency.xnd")
    assert {name for name in CAST if REPORT.permits(REPORT.table["submit"], due, acting_as(name))} == PARTNER_SIDE


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("ministry.xtv", True),
        ("drafter.xtv", True),
        ("officer.xnd", False),
        ("authoriser.xkr", False),
        ("curator", False),
    ],
)
def test_who_may_write_for_the_state(match, who, may):
    due = the_due(match)
    if may:
        assert services.write_report(due, by=acting_as(who), words=WORDS, edit_no=0).edit_no == 1
    else:
        with pytest.raises(NotPermitted):
            services.write_report(due, by=acting_as(who), words=WORDS, edit_no=0)
        assert not ProgressReport.objects.exists()


def test_contested_state_is_frozen(match):
    due = the_due(match)
    match.state.contested_at = match.agreed_at
    match.state.save()
    with pytest.raises(NotPermitted):
        services.write_report(ReportDue.objects.get(pk=due.pk), by=acting_as("nmirf.xtv"), words=WORDS, edit_no=0)


def test_submit_stamps_records_and_ends_reminders(match):
    due = a_submitted_report(match, make_public=False)
    assert (due.status, due.remind_on, due.report.make_public) == ("submitted", None, False)
    assert due.submitted_at is not None
    record = history_of(due).last()
    assert (record.transition, record.facts) == (
        "submit",
        {"edit_no": 1, "make_public": False, "in_annual_report": False},
    )


def test_submit_needs_words_proof_and_the_reviewed_text(match):
    due, by = the_due(match), acting_as("nmirf.xtv")
    with pytest.raises(FailedCheck, match="Nothing is written"):
        services.submit_report(due, by=by, edit_no=0, make_public=True)
    services.write_report(due, by=by, words={"language": "en", "implementation": "done"}, edit_no=0)
    with pytest.raises(FailedCheck) as refusal:
        services.submit_report(due, by=by, edit_no=1, make_public=True)
    assert list(refusal.value.message_dict) == ["delivered"]
    services.write_report(due, by=by, words=WORDS, edit_no=1)
    with pytest.raises(ProofNeeded):
        services.submit_report(due, by=acting_as("nmirf.xtv", proven=False), edit_no=2, make_public=True)
    with pytest.raises(Conflict):
        services.submit_report(due, by=by, edit_no=1, make_public=True)
    assert ReportDue.objects.get(pk=due.pk).status == "waiting"


@pytest.mark.parametrize("words", [{"nothing_to_add": True}, {"other_report": "Annual report 2026, chapter 3"}])
def test_short_answers_are_enough(match, words):
    due, by = the_due(match), acting_as("authoriser.xtv")
    services.write_report(due, by=by, words={"language": "en"} | words, edit_no=0)
    assert services.submit_report(due, by=by, edit_no=1, make_public=False).status == "submitted"


def test_two_hands_see_each_other(match):
    due = the_due(match)
    services.write_report(due, by=acting_as("ministry.xtv"), words=WORDS, edit_no=0)
    with pytest.raises(Conflict) as conflict:
        services.write_report(due, by=acting_as("nmirf.xtv"), words=WORDS | {"delivered": "Mine."}, edit_no=0)
    assert conflict.value.current["delivered"] == WORDS["delivered"]
    assert ProgressReport.objects.get().delivered == WORDS["delivered"]


def test_difficulty_needs_a_way_forward(match):
    with pytest.raises(ValidationError, match="go on"):
        services.write_report(
            the_due(match), by=acting_as("nmirf.xtv"), words=WORDS | {"difficulties": "Storms."}, edit_no=0
        )
    assert not ProgressReport.objects.exists()


def test_return_gives_thirty_days_and_hides_it(match):
    due = a_submitted_report(match)
    done = services.return_report(due, by=acting_as("curator"), note="Which courts?")
    assert done.due_on == done.today + timedelta(days=30)
    assert done.remind_on == done.due_on - timedelta(days=7)
    assert not reports_shown_to(ANONYMOUS).exists()
    assert services.open_dues(on=match.starts_on) == 0
    services.write_report(done, by=acting_as("nmirf.xtv"), words=WORDS | {"delivered": "In Port Amelie."}, edit_no=1)
    again = services.submit_report(done, by=acting_as("nmirf.xtv"), edit_no=2, make_public=True)
    assert services.note_report(again, by=acting_as("curator")).status == "noted"


def test_return_needs_a_note_and_waive_a_reason(match):
    due = a_submitted_report(match)
    with pytest.raises(FailedCheck):
        services.return_report(due, by=acting_as("curator"))
    other = the_due(match, "agency.xnd")
    with pytest.raises(FailedCheck):
        services.waive_report(other, by=acting_as("curator"), reason="because")
    done = services.waive_report(other, by=acting_as("curator"), reason="party_left")
    assert (done.status, done.waived_reason, done.remind_on) == ("waived", "party_left", None)
    with pytest.raises(WrongStatus):
        services.write_report(done, by=acting_as("signatory.xnd"), words=WORDS, edit_no=0)


READERS = {
    "waiting": STATE_SIDE | {"drafter.xtv", "ministry.xtv", "curator"},
    "private": STATE_SIDE | {"drafter.xtv", "ministry.xtv", "curator"} | PARTNER_SIDE,
    "public": set(CAST) | {"public"},
}


def readers() -> set[str]:
    found = {name for name in CAST if reports_shown_to(acting_as(name)).filter(body__kind="mission").exists()}
    return found | ({"public"} if reports_shown_to(ANONYMOUS).exists() else set())


def test_readers_of_a_report(match):
    the_due(match)
    assert readers() == READERS["waiting"]
    due = a_submitted_report(match, make_public=False)
    assert readers() == READERS["private"]
    ProgressReport.objects.filter(due=due).update(make_public=True)
    assert readers() == READERS["public"]
    services.hide_report(due, by=acting_as("authoriser.xtv"))
    assert readers() == READERS["private"]
    with pytest.raises(NotPermitted):
        services.hide_report(due, by=acting_as("curator"))


def test_report_on_a_private_match_stays_with_its_parties(statement):
    a_submitted_report(an_active_match(statement, public=False), make_public=True)
    assert readers() == READERS["private"]


def test_withdrawal_of_the_statement_takes_reports_from_the_public(match):
    from_the_public = a_submitted_report(match)
    assert reports_shown_to(ANONYMOUS).get() == from_the_public
    withdraw_statement(match.need.statement, by=acting_as("authoriser.xtv"))
    assert readers() == READERS["private"]


def test_a_report_starts_from_the_one_before(match):
    first = a_submitted_report(match, support_still_needed="Two more lawyers.")
    services.open_dues(on=first.period_end + timedelta(days=1))
    second = dues_of(acting_as("nmirf.xtv")).exclude(pk=first.pk).get()
    start = words_to_start_from(second)
    assert (start["support_still_needed"], start["edit_no"], "delivered" in start) == ("Two more lawyers.", 0, False)
