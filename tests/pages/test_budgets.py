"""How many statements a page may take, session and user among them; what a list narrows costs no further ones."""

import pytest
from django.db import connection
from django.test import Client

from consent.presets import PRESETS
from requests_app.selectors import version_for_writing
from requests_app.services import add_part, begin_check, open_after_check, submit_statement
from states.cast import acting_as
from tests.cast import a_draft, an_open_statement, sign_in
from web.facets import RESTING, counts_in_time
from web.public_reads import KEPT

pytestmark = pytest.mark.django_db
EVERYTHING = "/needs/?support_type=training&theme=justice&region=asia_pacific&group=LDC&coverage=interest&q=bail"
PART = {"support_type": "data", "institution": "Registry", "success_sign": "One", "budget_band": "none"}
BUDGETS = [
    ("/needs/", "", 4),
    ("/needs/", "officer.xnd", 6),
    ("/needs/", "authoriser.xtv", 7),  # the regions of its State are audiences too
    (EVERYTHING, "officer.xnd", 7),  # nothing is found: words like them are looked for once more
    ("/api/v1/needs/", "", 2),
    ("/api/v1/needs/", "officer.xnd", 4),
]


def statements_of(client: Client, url: str) -> list[str]:
    """What one request asks the database, nothing being kept; without the frames of transactions."""
    asked: list[str] = []

    def listen(execute, sql, *words):
        asked.append(sql)
        return execute(sql, *words)

    KEPT.forget()
    with connection.execute_wrapper(listen):
        answer = client.get(url)
    assert answer.status_code == 200
    return [sql for sql in asked if "SAVEPOINT" not in sql and not sql.startswith("SET LOCAL statement_timeout = DEF")]


@pytest.mark.parametrize(("person", "most"), [("", 8), ("cso.xtv", 12), ("authoriser.xtv", 14)])
def test_page_of_a_need_keeps_to_its_budget(cast, person, most):
    """Nothing hangs on it yet; every kind of thing that does costs its own."""
    statement = an_open_statement()
    client = sign_in(person) if person else Client()
    client.get(f"/needs/{statement.reference}/")
    asked = statements_of(client, f"/needs/{statement.reference}/")
    assert len(asked) <= most, "\n".join(asked)


@pytest.mark.parametrize(("url", "person", "most"), BUDGETS)
def test_page_keeps_to_its_budget(cast, url, person, most):
    an_open_statement()
    client = sign_in(person) if person else Client()
    client.get(url)
    asked = statements_of(client, url)
    assert len(asked) <= most, "\n".join(asked)


def test_need_of_several_parts_has_one_address(cast):
    draft, by = a_draft("authoriser.xtv"), acting_as("authoriser.xtv")
    add_part(draft, by=by, words=PART)
    edit_no = version_for_writing(draft).edit_no
    submit_statement(draft, by=by, lines=PRESETS["open"].lines, edit_no=edit_no)
    begin_check(draft, by=acting_as("curator"))
    reference = open_after_check(draft, by=acting_as("curator")).reference
    assert len(Client().get("/api/v1/needs/").json()["results"]) == 2
    assert Client().get(f"/api/v1/needs/{reference}/").json()["number"] == 1


def test_counts_that_took_too_long_are_not_tried_again_by_every_reader(monkeypatch):
    tries = []
    monkeypatch.setattr("web.facets.facet_counts", lambda rows, *_words: tries.append(rows))
    for reader in ("one", "one", "two"):
        assert counts_in_time((reader,), lambda reader=reader: reader, [], {}) is None
    assert tries == ["one", "two"]
    monkeypatch.setattr("time.monotonic", lambda: max(RESTING.until.values()) + 1)
    counts_in_time(("one",), lambda: "later", [], {})
    assert tries[-1] == "later"
