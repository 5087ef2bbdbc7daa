"""When reports are due: forty dates exact, twenty-four clocks exact, sessions, agreements, ends, outcome checks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogue.models import AnnualSession
from followup import services
from followup.models import Reminder, ReportDue, ReportRhythm, SessionDate
from matching.services import MATCH_ACTS
from states.cast import acting_as
from states.models import Body
from tests.factories.dialogue import a_region
from tests.factories.followup import STARTED, an_active_match

#: zone, last day, the moment in UTC at which that day is over
DEADLINES = [
    ("UTC", "2027-01-15", "2027-01-16T00:00"),
    ("UTC", "2027-12-31", "2028-01-01T00:00"),
    ("UTC", "2028-02-28", "2028-02-29T00:00"),
    ("UTC", "2028-02-29", "2028-03-01T00:00"),
    ("Pacific/Kiritimati", "2027-01-15", "2027-01-15T10:00"),
    ("Pacific/Kiritimati", "2027-12-31", "2027-12-31T10:00"),
    ("Pacific/Kiritimati", "2028-02-29", "2028-02-29T10:00"),
    ("Etc/GMT+12", "2027-01-15", "2027-01-16T12:00"),
    ("Etc/GMT+12", "2027-12-31", "2028-01-01T12:00"),
    ("Etc/GMT+12", "2028-02-29", "2028-03-01T12:00"),
    ("Pacific/Pago_Pago", "2027-12-31", "2028-01-01T11:00"),
    ("Europe/Zurich", "2027-03-27", "2027-03-27T23:00"),
    ("Europe/Zurich", "2027-03-28", "2027-03-28T22:00"),
    ("Europe/Zurich", "2027-10-30", "2027-10-30T22:00"),
    ("Europe/Zurich", "2027-10-31", "2027-10-31T23:00"),
    ("America/Santiago", "2027-09-04", "2027-09-05T04:00"),
    ("America/Santiago", "2027-09-05", "2027-09-06T03:00"),
    ("Pacific/Auckland", "2027-04-04", "2027-04-04T12:00"),
    ("Pacific/Auckland", "2027-09-26", "2027-09-26T11:00"),
    ("Asia/Kathmandu", "2027-01-15", "2027-01-15T18:15"),
    ("Asia/Beirut", "2027-03-27", "2027-03-27T22:00"),
]

#: begins, ends, months agreed, sessions, the last days of its periods
PERIODS = [
    ("2026-01-15", "2028-01-15", None, [], ["2027-01-15", "2028-01-15"]),
    ("2026-01-15", "2028-06-01", None, [], ["2027-01-15", "2028-01-15", "2028-06-01"]),
    ("2028-02-29", "2031-03-01", None, [], ["2029-02-28", "2030-02-28", "2031-02-28", "2031-03-01"]),
    ("2024-02-29", "2028-02-29", None, [], ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
    ("2026-12-31", "2028-12-31", None, [], ["2027-12-31", "2028-12-31"]),
    ("2026-08-31", "2028-02-29", 6, [], ["2027-02-28", "2027-08-31", "2028-02-29"]),
    ("2027-08-31", "2028-08-31", 6, [], ["2028-02-29", "2028-08-31"]),
    ("2026-01-31", "2026-10-31", 3, [], ["2026-04-30", "2026-07-31", "2026-10-31"]),
    ("2026-10-31", "2027-10-31", 6, [], ["2027-04-30", "2027-10-31"]),
    ("2026-01-01", "2026-12-31", 12, [], ["2026-12-31"]),
    ("2026-11-30", "2027-05-30", 3, [], ["2027-02-28", "2027-05-30"]),
    ("2026-01-15", "2028-01-15", None, ["2026-12-10"], ["2026-10-10", "2027-10-10", "2028-01-15"]),
    ("2026-01-15", "2028-01-15", None, ["2026-12-31", "2027-12-31"], ["2026-10-31", "2027-10-31", "2028-01-15"]),
    ("2026-01-15", "2028-01-15", None, ["2027-04-30"], ["2027-02-28", "2028-01-15"]),
    ("2026-01-15", "2029-01-15", None, ["2028-04-30"], ["2027-01-15", "2028-02-29", "2029-01-15"]),
    ("2026-01-15", "2028-01-15", None, ["2026-06-01"], ["2027-01-15", "2028-01-15"]),
    ("2026-01-15", "2028-01-15", None, ["2026-06-16"], ["2026-04-16", "2027-01-15", "2028-01-15"]),
    ("2026-01-15", "2028-01-15", 6, ["2026-12-10"], ["2026-07-15", "2027-01-15", "2027-07-15", "2028-01-15"]),
    ("2027-03-01", "2028-03-01", None, ["2028-01-01"], ["2027-11-01", "2028-03-01"]),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_there_are_forty_dates():
    assert len(DEADLINES) + len(PERIODS) == 40


@pytest.mark.parametrize(("zone", "due_on", "over"), DEADLINES)
def test_day_ends_where_the_body_is(zone, due_on, over):
    due = ReportDue(body=Body(time_zone=zone), due_on=day(due_on), status="waiting")
    end = datetime.fromisoformat(over).replace(tzinfo=UTC)
    assert due.deadline.astimezone(UTC) == end
    assert not due.is_overdue_at(end - timedelta(seconds=1))
    assert due.is_overdue_at(end)


@pytest.mark.django_db
@pytest.mark.parametrize(("begins", "ends", "months", "sessions", "expected"), PERIODS)
def test_periods_end_when_they_should(statement, begins, ends, months, sessions, expected):
    match = an_active_match(statement, starts_on=day(begins), ends_on=day(ends))
    if months:
        ReportRhythm.objects.create(match=match, months=months)
    for number, one in enumerate(sessions):
        SessionDate.objects.create(reference=f"SES-{number}", starts_on=day(one))
    services.open_dues(on=day(ends))
    dues = ReportDue.objects.filter(match=match, body__kind="mission", kind="period").order_by("period_start")
    assert [str(one.due_on) for one in dues] == expected
    assert [str(one.period_start) for one in dues] == [begins, *expected[:-1]]
    assert services.open_dues(on=day(ends)) == 0


#: zone, a last day on which or near which the clocks of that zone change
ZONES = [
    ("Europe/Zurich", "2027-03-28"),
    ("America/Santiago", "2027-09-05"),
    ("Pacific/Auckland", "2027-09-26"),
    ("Asia/Beirut", "2027-10-31"),
]


def a_due_in(match, zone: str, due_on: str) -> ReportDue:
    """The State's due, alone in the net, with its first reminder thirty days before."""
    services.open_dues(on=STARTED)
    due = ReportDue.objects.get(match=match, body__kind="mission")
    Body.objects.filter(pk=due.body_id).update(time_zone=zone)
    ReportDue.objects.exclude(pk=due.pk).update(remind_on=None)
    last = day(due_on)
    ReportDue.objects.filter(pk=due.pk).update(due_on=last, remind_on=last - timedelta(days=30))
    return ReportDue.objects.get(pk=due.pk)


