"""What the clock does: dues opened, people reminded, proposals and statements lapsed. Set-based; safe twice at once."""

from datetime import UTC, date, datetime, time

from django.db import transaction

from followup.notices import REPORTING_ROLES
from followup.services.schedules import TODAY, clock, open_dues, run_sql
from matching.services import lapse_proposals
from notifications.outbox import enqueue_selected
from requests_app.services import sweep_statements
from states.choices import STATE_KINDS, BodyKind
from web.failpoints import failpoint

OPENED, RULES = -30, [-30, -7, 0, 7, 30, 60]  # days after the due date


def send_due(*, on: date | datetime | None = None) -> dict[str, int]:
    """Everything that is due on the day or at the moment `on` (now), once; returns how many of each.

    A moment is a day of its own where each body is.
    """
    moment = on if on is None or isinstance(on, datetime) else datetime.combine(on, time.max, tzinfo=UTC)
    return {
        "opened": open_dues(on=on),
        "reminded": send_reminders(on=on),
        "lapsed_proposals": lapse_proposals(on=moment),
        **sweep_statements(on=moment),
    }


@transaction.atomic
def send_reminders(*, on: date | datetime | None = None) -> int:
    """Remind of everything whose day came by `on`, under the latest rule only; returns how many people were reminded.

    Whoever runs second waits for the rows of the first and then finds nothing left.
    """
    offices = {"state_kinds": sorted(STATE_KINDS), "nmirf": BodyKind.NMIRF, "roles": list(REPORTING_ROLES)}
    reminded = run_sql(_REMIND, clock(on) | {"rules": RULES} | offices)
    enqueue_selected("followup.report_due_opened", selected=_JUST_REMINDED.format(sign="="), params={"opened": OPENED})
    enqueue_selected("followup.report_reminder", selected=_JUST_REMINDED.format(sign=">"), params={"opened": OPENED})
    failpoint("reminded")
    return reminded


#: the next rule's day goes into the due; the latest rule that has come is what people are told of, once
_REMIND = f"""
    WITH moved AS (
        UPDATE followup_reportdue d
        SET remind_on = (SELECT min(d.due_on + rule) FROM unnest(%(rules)s::int[]) AS rule
                         WHERE d.due_on + rule > clock.today)
        FROM states_body b
        CROSS JOIN {TODAY}
        WHERE b.id = d.body_id AND d.status IN ('waiting', 'returned')
          AND d.remind_on <= COALESCE(%(on)s::date, COALESCE(%(at)s::timestamptz, now())::date + 1)
          AND d.remind_on <= clock.today
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
"""  # noqa: S608 composed of constants of this code

#: the reminders that this transaction wrote: now() is the moment at which it began
_JUST_REMINDED = """
    SELECT 'report_reminder:' || due_id || ':' || due_on || ':' || rule AS event, person_id, due_id AS object_id
    FROM followup_reminder WHERE at = now() AND rule {sign} %(opened)s
"""
