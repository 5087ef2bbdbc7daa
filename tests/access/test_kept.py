"""Answers kept for nobody in particular: what they are made of ends them, and nothing of one reader is in them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Value
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from consent.services import widen_consent, withdraw_consent
from pages.selectors import statements
from requests_app.selectors import words
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.access.table import TABLE
from tests.access.test_table import address
from tests.cast import an_open_statement, sign_in
from web import public_reads
from web.public_reads import KEPT, MOST_CHANGES, Answer, Kept, Version, version_now

pytestmark = pytest.mark.django_db

TABLES = re.compile(r'(?:FROM|JOIN) "?([a-z]\w+)"?')
#: words of editions that are shown only when they are sealed, and the record, which is written with what it records
NEVER_CHANGES = {
    "consent_edition", "followup_noteversion", "lifecycle_transitionrecord", "practices_practiceversion",
    "practices_practiceversion_themes", "presentations_presentationversion", "requests_app_attachment",
    "requests_app_need", "requests_app_needversion", "requests_app_statementversion",
    "requests_app_statementversion_affected_groups", "requests_app_statementversion_council_texts",
    "requests_app_statementversion_recommendations", "requests_app_statementversion_sdg_targets",
    "requests_app_statementversion_themes", "files_document",
}  # fmt: skip
OWN = {"gone", "hit", "web_publicchange"}
LIST, API = "/needs/", "/api/v1/needs/"


def kept_routes(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        view = getattr(pattern, "callback", None)
        if hasattr(pattern, "url_patterns"):
            yield from kept_routes(pattern)
        elif getattr(getattr(view, "view_class", getattr(view, "cls", None)), "kept", False):
            yield pattern.name


def watched_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'public_rows_changed'")
        return {name for (name,) in cursor.fetchall()}


def asked(client: Client, url: str, **headers) -> tuple:
    """(answer, statements that it took)."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url, headers=headers)
    return answer, [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def everything_asked_for(monkeypatch):
    """Also what a page asks only where there is some of it."""
    marks = statements._marks()
    monkeypatch.setattr(statements, "_marks", lambda: dict.fromkeys(marks, Value(True)))
    monkeypatch.setattr(words, "_has", lambda *_where: Value(True))


@pytest.mark.usefixtures("everything_asked_for")
def test_every_table_of_a_kept_answer_is_watched(world):
    rows = [row for row in TABLE if row.route in set(kept_routes()) and row.method == "get"]
    asked_for = [sql for row in rows for sql in asked(Client(), address(row, world))[1]]
    read = {table for sql in asked_for for table in TABLES.findall(sql)}
    assert {"consent_grant", "requests_app_needsstatement", "questions_answer"} <= read
    assert read - watched_tables() - NEVER_CHANGES - OWN == set()


def test_second_reader_costs_one_statement_and_gets_a_token_of_their_own(cast):
    an_open_statement()
    first, second = Client(), Client()
    made, statements = asked(first, LIST)
    found, one = asked(second, LIST)
    assert len(statements) > len(one) == 1
    token = re.compile(rb'csrfmiddlewaretoken" value="(\w{64})"')
    assert token.search(made.content)[1] != token.search(found.content)[1]
    assert token.sub(b"", made.content) == token.sub(b"", found.content)
    assert {name: found[name] for name in ("ETag", "Cache-Control", "Vary")}["Cache-Control"] == "private, no-cache"
    second = Client(enforce_csrf_checks=True)
    page = second.get(LIST).content
    words = {"language": "fr", "next": "/", "csrfmiddlewaretoken": token.search(page)[1].decode()}
    assert second.post(reverse("set_language"), words).status_code == 302


@pytest.mark.parametrize("url", [LIST, API])
def test_reader_who_has_it_is_told_so_before_any_list_is_read(cast, url):
    an_open_statement()
    client = Client()
    client.get(url)
    tag = client.get(url)["ETag"]
    again, statements = asked(client, url, **{"If-None-Match": tag})
    assert (again.status_code, again.content, len(statements)) == (304, b"", 1)
    an_open_statement()
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("url", [LIST, API, "/"])
def test_withdrawal_ends_what_is_kept_at_once(cast, url):
    statement = an_open_statement(title="Zibethtitle", summary="Zibeth")
    client = Client()
    tag = client.get(url)["ETag"]
    assert b"Zibeth" in client.get(url).content
    withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    assert b"Zibeth" not in client.get(url, headers={"If-None-Match": tag}).content


def test_consent_of_the_public_withdrawn_ends_it_at_once(cast):
    statement = an_open_statement(title="Zibethtitle")
    page = reverse("need", args=[statement.reference])
    assert Client().get(page).status_code == Client().get(page).status_code == 200
    withdraw_consent(statement.subject, by=acting_as("authoriser.xtv"), audience="public")
    assert Client().get(page).status_code == 404
    assert b"Zibeth" not in Client().get(LIST).content


def test_grant_that_ends_by_itself_ends_it_in_that_moment(cast, monkeypatch):
    statement = an_open_statement(title="Zibethtitle")
    until = timezone.now() + timedelta(days=3)
    line = ("summary", "read", "public")
    widen_consent(statement.subject, by=acting_as("authoriser.xtv"), lines=[line], until=until)
    for moment, shown in ((-1e-3, True), (0, False)):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: until + timedelta(seconds=moment))
        # the five minutes of the clock do not hide it: they are the same before and after
        monkeypatch.setattr(public_reads, "LIFETIME", 10**9)
        for _time in range(2):
            assert (b"Zibeth" in Client().get(LIST).content) == shown