def begins(due: ReportDue, rule: int) -> datetime:
    """The first moment of the day of a rule, where the body is."""
    last = due.due_on + timedelta(days=rule)
    return datetime(last.year, last.month, last.day, tzinfo=ZoneInfo(due.body.time_zone)).astimezone(UTC)


def rules_told() -> list[int]:
    return sorted(set(Reminder.objects.values_list("rule", flat=True)))


#: the three people of the office (told late, where never before), or at last the one curator
TOLD = {90: 1}
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
#: what the clock does (moments, from the beginning of the day of a rule), and which rules people hear of, each once
CLOCKS = {
    "a second too early": ([(-30, -SECOND)], []),
    "on the stroke": ([(-30, timedelta(0)), (-7, -SECOND), (-7, timedelta(0))], [-30, -7]),
    "an hour forward and back": ([(-7, HOUR), (-7, timedelta(0)), (-7, -HOUR), (-7, 2 * HOUR)], [-7]),
    "over the change of summer time": ([(0, -SECOND), (0, timedelta(0)), (1, timedelta(0)), (7, -SECOND)], [-7, 0]),
    "three dead days": ([(-30, timedelta(0)), (-4, HOUR), (-4, 2 * HOUR)], [-30, -7]),
    "four hundred days forward and back": ([(400, timedelta(0)), (-7, timedelta(0)), (401, timedelta(0))], [60, 90]),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "due_on"), ZONES)
@pytest.mark.parametrize("clock", CLOCKS)
def test_clock_that_jumps_neither_loses_nor_doubles(match, zone, due_on, clock):
    due = a_due_in(match, zone, due_on)
    moments, expected = CLOCKS[clock]
    told = sum(services.send_reminders(on=begins(due, rule) + jump) for rule, jump in moments)
    assert rules_told() == expected
    assert told == sum(TOLD.get(rule, 3) for rule in expected)


