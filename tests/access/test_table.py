"""The access table against the running code: every route, every subject."""

import pytest
from django.db import transaction
from django.urls import get_resolver

from tests.access.addresses import address
from tests.access.rows import STATE_A, Row
from tests.access.table import LIBRARIES, NOT_IN_TABLE, TABLE
from tests.access.world import SUBJECTS, World

pytestmark = pytest.mark.django_db


def answer(world: World, subject: str, row: Row) -> int | str:
    with transaction.atomic():
        got = world.ask(subject, row.method, address(row, world), row.body)
        transaction.set_rollback(True)
    asked_to_sign_in = got.status_code == 302 and got["Location"].startswith("/accounts/login/")
    return "L" if asked_to_sign_in else got.status_code


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_everybody_gets_the_answer_of_the_table(world, row):
    expected = row.expected()
    seen = {subject: answer(world, subject, row) for subject in SUBJECTS}
    assert {who: code for who, code in seen.items() if code != expected[who]} == {}


def routes(resolver=None, namespace: str = ""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inside)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"


def missing(names, table) -> set[str]:
    known = {row.route for row in table} | NOT_IN_TABLE
    return {name for name in names if name not in known and not name.startswith(LIBRARIES)}


def test_every_route_stands_in_the_table():
    assert missing(set(routes()), TABLE) == set()


def test_table_names_no_route_that_is_gone():
    assert {row.route for row in TABLE} - set(routes()) == set()


def test_forgotten_route_is_caught():
    assert missing({"home", "brand_new_page"}, TABLE) == {"brand_new_page"}


def test_own_state_is_never_told_of_an_unpublished_comment():
    hidden = [row for row in TABLE if row.thing in ("comment_draft", "comment_sent") and row.method == "get"]
    assert hidden
    for row in hidden:
        assert {row.expected()[who] for who in STATE_A} == {404}


METHODS = ("get", "post", "put", "patch", "delete", "options")  # a HEAD is answered by the code of GET


@pytest.mark.parametrize("subject", ["An", "Au"])
def test_no_method_fails_the_server(world, subject):
    """Those that no row asks for: the rows are asked with theirs already, by everybody."""
    asked = {(row.route, row.method) for row in TABLE}
    failed = []
    for row in {row.route: row for row in TABLE}.values():
        for method in METHODS:
            if (row.route, method) not in asked and (code := _code(world, subject, method, row)) >= 500:
                failed.append(f"{method} {row}: {code}")
    assert failed == []


def _code(world: World, subject: str, method: str, row: Row) -> int:
    with transaction.atomic():
        got = world.ask(subject, method, address(row, world))
        transaction.set_rollback(True)
    return got.status_code