def test_who_is_signed_in_gets_nothing_kept_and_leaves_nothing(cast):
    an_open_statement()
    partner = sign_in("signatory.xnd")
    made, _statements = asked(partner, LIST)
    assert KEPT.answers == {}
    assert "no-store" in made["Cache-Control"]
    assert "ETag" not in made
    tag = Client().get(LIST)["ETag"]
    kept = dict(KEPT.answers)
    answer, statements = asked(partner, LIST, **{"If-None-Match": tag})
    assert answer.status_code == 200
    assert len(statements) > 1
    assert KEPT.answers == kept


@pytest.mark.parametrize(
    "headers", [{"Authorization": "Token wrong"}, {"Cookie": "sessionid=x"}, {"Cookie": "messages=x"}]
)
def test_whoever_tells_something_of_themselves_is_not_nobody(headers):
    assert public_reads.is_nobody(RequestFactory().get(LIST))
    assert not public_reads.is_nobody(RequestFactory().get(LIST, headers=headers))


def test_languages_and_parts_of_pages_are_kept_apart(cast):
    an_open_statement()
    client = Client()
    whole = client.get(LIST).content
    french = client.get(LIST, headers={"Accept-Language": "fr"})
    part = client.get(LIST, headers={"HX-Request": "true"}).content
    assert b'lang="fr"' in french.content
    assert b"<html" in whole
    assert b"<html" not in part
    assert client.get(LIST, headers={"If-None-Match": french["ETag"]}).status_code == 200


def test_refusals_are_not_kept(cast):
    assert Client().get("/needs/XTV-2027-NONE/").status_code == 404
    assert KEPT.answers == {}
    an_open_statement()
    assert Client().get("/needs/?cursor=broken").status_code == 400
    assert KEPT.answers == {}


def test_version_only_grows_and_many_changes_become_one(cast):
    before = version_now().changes
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO web_publicchange (weight) SELECT 1 FROM generate_series(1, %s)", [MOST_CHANGES])
        cursor.execute("INSERT INTO web_publicchange (weight, due) VALUES (1, now() + interval '1 day')")
        assert version_now().changes == version_now().changes == before + MOST_CHANGES
        cursor.execute("SELECT count(*), count(due) FROM web_publicchange")
        assert cursor.fetchone() == (2, 1)


def test_oldest_goes_first_and_another_version_forgets_all():
    kept, now = Kept(most_bytes=25), Version(1, 1)
    for name in "abc":
        kept.find(now, (name,))
        kept.keep(now, (name,), Answer(b"0123456789", ()))
    assert [kept.find(now, (name,)) is not None for name in "abc"] == [False, True, True]
    kept.keep(Version(0, 1), ("late",), Answer(b"x", ()))
    assert kept.find(now, ("late",)) is None
    assert kept.find(Version(2, 1), ("b",)) is None
    assert kept.bytes == 0
