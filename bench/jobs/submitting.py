"""Submitting a statement, against one statement and a commit."""

import secrets
import time

from django.db import connection

from consent.presets import PRESETS
from requests_app import services
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from tests.cast import a_draft

PREPARED = 60


def ours():
    """Validation, seal, grants, record and outbox of one statement; drafts are ready before."""
    by, drafts = acting_as("authoriser.xtv"), [a_draft("authoriser.xtv") for _number in range(PREPARED)]
    numbers = {draft.pk: version_for_writing(draft).edit_no for draft in drafts}

    def run() -> str:
        draft = drafts.pop()
        return services.submit_statement(draft, by=by, lines=PRESETS["open"].lines, edit_no=numbers[draft.pk]).status

    return run


def in_the_database():
    """The seconds of one submission that pass in the driver and the database, without its commit."""
    run, spent = ours(), []

    def timed(execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - begun)

    def seconds() -> float:
        spent.clear()
        with connection.execute_wrapper(timed):
            run()
        return sum(spent)

    return seconds


def floor():
    """One row of the same length and its commit, through the bare driver (in a table that the role may write)."""
    connection.ensure_connection()

    def run() -> int:
        with connection.connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, now())",
                [secrets.token_hex(16), "x" * 600],
            )
            return cursor.rowcount

    return run
