"""What the clock does: dues opened once, people reminded once, the latest missed rule only, nothing after the end."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from followup import services
from followup.models import Reminder, ReportDue
from followup.services import reminders
from followup.services.reminders import NEXT_OFFICER, RULES, SECRETARIAT
from matching.models import MatchParty
from notifications.models import Notification, OutboxMessage
from notifications.words import words_of
from states.cast import acting_as
from states.models import Body
from states.services import give_mandate
from tests.factories.followup import STARTED, a_submitted_report, an_active_match, the_due

pytestmark = pytest.mark.django_db
DUE_ON = date(2027, 1, 15)
OF_THE_STATE = {"drafter.xtv", "authoriser.xtv", "nmirf.xtv"}
OF_THE_PARTNER = {"officer.xnd", "signatory.xnd"}


def day(rule: int) -> date:
    return DUE_ON + timedelta(days=rule)


def reminded(rule: int) -> set[str]:
    return set(Reminder.objects.filter(rule=rule).values_list("person__username", flat=True))


def test_each_side_owes_the_first_period(match):
    assert services.open_dues(on=STARTED) == 2
    rows = ReportDue.objects.values_list("period_start", "period_end", "due_on", "remind_on", "status")
    assert list(rows.order_by().distinct()) == [(STARTED, DUE_ON, DUE_ON, day(-30), "waiting")]
    assert set(ReportDue.objects.values_list("body__kind", flat=True)) == {"mission", "bilateral"}


def test_a_second_sweep_opens_nothing(match):
    services.open_dues(on=STARTED)
    assert services.open_dues(on=STARTED) == 0
    assert services.open_dues(on=DUE_ON - timedelta(days=1)) == 0
    assert services.open_dues(on=DUE_ON) == 2


def test_missed_periods_are_caught_up_to_the_end_of_the_match(match):
    assert services.open_dues(on=date(2035, 1, 1)) == 4 + 2
    last = ReportDue.objects.filter(kind="period").order_by("-period_end").first()
    assert last.period_end == match.ends_on


@pytest.mark.parametrize("status", ["proposed", "in_talks", "agreed", "ended_early"])
def test_only_matches_under_way_owe_reports(statement, status):
    match = an_active_match(statement)
    type(match).objects.filter(pk=match.pk).update(status=status, talks_since=timezone.now())
    assert services.open_dues(on=date(2035, 1, 1)) == 0


def test_half_yearly_by_agreement(match):
    services.agree_rhythm(match, months=6, by=acting_as("curator"))
    services.open_dues(on=STARTED)
    assert set(ReportDue.objects.values_list("due_on", flat=True)) == {date(2026, 7, 15)}


def test_due_ends_with_the_day_where_the_body_is(match):
    due = the_due(match, "mission.xtv")
    due.body.time_zone = "Pacific/Auckland"
    assert due.deadline.isoformat() == "2027-01-16T00:00:00+13:00"


def test_each_reminder_goes_once_to_each_person(match):
    services.open_dues(on=STARTED)
    assert services.send_reminders(on=day(-31)) == 0
    for rule in RULES:
        assert services.send_reminders(on=day(rule)) == 5
        assert services.send_reminders(on=day(rule)) == 0
        assert reminded(rule) == OF_THE_STATE | OF_THE_PARTNER
    told = Notification.objects.filter(kind__startswith="followup.").values_list("kind", flat=True)
    assert sorted(told) == ["followup.report_due_opened"] * 5 + ["followup.report_reminder"] * 25
    assert OutboxMessage.objects.filter(kind__startswith="followup.").count() == 0  # they wait for the mail of the day


def test_then_the_next_officer_then_the_secretariat_then_nobody(match):
    services.open_dues(on=STARTED)
    ministry = Body.objects.get(kind="ministry", state__iso3="XTV")
    give_mandate(user=acting_as("moderator2").user, body=ministry, role="authoriser", by=acting_as("curator"))
    services.send_reminders(on=day(60))
    assert services.send_reminders(on=day(NEXT_OFFICER - 1)) == 0
    services.send_reminders(on=day(NEXT_OFFICER))
    assert reminded(NEXT_OFFICER) == {"moderator2"}
    services.send_reminders(on=day(SECRETARIAT))
    assert reminded(SECRETARIAT) == {"curator"}
    assert services.send_reminders(on=day(400)) == 0
    assert set(ReportDue.objects.values_list("remind_on", flat=True)) == {None}


def test_nobody_is_next_where_the_whole_office_was_told(match):
    services.open_dues(on=STARTED)
    services.send_reminders(on=day(RULES[-1]))
    assert services.send_reminders(on=day(NEXT_OFFICER)) == 0
    assert set(ReportDue.objects.values_list("remind_on", flat=True)) == {day(SECRETARIAT)}


@pytest.mark.parametrize("late", [NEXT_OFFICER, SECRETARIAT, SECRETARIAT + 100])
def test_an_office_that_was_never_told_is_told_once_however_late(match, late):
    """A match that began in the past owes at once what is over already."""
    services.open_dues(on=day(late))
    services.send_reminders(on=day(late))
    assert reminded(RULES[-1]) == OF_THE_STATE | OF_THE_PARTNER
    assert reminded(SECRETARIAT) == ({"curator"} if late >= SECRETARIAT else set())
    services.send_reminders(on=day(late + 300))
    assert reminded(RULES[-1]) == OF_THE_STATE | OF_THE_PARTNER


@pytest.mark.parametrize("is_party", [True, False])
def test_next_at_a_partner_is_a_signatory_of_its_other_office_in_the_match(cast, match, is_party):
    agency = Body.objects.get(mailbox="agency.xnd@example.org")
    office = Body.objects.create(kind="bilateral", name="Nordmark Agency, country office", parent=agency)
    give_mandate(user=cast["moderator2"], body=office, role="signatory", by=acting_as("curator"))
    if is_party:
        MatchParty.objects.create(match=match, body=office, role="implementer")
    services.open_dues(on=STARTED)
    ReportDue.objects.filter(body=office).delete()
    services.send_reminders(on=day(60))
    services.send_reminders(on=day(NEXT_OFFICER))
    assert reminded(NEXT_OFFICER) == ({"moderator2"} if is_party else set())
    line = OutboxMessage(kind="followup.report_passed_on", person=cast["moderator2"])
    line.object_id = ReportDue.objects.get(body=agency).pk
    words = words_of(line)
    assert (words is not None) == is_party
    assert not is_party or match.get_absolute_url() in words["body"]


def test_a_death_in_the_middle_leaves_nothing_and_the_next_sweep_does_all(match, monkeypatch):
    services.open_dues(on=STARTED)
    monkeypatch.setattr(reminders, "failpoint", lambda name: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.send_reminders(on=day(0))
    assert not Reminder.objects.exists()
    monkeypatch.undo()
    assert services.send_reminders(on=day(0)) == 5


def test_after_three_dead_days_each_is_told_once(match):
    services.open_dues(on=STARTED)
    services.send_reminders(on=day(-30))
    assert services.send_reminders(on=day(-7 + 3)) == 5
    assert reminded(-7) == OF_THE_STATE | OF_THE_PARTNER


def test_after_a_long_pause_only_the_latest_rule_is_told(match):
    services.open_dues(on=STARTED)
    assert services.send_reminders(on=day(8)) == 5
    assert set(Reminder.objects.values_list("rule", flat=True)) == {7}
    assert set(ReportDue.objects.values_list("remind_on", flat=True)) == {day(30)}


def test_nobody_is_reminded_after_submission_or_waiver(match):
    a_submitted_report(match)
    services.waive_report(the_due(match, "agency.xnd"), by=acting_as("curator"), reason="party_left")
    for rule in RULES:
        assert services.send_reminders(on=day(rule)) == 0


def test_a_return_begins_the_reminders_anew(match):
    due = services.return_report(a_submitted_report(match), by=acting_as("curator"), note="Which courts?")
    services.waive_report(the_due(match, "agency.xnd"), by=acting_as("curator"), reason="party_left")
    assert services.send_reminders(on=due.due_on - timedelta(days=8)) == 0
    assert services.send_reminders(on=due.due_on - timedelta(days=7)) == 3
    assert services.send_reminders(on=due.due_on) == 3


def test_ended_mandates_are_not_reminded(match):
    services.open_dues(on=STARTED)
    acting_as("officer.xnd").user.mandates.update(ends_on=date(2026, 2, 1))
    services.send_reminders(on=day(-30))
    assert reminded(-30) == OF_THE_STATE | {"signatory.xnd"}


def test_the_day_is_the_day_of_the_body(match):
    """Without a given day each body's own clock counts: nobody is told earlier than their own 30 days."""
    services.open_dues(on=STARTED)
    due = ReportDue.objects.filter(body__kind="mission").get()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        Body.objects.filter(pk=due.body_id).update(time_zone=zone)
        fresh = ReportDue.objects.get(pk=due.pk)
        ReportDue.objects.filter(pk=due.pk).update(remind_on=fresh.today + timedelta(days=1))
        assert services.send_reminders() == 0
        ReportDue.objects.filter(pk=due.pk).update(remind_on=fresh.today, due_on=fresh.today + timedelta(days=30))
        assert services.send_reminders() == 3
        Reminder.objects.all().delete()


