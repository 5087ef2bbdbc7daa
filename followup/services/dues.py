"""What the clock does: dues opened, people reminded, proposals and statements lapsed. Set-based; safe twice at once."""

from datetime import UTC, date, datetime, time

import rules
from django.db import connection, transaction

from accounts.acting import Acting
from followup.models import ReportRhythm
from followup.notices import REPORTING_ROLES
from lifecycle.engine import record_act
from matching.models import Match
from matching.services import lapse_proposals
from notifications.outbox import enqueue_selected
from requests_app.services import lapse_statements
from states.choices import STATE_KINDS, BodyKind
from web.errors import NotPermitted

MONTHS = 12
OPENED, RULES = -30, [-30, -7, 0, 7, 30, 60]  # days after the due date


def send_due(*, on: date | None = None) -> dict[str, int]:
    """Everything that is due on the day `on` (today, where each body is), once; returns how many of each."""
    moment = datetime.combine(on, time.max, tzinfo=UTC) if on else None
    return {
        "opened": open_dues(on=on),
        "reminded": send_reminders(on=on),
        "lapsed_proposals": lapse_proposals(on=moment),
        "lapsed_statements": lapse_statements(on=moment),
    }


@transaction.atomic
def open_dues(*, on: date | None = None) -> int:
    """A due for each party of each active match and each period begun by `on`; returns how many are new."""
    return _run(_OPEN_DUES, {"on": on, "first": OPENED, "months": MONTHS})


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
def send_reminders(*, on: date | None = None) -> int:
    """Remind of everything whose day came by `on`, under the latest rule only; returns how many people were reminded.

    Whoever runs second waits for the rows of the first and then finds nothing left.
    """
    offices = {"state_kinds": sorted(STATE_KINDS), "nmirf": BodyKind.NMIRF, "roles": list(REPORTING_ROLES)}
    reminded = _run(_REMIND, {"on": on, "rules": RULES} | offices)
    enqueue_selected("followup.report_due_opened", selected=_JUST_REMINDED.format(sign="="), params={"opened": OPENED})
    enqueue_selected("followup.report_reminder", selected=_JUST_REMINDED.format(sign=">"), params={"opened": OPENED})
    return reminded


def _run(sql: str, params: dict) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


#: each period begins where the last one ended, up to the end of the match; what was missed is caught up
_OPEN_DUES = """
    WITH RECURSIVE periods AS (
        SELECT m.id AS match_id, b.id AS body_id, clock.today, m.ends_on, rhythm.step, last.day AS starts,
               LEAST((last.day + rhythm.step)::date, m.ends_on) AS ends
        FROM matching_match m
        JOIN matching_matchparty party ON party.match_id = m.id
        JOIN states_body b ON b.id = party.body_id
        LEFT JOIN followup_reportrhythm r ON r.match_id = m.id
        CROSS JOIN LATERAL (SELECT COALESCE(%(on)s::date, (now() AT TIME ZONE b.time_zone)::date) AS today) AS clock
        CROSS JOIN LATERAL (SELECT make_interval(months => COALESCE(r.months, %(months)s)) AS step) AS rhythm
        CROSS JOIN LATERAL (SELECT COALESCE(max(d.period_end), m.starts_on) AS day FROM followup_reportdue d
                            WHERE d.match_id = m.id AND d.body_id = b.id) AS last
        WHERE m.status = 'active'
      UNION ALL
        SELECT match_id, body_id, today, ends_on, step, ends, LEAST((ends + step)::date, ends_on)
        FROM periods WHERE ends <= today AND ends < ends_on
    )
    INSERT INTO followup_reportdue
        (reference, match_id, body_id, period_start, period_end, due_on, remind_on, status, waived_reason)
    SELECT 'REP-' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)),
           match_id, body_id, starts, ends, ends, ends + %(first)s, 'waiting', ''
    FROM periods WHERE starts <= today AND starts < ends
    ON CONFLICT DO NOTHING
"""

#: the next rule's day goes into the due; the latest rule that has come is what people are told of, once
_REMIND = """
    WITH moved AS (
        UPDATE followup_reportdue d
        SET remind_on = (SELECT min(d.due_on + rule) FROM unnest(%(rules)s::int[]) AS rule
                         WHERE d.due_on + rule > clock.today)
        FROM states_body b
        CROSS JOIN LATERAL (SELECT COALESCE(%(on)s::date, (now() AT TIME ZONE b.time_zone)::date) AS today) AS clock
        WHERE b.id = d.body_id AND d.status IN ('waiting', 'returned')
          AND d.remind_on <= COALESCE(%(on)s::date, current_date + 1) AND d.remind_on <= clock.today
        RETURNING d.id, d.due_on, d.body_id, clock.today - d.due_on AS days
    ), people AS MATERIALIZED (
        SELECT DISTINCT b.id AS body_id, mandate.user_id
        FROM states_body b
        JOIN states_body office
          ON office.id = b.id
          OR (b.kind = ANY(%(state_kinds)s) AND office.state_id = b.state_id AND office.kind = %(nmirf)s)
        JOIN states_mandate mandate ON mandate.body_id = office.id AND mandate.role = ANY(%(roles)s)
         AND mandate.starts_on <= current_date AND (mandate.ends_on IS NULL OR mandate.ends_on > current_date)
    )
    INSERT INTO followup_reminder (due_id, due_on, rule, person_id, at)
    SELECT moved.id, moved.due_on, latest.rule, people.user_id, now()
    FROM moved
    JOIN people USING (body_id)
    CROSS JOIN LATERAL (SELECT max(rule) AS rule FROM unnest(%(rules)s::int[]) AS rule
                        WHERE rule <= moved.days) AS latest
    ON CONFLICT DO NOTHING
"""

#: the reminders that this transaction wrote: now() is the moment at which it began
_JUST_REMINDED = """
    SELECT 'report_reminder:' || due_id || ':' || due_on || ':' || rule AS event, person_id, due_id AS object_id
    FROM followup_reminder WHERE at = now() AND rule {sign} %(opened)s
"""
