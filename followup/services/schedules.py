"""When reports are due: periods and outcome checks opened, session dates kept, what ends with a match. Set-based."""

from datetime import date, datetime, timedelta

import rules
from django.db import connection, transaction

from accounts.acting import Acting
from followup.choices import DueKind, ReportStatus
from followup.models import OPENS_BEFORE, ReportDue, ReportRhythm, SessionDate
from lifecycle.engine import record_act
from matching.models import Match
from web.errors import NotPermitted

MONTHS = 12
LAST_REPORT_WITHIN = timedelta(days=30)
_PARAMS = {"first": -OPENS_BEFORE.days, "months": MONTHS}


def run_sql(sql: str, params: dict) -> int:
    """Run one statement; returns how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


@transaction.atomic
def open_dues(*, on: date | datetime | None = None) -> int:
    """A due for each party of each active match and each period begun by `on`, and the outcome check of those that
    ended; returns how many are new. `on` is a day, a moment that is a day of its own in each zone, or now.
    """
    params = clock(on) | _PARAMS
    return run_sql(_OPEN_PERIODS, params) + run_sql(_OPEN_OUTCOMES, params)


def clock(on: date | datetime | None) -> dict:
    """The parameters of TODAY."""
    moment = on if isinstance(on, datetime) else None
    return {"at": moment, "on": None if moment else on}


@transaction.atomic
def agree_rhythm(match: Match, *, months: int, by: Acting) -> ReportRhythm:
    """Both sides want reports every `months` (3 to 12) months: the curator writes it down, from the next period on."""
    if not rules.has_perm("followup.note_report", by, None):
        raise NotPermitted
    rhythm = ReportRhythm.objects.filter(match=match).first() or ReportRhythm(match=match)
    rhythm.months = months
    rhythm.full_clean()
    rhythm.save()
    record_act(match, "agree_rhythm", by=by, facts={"months": months})
    return rhythm


@transaction.atomic
def keep_session_date(reference: str, *, starts_on: date, on: date | datetime | None = None) -> int:
    """An annual session begins on `starts_on`: the yearly periods that follow it move, where nobody was told of them
    yet; returns how many. Called by the floor that holds the sessions.
    """
    SessionDate.objects.update_or_create(reference=reference, defaults={"starts_on": starts_on})
    return run_sql(_MOVE_PERIODS.format(which="r.months IS NULL"), clock(on) | _PARAMS)


@transaction.atomic
def follow_card(match: Match) -> int:
    """The card was changed: periods of which nobody was told yet end as it says now; returns how many moved."""
    return run_sql(_MOVE_PERIODS.format(which="m.id = %(match)s"), clock(None) | _PARAMS | {"match": match.pk})


@transaction.atomic
def settle_dues(match: Match) -> int:
    """A match ended: what was under way becomes the last report, due 30 days after; returns how many moved."""
    open_ones = ReportDue.objects.filter(match=match, kind=DueKind.PERIOD, status=ReportStatus.WAITING)
    return sum(_settle(due, match.ended_at) for due in open_ones.select_related("body").select_for_update(of=("self",)))


def _settle(due: ReportDue, ended_at: datetime) -> bool:
    ended_on = due.day_at(ended_at)
    if ended_on >= due.period_end:
        return False
    due.period_end = max(ended_on, due.period_start + timedelta(days=1))
    due.due_on = min(due.due_on, ended_on + LAST_REPORT_WITHIN)
    due.remind_on = due.due_on - OPENS_BEFORE
    due.save(update_fields=["period_end", "due_on", "remind_on"])
    return True


#: the day that it is for the body `b`: the given day, or the day of the given moment or of now in its zone
TODAY = """
    LATERAL (SELECT COALESCE(%(on)s::date,
             (COALESCE(%(at)s::timestamptz, now()) AT TIME ZONE b.time_zone)::date) AS today) AS clock"""

#: the first point of the grid «so many months from the beginning» that lies half a rhythm to a whole one after the last
#: report, else a whole rhythm after it: a beginning on the 31st comes back to the 31st after shorter months
_AFTER_SO_MANY_MONTHS = """
    COALESCE((
        SELECT min(grid.point)
        FROM (SELECT (extract(year FROM age({day}, {starts})) * 12 + extract(month FROM age({day}, {starts})))::int
              AS months) AS passed
        CROSS JOIN generate_series(0, 2) AS k
        CROSS JOIN LATERAL (SELECT ({starts} + make_interval(months => {months} * (passed.months / {months} + k)))::date
                            AS point) AS grid
        WHERE grid.point > {day} + make_interval(months => {months} / 2)
          AND grid.point <= {day} + make_interval(months => {months}, days => 3)),
        ({day} + make_interval(months => {months}))::date)"""

#: two months before the first session that leaves at least three months to report on
_BEFORE_A_SESSION = """
    (SELECT min(before.day) FROM followup_sessiondate s
     CROSS JOIN LATERAL (SELECT (s.starts_on - interval '2 months')::date AS day) AS before
     WHERE before.day > {day} + interval '3 months' AND before.day <= {day} + interval '15 months')"""


#: the months of the rhythm: as the curator wrote them down, else as the agreement card says; NULL where it is yearly
_RHYTHM = """
    LATERAL (SELECT COALESCE(
        (SELECT agreed.months FROM followup_reportrhythm agreed WHERE agreed.match_id = m.id),
        CASE m.report_rhythm WHEN 'quarterly' THEN 3 WHEN 'half_yearly' THEN 6 END) AS months) AS r"""


#: from where the rhythm counts: the first report, where the card gives a day for it, else the beginning
_FIRST = "COALESCE(m.first_report_on, m.starts_on)"


def _end_of_period(day: str, starts: str, ends: str, agreed: str) -> str:
    """SQL: when the period that begins on `day` ends: by the agreed months, else two months before a session, and
    yearly where none is known; never after the match. What begins before `starts` ends there: the card can put the
    first report on a day of its own. Names are qualified: the inner queries have names of their own.
    """
    grid = _AFTER_SO_MANY_MONTHS.format(day=day, starts=starts, months=f"COALESCE({agreed}, %(months)s)")
    session = _BEFORE_A_SESSION.format(day=day)
    later = f"WHEN {agreed} IS NULL THEN COALESCE({session}, {grid}) ELSE {grid}"
    return f"LEAST({ends}, CASE WHEN {day} < {starts} THEN {starts} {later} END)"


#: each period begins where the last one ended, up to the end of the match; what was missed is caught up
_OPEN_PERIODS = f"""
    WITH RECURSIVE begun AS MATERIALIZED (
        SELECT m.id AS match_id, b.id AS body_id, clock.today, {_FIRST} AS starts_on, m.ends_on, r.months AS agreed,
               last.day
        FROM matching_match m
        JOIN matching_matchparty party ON party.match_id = m.id
        JOIN states_body b ON b.id = party.body_id
        CROSS JOIN {_RHYTHM}
        CROSS JOIN {TODAY}
        CROSS JOIN LATERAL (SELECT COALESCE(max(d.period_end), m.starts_on) AS day FROM followup_reportdue d
                            WHERE d.match_id = m.id AND d.body_id = b.id AND d.kind = 'period') AS last
        WHERE m.status = 'active' AND last.day <= clock.today AND last.day < m.ends_on
    ), periods AS (
        SELECT begun.*, {_end_of_period("begun.day", "begun.starts_on", "begun.ends_on", "begun.agreed")} AS until
        FROM begun
      UNION ALL
        SELECT p.match_id, p.body_id, p.today, p.starts_on, p.ends_on, p.agreed, p.until,
               {_end_of_period("p.until", "p.starts_on", "p.ends_on", "p.agreed")}
        FROM periods p WHERE p.until <= p.today AND p.until < p.ends_on
    )
    INSERT INTO followup_reportdue
        (reference, match_id, body_id, kind, period_start, period_end, due_on, remind_on, status, waived_reason)
    SELECT 'REP-' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)),
           match_id, body_id, 'period', day, until, until, until + %(first)s, 'waiting', ''
    FROM periods
    ON CONFLICT DO NOTHING