def test_command_prints_one_json_line(match):
    out = StringIO()
    call_command("send_due", on="2026-12-20", stdout=out)
    assert json.loads(out.getvalue().splitlines()[-1]) == {
        "opened": 2, "reminded": 5, "lapsed_proposals": 0, "offers_ending": 0, "searches": 0, "lapsed_statements": 0,
        "overdue_checks": 0, "may_open": 0,
        "returned_questions": 0, "asked_to_reconfirm": 0,
        "talks_asked": 0, "talks_ended": 0, "starts_asked": 0, "amendments_lapsed": 0,
        "pledges_chased": 0, "pledges_dropped": 0,
        "nudges": 0, "notes_owed": 0, "chased_commitments": 0, "dropped_commitments": 0, "lapsed_tables": 0,
        "readings_forgotten": 0,
    }  # fmt: skip


def test_command_lapses_statements(statement):
    out = StringIO()
    call_command("send_due", on="2035-01-01", stdout=out)
    assert json.loads(out.getvalue().splitlines()[-1])["lapsed_statements"] == 1
    statement.refresh_from_db()
    assert (statement.status, statement.closed_reason) == ("closed", "lapsed")


@pytest.mark.parametrize("word", ["tomorrow", "2027-02-30", "27/03/2027"])
def test_command_refuses_what_is_no_date(db, word):
    with pytest.raises(CommandError, match=word):
        call_command("send_due", on=word)


def test_number_of_queries_does_not_grow(statement, django_assert_num_queries):
    an_active_match(statement)
    with django_assert_num_queries(2 + 2):
        services.open_dues(on=STARTED)
    for partner in ("undp", "ohchr", "agency.xam", "fund"):
        an_active_match(statement, partner=partner)
    with django_assert_num_queries(2 + 2):
        assert services.open_dues(on=STARTED) == 8
    with django_assert_num_queries(1 + 4 + 2):
        assert services.send_reminders(on=day(-30)) > 0
