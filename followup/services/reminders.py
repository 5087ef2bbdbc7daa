"""Who is reminded of a report, and when: the office three times before and three times after, then the next officer of
the State or of the partner, then the secretariat, then nobody. An office that was never told of a due (a match that
began in the past owes what is over already) is told once all the same. Set-based; safe twice at once.
"""

from datetime import date, datetime

from django.db import transaction

from followup.notices import REPORTING_ROLES
from followup.services.schedules import TODAY, clock, run_sql
from notifications.outbox import enqueue_selected
from states.choices import PARTNER_KINDS, STATE_KINDS, BodyKind, Role
from web.failpoints import failpoint

RULES = [-30, -7, 0, 7, 30, 60]  # days after the due date on which the office is told
NEXT_OFFICER, SECRETARIAT = 75, 90  # and then these
#: notice → the rules of which it tells
TOLD_BY = {
    "followup.report_due_opened": RULES[:1],
    "followup.report_reminder": RULES[1:],
    "followup.report_passed_on": [NEXT_OFFICER],
    "followup.report_unanswered": [SECRETARIAT],
}


@transaction.atomic
def send_reminders(*, on: date | datetime | None = None) -> int:
    """Remind of everything whose day came by `on`, under the latest rule only; returns how many people were reminded.

    Whoever runs second waits for the rows of the first and then finds nothing left.
    """
    reminded = run_sql(_REMIND, clock(on) | _WHO)
    for kind, rules in TOLD_BY.items() if reminded else ():
        enqueue_selected(kind, selected=_JUST_REMINDED, params={"told_rules": rules})
    failpoint("reminded")
    return reminded


_WHO = {
    "last_of_office": RULES[-1],
    "next_officer": NEXT_OFFICER,
    "secretariat": SECRETARIAT,
    "state_kinds": sorted(STATE_KINDS),
    "nmirf": BodyKind.NMIRF,
    "roles": list(REPORTING_ROLES),
    "head": Role.AUTHORISER,
    "partner_kinds": sorted(PARTNER_KINDS),
    "signatory": Role.SIGNATORY,
    "curators": BodyKind.SECRETARIAT,
    "curator": Role.CURATOR,
}

_EVERY_RULE = [*RULES, NEXT_OFFICER, SECRETARIAT]
# As CASE: over a million dues a subquery over an array for each of the two took four times as long.
_NEXT_DAY = " ".join(f"WHEN d.due_on + {rule} > clock.today THEN d.due_on + {rule}" for rule in _EVERY_RULE)
_LATEST_RULE = " ".join(f"WHEN d.due_on + {rule} <= clock.today THEN {rule}" for rule in reversed(_EVERY_RULE))

#: the next rule's day goes into the due; the latest rule that has come is what people are told of, once.
#: The next officer is an authoriser of another office of the same State, or a signatory of another office of the same
#: partner that is a party to the match: its other offices know no match.
_REMIND = f"""
    WITH moved AS (
        UPDATE followup_reportdue d
        SET remind_on = CASE {_NEXT_DAY} END
        FROM states_body b
        CROSS JOIN {TODAY}
        WHERE b.id = d.body_id AND d.status IN ('waiting', 'returned')
          AND d.remind_on <= COALESCE(%(on)s::date, COALESCE(%(at)s::timestamptz, now())::date + 1)
          AND d.remind_on <= clock.today
        RETURNING d.id, d.due_on, d.body_id, d.match_id, b.kind, COALESCE(b.parent_id, b.id) AS partner_id,
                  CASE {_LATEST_RULE} END AS rule
    ), live AS MATERIALIZED (
        SELECT m.id, m.user_id, m.role, o.id AS office_id, o.kind, o.state_id
        FROM states_mandate m JOIN states_body o ON o.id = m.body_id
        WHERE m.starts_on <= current_date AND (m.ends_on IS NULL OR m.ends_on > current_date)
    ), people AS MATERIALIZED (
        SELECT DISTINCT b.id AS body_id, live.user_id
        FROM states_body b
        JOIN live ON live.role = ANY(%(roles)s) AND (live.office_id = b.id
          OR (b.kind = ANY(%(state_kinds)s) AND live.state_id = b.state_id AND live.kind = %(nmirf)s))
    ), next_officers AS MATERIALIZED (
        SELECT DISTINCT ON (b.id) b.id AS body_id, live.user_id
        FROM states_body b
        JOIN live ON live.role = %(head)s AND live.state_id = b.state_id AND live.kind = ANY(%(state_kinds)s)
        WHERE b.kind = ANY(%(state_kinds)s)
          AND NOT EXISTS (SELECT 1 FROM people WHERE people.body_id = b.id AND people.user_id = live.user_id)
        ORDER BY b.id, live.id
    ), next_at_partner AS (
        SELECT DISTINCT ON (moved.id) moved.id AS due_id, live.user_id
        FROM moved
        JOIN matching_matchparty party ON party.match_id = moved.match_id AND party.body_id <> moved.body_id
        JOIN states_body o ON o.id = party.body_id AND COALESCE(o.parent_id, o.id) = moved.partner_id
        JOIN live ON live.office_id = o.id AND live.role = %(signatory)s
        WHERE moved.rule = %(next_officer)s AND moved.kind = ANY(%(partner_kinds)s)
          AND NOT EXISTS (SELECT 1 FROM people WHERE people.body_id = moved.body_id AND people.user_id = live.user_id)
        ORDER BY moved.id, live.id
    )
    INSERT INTO followup_reminder (due_id, due_on, rule, person_id, at)
    SELECT moved.id, due_on, LEAST(rule, %(last_of_office)s), user_id, now() FROM moved JOIN people USING (body_id)
    WHERE rule < %(next_officer)s OR NOT EXISTS (
        SELECT 1 FROM followup_reminder told WHERE told.due_id = moved.id AND told.due_on = moved.due_on)
    UNION ALL
    SELECT moved.id, due_on, rule, user_id, now() FROM moved JOIN next_officers USING (body_id)
    WHERE rule = %(next_officer)s
    UNION ALL
    SELECT moved.id, due_on, rule, user_id, now() FROM moved JOIN next_at_partner ON due_id = moved.id
    UNION ALL
    SELECT moved.id, due_on, rule, user_id, now() FROM moved
    JOIN live ON live.kind = %(curators)s AND live.role = %(curator)s
    WHERE rule = %(secretariat)s
    ON CONFLICT DO NOTHING
"""  # noqa: S608 composed of constants of this code

#: the reminders that this transaction wrote: now() is the moment at which it began
_JUST_REMINDED = """
    SELECT 'report_reminder:' || due_id || ':' || due_on || ':' || rule AS event, person_id, due_id AS object_id
    FROM followup_reminder WHERE at = now() AND rule = ANY(%(told_rules)s)
"""