"""  # noqa: S608 composed of constants of this file

#: a year after the end; one that ended early owes its last report and no more
_OPEN_OUTCOMES = f"""
    INSERT INTO followup_reportdue
        (reference, match_id, body_id, kind, period_start, period_end, due_on, remind_on, status, waived_reason)
    SELECT 'REP-' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)),
           m.id, b.id, 'outcome', ended.day, a_year.later, a_year.later, a_year.later + %(first)s, 'waiting', ''
    FROM matching_match m
    JOIN matching_matchparty party ON party.match_id = m.id
    JOIN states_body b ON b.id = party.body_id
    CROSS JOIN {TODAY}
    CROSS JOIN LATERAL (SELECT COALESCE((m.ended_at AT TIME ZONE b.time_zone)::date, m.ends_on) AS day) AS ended
    CROSS JOIN LATERAL (SELECT (ended.day + make_interval(months => %(months)s))::date AS later) AS a_year
    WHERE m.status IN ('active', 'completed') AND ended.day <= clock.today
      AND NOT EXISTS (SELECT 1 FROM followup_reportdue d
                      WHERE d.match_id = m.id AND d.body_id = b.id AND d.kind = 'outcome')
    ON CONFLICT DO NOTHING
"""  # noqa: S608 composed of constants of this file

#: nobody loses time by it: whoever is moved has the usual thirty days from today
_MOVE_PERIODS = f"""
    WITH planned AS (
        SELECT d.id, clock.today, {_end_of_period("d.period_start", _FIRST, "m.ends_on", "r.months")} AS until
        FROM followup_reportdue d
        JOIN matching_match m ON m.id = d.match_id
        JOIN states_body b ON b.id = d.body_id
        CROSS JOIN {_RHYTHM}
        CROSS JOIN {TODAY}
        WHERE m.status = 'active' AND d.kind = 'period' AND d.status = 'waiting' AND {{which}}
          AND d.remind_on = d.due_on + %(first)s AND d.remind_on > clock.today
    )
    UPDATE followup_reportdue d
    SET period_end = until, due_on = GREATEST(until, today - %(first)s), remind_on = GREATEST(until + %(first)s, today)
    FROM planned WHERE planned.id = d.id AND planned.until <> d.period_end AND planned.until > d.period_start
"""  # noqa: S608 composed of constants of this file
