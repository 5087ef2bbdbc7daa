"""N reports due, on matches under way between needs of the load and partners of the demonstration."""

from django.db import transaction

from followup.models import ReportDue
from matching.models import Match, MatchParty
from pages.load.rows import insert_select, run, sequence_of, without_patience
from requests_app.models import Need
from states.choices import PARTNER_KINDS
from states.models import Body

_MATCHES = """
    CREATE TEMP TABLE met ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY n.id) - 1 AS place, n.id AS need_id, nextval(%(ids)s) AS match_id,
           (SELECT min(b.id) FROM states_body b WHERE b.state_id = s.state_id AND b.kind = 'mission') AS recipient_id,
           (%(bodies)s::bigint[])[1 + n.id %% %(body_count)s] AS partner_id
    FROM requests_app_need n JOIN requests_app_needsstatement s ON s.id = n.statement_id
    JOIN consent_subject c ON c.id = s.subject_id AND c.reference LIKE '%%-L%%'
    WHERE NOT EXISTS (SELECT 1 FROM matching_match m WHERE m.need_id = n.id)
      AND EXISTS (SELECT 1 FROM states_body b WHERE b.state_id = s.state_id AND b.kind = 'mission')
    ORDER BY n.id LIMIT %(matches)s
"""
#: both parties of a match, each with its place among the dues
_PARTIES = """
    (SELECT match_id, recipient_id AS body_id, 'recipient' AS role FROM met
     UNION ALL SELECT match_id, partner_id, 'implementer' FROM met) x
"""


@transaction.atomic
def load_reports(count: int) -> int:
    """`count` more reports due, of both sides, half of them overdue; returns how many. They need needs of the load."""
    if not count:
        return 0
    without_patience()
    bodies = list(Body.objects.filter(kind__in=sorted(PARTNER_KINDS)).order_by("pk").values_list("pk", flat=True))
    matches = min(Need.objects.count(), max(1, count // 8))
    params = {"ids": sequence_of(Match), "bodies": bodies, "body_count": len(bodies), "matches": matches}
    made = run(_MATCHES, params)
    if not made:
        raise LookupError("reports need needs of the load that have no match yet")
    _insert_matches()
    dues = _insert_dues(count, made)
    run("DROP TABLE met")
    return dues


def _insert_matches() -> None:
    match = {
        "id": "p.match_id",
        "reference": "'MAT-L' || p.match_id",
        "need_id": "p.need_id",
        "partner_id": "p.partner_id",
        "proposed_by_body_id": "p.partner_id",
        "status": "'active'",
        "scope": "'Circuits of training'",
        "starts_on": "current_date - 400",
        "ends_on": "current_date + 400",
        "talks_at": "now()",
        "agreed_at": "now()",
        "started_at": "now()",
    }
    insert_select(Match, match, "met p")
    party = {"match_id": "x.match_id", "body_id": "x.body_id", "role": "x.role"}
    insert_select(MatchParty, party | {"talks_yes_at": "now()", "agreed_yes_at": "now()"}, _PARTIES)


def _insert_dues(count: int, matches: int) -> int:
    """Due number i: of match i / 2, of its one side or the other, of a month that no other due of both has."""
    side = "CASE WHEN i %% 2 = 0 THEN p.recipient_id ELSE p.partner_id END"
    month = "i / 2 / %(matches)s"
    columns = {
        "reference": "'REP-L' || i",
        "match_id": "p.match_id",
        "body_id": side,
        "period_start": f"current_date - 360 + ({month})::int",
        "period_end": f"current_date - 180 + ({month})::int",
        "due_on": "current_date - 60 + (i %% 120)::int",
        "remind_on": "current_date - 30 + (i %% 120)::int",
    }
    source = "generate_series(0, %(count)s - 1) AS i JOIN met p ON p.place = i / 2 %% %(matches)s"
    return insert_select(ReportDue, columns, source, {"count": count, "matches": matches})
