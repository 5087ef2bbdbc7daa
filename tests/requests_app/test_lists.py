"""Lists of statements: who finds what, at the same cost however many there are, and by their indexes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_app import services
from requests_app.models import Call, NeedsStatement
from requests_app.selectors import needs_browsed, statements_in_check, statements_reachable, statements_to_check
from states.cast import acting_as
from tests.cast import a_draft, a_submitted, an_open_statement, sign_in

pytestmark = pytest.mark.django_db


def plan_of(rows) -> str:
    """How the database reads them, where it may neither read a whole table nor sort."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    return rows.explain()


def opened_by_its_state(**words) -> NeedsStatement:
    statement = an_open_statement(**words)
    NeedsStatement.objects.filter(pk=statement.pk).update(checked_at=None)
    return statement


def test_check_waits_for_what_is_filed_or_opened_without_it_oldest_first(cast):
    unchecked = opened_by_its_state()
    filed, clarified, in_check = a_submitted(), a_submitted(), a_submitted()
    services.begin_check(in_check, by=acting_as("curator"))
    services.begin_check(clarified, by=acting_as("curator"))
    services.ACTS["ask_clarification"](clarified, by=acting_as("curator"), note="Which islands?")
    an_open_statement()
    a_draft()
    assert list(statements_to_check(acting_as("curator"))) == [unchecked, filed, in_check]
    assert set(statements_in_check(acting_as("curator"))) == {filed, clarified, in_check}
    for who in ("authoriser.xtv", "officer.undp", "host"):
        assert not statements_to_check(acting_as(who)).exists()
        assert not statements_in_check(acting_as(who)).exists()


def test_each_person_reaches_what_is_theirs_shown_or_filed(cast):
    draft, filed, shown = a_draft(), a_submitted(), an_open_statement()
    quiet = an_open_statement(preset="quiet")
    reached = {
        "authoriser.xtv": {draft, filed, shown, quiet},
        "curator": {filed, shown, quiet},
        "officer.undp": {shown},
        "authoriser.xkr": {shown},
    }
    for who, statements in reached.items():
        assert set(statements_reachable(acting_as(who))) == statements


def test_lists_are_read_by_their_indexes(cast):
    state = opened_by_its_state().state_id
    of_state = needs_browsed(acting_as("curator")).filter(state_pk=state).order_by("-opened_at", "-need_id")
    assert "check_oldest" in plan_of(statements_to_check(acting_as("curator")))
    assert "shown_newest_of_state" in plan_of(of_state[:50])
    assert "IN (SELECT" not in str(statements_reachable(acting_as("curator")).query), "no set is found before the page"


@pytest.mark.parametrize("who", [None, "curator", "officer.undp", "authoriser.xtv"])
def test_list_of_statements_costs_the_same_for_many(cast, who):
    browser = sign_in(who) if who else Client()
    today = timezone.localdate()

    def asked(number: int) -> int:
        call = Call.objects.create(
            reference=f"CALL-{number}", title="Call", year=2027, opens_on=today, closes_on=today.replace(year=2040)
        )
        NeedsStatement.objects.filter(pk=an_open_statement().pk).update(call=call)
        with CaptureQueriesContext(connection) as captured:
            given = browser.get("/api/v1/statements/").json()["results"]
        assert [one["call"] for one in given] == [f"CALL-{one}" for one in range(number, 0, -1)]
        return len(captured)

    asked(1)
    few = asked(2)
    assert [asked(number) for number in (3, 4, 5)] == [few] * 3
    assert few <= 16