@pytest.mark.django_db
def test_session_that_moves_takes_along_what_nobody_was_told_of(match):
    services.open_dues(on=STARTED)
    assert services.keep_session_date("SES-2026", starts_on=date(2026, 12, 10), on=STARTED) == 2
    assert set(ReportDue.objects.values_list("period_end", "due_on", "remind_on")) == {
        (date(2026, 10, 10), date(2026, 10, 10), date(2026, 9, 10))
    }
    services.send_reminders(on=date(2026, 9, 10))
    assert services.keep_session_date("SES-2026", starts_on=date(2027, 1, 20), on=date(2026, 9, 11)) == 0


@pytest.mark.django_db
def test_session_that_comes_nearer_leaves_thirty_days(match):
    services.open_dues(on=STARTED)
    services.keep_session_date("SES-2026", starts_on=date(2026, 8, 1), on=date(2026, 5, 25))
    assert set(ReportDue.objects.values_list("period_end", "due_on")) == {(date(2026, 6, 1), date(2026, 6, 24))}


@pytest.mark.django_db
def test_agreed_rhythm_does_not_move_with_a_session(match):
    services.agree_rhythm(match, months=6, by=acting_as("curator"))
    services.open_dues(on=STARTED)
    assert services.keep_session_date("SES-2026", starts_on=date(2026, 12, 10), on=STARTED) == 0


def test_sessions_are_written_down_by_the_floor_above(cast):
    words = {"title": "Annual platform", "place": "Geneva"}
    on = date(2027, 6, 1)
    AnnualSession.objects.create(reference="SES-2027", starts_on=on, ends_on=on, **words)
    AnnualSession.objects.create(
        reference="PIF-2027", starts_on=on, ends_on=on, scope="regional", region=a_region(), **words
    )
    assert list(SessionDate.objects.values_list("reference", "starts_on")) == [("SES-2027", on)]


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["complete", "end_early"])
def test_end_of_a_match_makes_what_runs_the_last_report(match, act):
    services.open_dues(on=STARTED)
    MATCH_ACTS[act](match, by=acting_as("authoriser.xtv"), reason="other" if act == "end_early" else "")
    for due in ReportDue.objects.filter(kind="period"):
        assert due.period_end == min(match.ended_at.date(), date(2027, 1, 15))
        assert due.due_on == min(match.ended_at.date() + timedelta(days=30), date(2027, 1, 15))
    later = match.ended_at.date() + timedelta(days=400)
    assert services.open_dues(on=later) == (2 if act == "complete" else 0)


@pytest.mark.django_db
def test_outcome_is_asked_once_a_year_after_the_end(match):
    services.open_dues(on=match.ends_on - timedelta(days=1))
    assert not ReportDue.objects.filter(kind="outcome").exists()
    assert services.open_dues(on=match.ends_on) == 2
    assert services.open_dues(on=match.ends_on + timedelta(days=3000)) == 0
    checks = ReportDue.objects.filter(kind="outcome").values_list("period_start", "due_on", "remind_on")
    assert set(checks) == {(date(2028, 1, 15), date(2029, 1, 15), date(2028, 12, 16))}


def test_first_report_of_the_card_sets_the_first_period_and_the_rhythm_counts_from_it(match):
    first = match.starts_on + timedelta(days=100)
    type(match).objects.filter(pk=match.pk).update(first_report_on=first, report_rhythm="quarterly")
    services.open_dues(on=first + timedelta(days=1))
    dues = ReportDue.objects.filter(match=match, body__kind="mission").order_by("period_start")
    assert list(dues.values_list("period_start", "due_on")) == [(match.starts_on, first), (first, add_months(first, 3))]


def test_first_report_of_the_card_does_not_move_with_a_session(match):
    first = match.starts_on + timedelta(days=100)
    type(match).objects.filter(pk=match.pk).update(first_report_on=first)
    services.open_dues(on=match.starts_on)
    services.keep_session_date("2026", starts_on=first + timedelta(days=150), on=match.starts_on)
    assert set(ReportDue.objects.values_list("due_on", flat=True)) == {first}


def add_months(day, months: int):
    return (day.replace(day=1) + timedelta(days=31 * months)).replace(day=day.day)
