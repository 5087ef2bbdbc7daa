"""The floors: the driver alone, over the same rows, and their JSON."""

import json

import psycopg2
from django.db import connection

ROWS = """
    SELECT n.id, n.number, c.reference, s.iso3, s.names, t.opened_at, e.language, v.title, v.summary, w.support_type
    FROM requests_app_needsstatement t JOIN consent_subject c ON c.id = t.subject_id
    JOIN consent_edition e ON e.id = c.shown_id JOIN requests_app_statementversion v ON v.edition_id = e.id
    JOIN requests_app_needversion w ON w.version_id = v.id JOIN requests_app_need n ON n.id = w.need_id
    JOIN states_state s ON s.id = t.state_id
    WHERE t.status IN ('open', 'closed') AND w.support_type = ANY(%(kinds)s)
      AND EXISTS (SELECT 1 FROM consent_grant g WHERE g.edition_id = e.id AND g.element = 'summary'
                  AND g.purpose = 'read' AND g.audience = 'public' AND g.withdrawn_at IS NULL
                  AND (g.until IS NULL OR g.until > now()))
    ORDER BY t.opened_at DESC, n.id DESC LIMIT %(count)s
"""
ONE = ROWS.replace("ORDER BY", "AND c.reference = %(reference)s ORDER BY")
KINDS = ["legislation", "institution", "nmirf", "training", "expert", "peer_exchange", "data", "equipment", "reporting"]
KINDS += ["convening", "seed_finance", "other"]


def driver():
    return psycopg2.connect(**{k: v for k, v in connection.get_connection_params().items() if k in WANTED})


WANTED = {"dbname", "user", "password", "host", "port", "options"}


def query(statement: str, params: dict | None = None):
    """Any statement of the bench with all its rows."""
    own = driver()
    own.autocommit = True

    def run() -> int:
        with own.cursor() as cursor:
            cursor.execute(statement, params)
            return len(json.dumps(cursor.fetchall(), default=str))

    return run


def rows(count: int, kinds: list[str] | None = None):
    return query(ROWS, {"count": count, "kinds": kinds or KINDS})


def one(reference: str):
    return query(ONE, {"count": 1, "kinds": KINDS, "reference": reference})


def scalar(statement: str):
    """The first value of a statement of the bench."""

    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]

    return run
