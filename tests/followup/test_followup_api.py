"""Reports and comments through the API: scoped, strict, and the State learns nothing before publication."""

import pytest
from django.test import Client

from followup import services
from followup.models import Comment, ProgressReport
from states.cast import acting_as
from states.services import issue_token
from tests.cast import sign_in
from tests.factories.followup import COMMENT, REPORT, a_comment, a_submitted_report, the_due

pytestmark = pytest.mark.django_db
REPORTS, COMMENTS = "/api/v1/reports/", "/api/v1/comments/"
JSON = {"content_type": "application/json"}


def rows(client: Client, url: str) -> list[dict]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_report_from_blank_to_noted(match):
    due, client = the_due(match), sign_in("nmirf.xtv")
    address = f"{REPORTS}{due.reference}/"
    assert client.get(address).json()["actions"] == ["submit"]
    written = client.patch(address, REPORT | {"edit_no": 0}, **JSON)
    assert (written.status_code, written.json()["edit_no"]) == (200, 1)
    assert written.json()["words"]["delivered"] == REPORT["delivered"]
    done = client.post(f"{address}submit/", {"edit_no": 1, "make_public": True}, **JSON)
    assert (done.status_code, done.json()["status"]) == (200, "submitted")
    noted = sign_in("curator").post(f"{address}note/", {}, **JSON)
    assert noted.json()["status"] == "noted"
    assert [row["words"]["delivered"] for row in rows(Client(), REPORTS)] == [REPORT["delivered"]]
    hidden = client.post(f"{address}hide/", {}, **JSON)
    assert (hidden.status_code, rows(Client(), REPORTS)) == (200, [])


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"status": "noted"}, "status"),
        ({"make_public": True}, "make_public"),
        ({"colour": "blue"}, "colour"),
        ({"implementation": "great"}, "implementation"),
        ({"delivered": "x" * 2001}, "delivered"),
        ({"delivered": "a\u0000b"}, "delivered"),
        ({"difficulties": "Storms."}, "non_field_errors"),
    ],
)
def test_bad_words_are_refused_by_name(match, words, field):
    due = the_due(match)
    answer = sign_in("nmirf.xtv").patch(f"{REPORTS}{due.reference}/", words | {"edit_no": 0}, **JSON)
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert not ProgressReport.objects.exists()


def test_two_hands_and_a_missing_number(match):
    due, client = the_due(match), sign_in("nmirf.xtv")
    first = client.patch(f"{REPORTS}{due.reference}/", {"delivered": "Mine."}, **JSON)
    assert (first.status_code, first.json()["current"]["edit_no"]) == (409, 0)
    client.patch(f"{REPORTS}{due.reference}/", REPORT | {"edit_no": 0}, **JSON)
    late = client.patch(f"{REPORTS}{due.reference}/", {"delivered": "Mine.", "edit_no": 0}, **JSON)
    assert (late.status_code, late.json()["current"]["delivered"]) == (409, REPORT["delivered"])
    assert client.patch(f"{REPORTS}{due.reference}/", {"delivered": "Mine."}, **JSON).status_code == 409


def test_curator_sees_that_it_is_owed_but_no_draft_word(match):
    due = the_due(match)
    services.write_report(due, by=acting_as("ministry.xtv"), words=REPORT, edit_no=0)
    shown = sign_in("curator").get(f"{REPORTS}{due.reference}/").json()
    assert (shown["status"], shown["words"], shown["edit_no"]) == ("waiting", None, 0)


@pytest.mark.parametrize("who", ["authoriser.xkr", "officer.undp", "cso.xtv", "moderator", "admin"])
def test_strangers_find_no_report(match, who):
    due = a_submitted_report(match, make_public=False)
    client = sign_in(who)
    assert client.get(f"{REPORTS}{due.reference}/").status_code == 404
    assert client.patch(f"{REPORTS}{due.reference}/", REPORT, **JSON).status_code == 404
    assert client.post(f"{REPORTS}{due.reference}/submit/", {}, **JSON).status_code == 404
    assert rows(client, REPORTS) == []


def test_a_token_cannot_submit(match):
    due = the_due(match)
    services.write_report(due, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    secret = issue_token(acting_as("nmirf.xtv").capacity, may_write=True)
    answer = Client().post(
        f"{REPORTS}{due.reference}/submit/", {"edit_no": 1, "make_public": True}, **JSON,
        headers={"authorization": f"Token {secret}"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()) == (403, {"detail": "proof_of_identity_needed"})


def test_unknown_filters_are_refused(match):
    assert Client().get(f"{REPORTS}?body=3").status_code == 400
    assert Client().get(f"{COMMENTS}?author=3").status_code == 400
    assert Client().get(f"{COMMENTS}?status=loud").status_code == 400


def test_a_comment_from_blank_to_reply(statement):
    client = sign_in("cso.xtv")
    begun = client.post(COMMENTS, COMMENT | {"statement": statement.reference, "need": 1}, **JSON)
    assert begun.status_code == 201, begun.content
    address = f"{COMMENTS}{begun.json()['id']}/"
    assert client.patch(address, {"text": "Clerks call us now.", "edit_no": 1}, **JSON).json()["edit_no"] == 2
    assert client.post(f"{address}submit/", {"edit_no": 2}, **JSON).json()["status"] == "submitted"
    screen = sign_in("moderator")
    assert screen.post(f"{address}take_up/", {}, **JSON).json()["actions"] == ["publish", "return_comment", "decline"]
    assert screen.post(f"{address}publish/", {}, **JSON).status_code == 200
    replied = sign_in("nmirf.xtv").post(f"{address}reply/", {"text": "A room opens.", "language": "en"}, **JSON)
    assert replied.status_code == 201
    shown = rows(Client(), f"{COMMENTS}?statement={statement.reference}")[0]
    assert (shown["author"], shown["text"], shown["need"]) == ("Island Legal Aid Network", "Clerks call us now.", 1)
    assert shown["reply"]["text"] == "A room opens."
    assert client.post(f"{address}withdraw/", {}, **JSON).json()["text"] == ""
    assert rows(Client(), COMMENTS) == []


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"mode": "confidential"}, "mode"),
        ({"mode": "without_name"}, "mode"),
        ({"stance": "maybe"}, "stance"),
        ({"text": ""}, "text"),
        ({"text": "x" * 3001}, "text"),
        ({"language": "tlh"}, "language"),
        ({"statement": "XTV-2026-000"}, "statement"),
        ({"need": 7}, "need"),
        ({"match": "MAT-000000"}, "match"),
        ({"status": "published"}, "status"),
        ({"body": 3}, "body"),
    ],
)
def test_a_bad_comment_is_refused_by_name(statement, words, field):
    answer = sign_in("cso.xtv").post(COMMENTS, COMMENT | {"statement": statement.reference} | words, **JSON)
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["mode", "stance", "text", "language", "statement"])
def test_what_a_comment_needs(statement, name):
    words = {key: value for key, value in (COMMENT | {"statement": statement.reference}).items() if key != name}
    answer = sign_in("cso.xtv").post(COMMENTS, words, **JSON)
    assert (answer.status_code, list(answer.json())) == (400, [name])


@pytest.mark.parametrize("who", ["drafter.xtv", "authoriser.xtv", "nmirf.xtv", "curator", "cso2.xtv", "admin"])
def test_nobody_finds_a_comment_before_its_publication(statement, who):
    comment = a_comment(statement, status="screening")
    client, address = sign_in(who), f"{COMMENTS}{comment.public_id}/"
    nowhere = client.get(f"{COMMENTS}{'A' * 16}/")
    assert (client.get(address).status_code, client.get(address).content) == (404, nowhere.content)
    for act in ("publish", "withdraw", "reply", "decline"):
        assert client.post(f"{address}{act}/", {"text": "No.", "language": "en"}, **JSON).status_code in (400, 404)
    assert client.patch(address, COMMENT, **JSON).status_code == 404
    assert rows(client, COMMENTS) == rows(client, f"{COMMENTS}?state=XTV") == []


def test_the_state_cannot_touch_a_published_comment(statement):
    comment = a_comment(statement, status="published")
    client, address = sign_in("authoriser.xtv"), f"{COMMENTS}{comment.public_id}/"
    assert client.get(address).json()["actions"] == []
    for act in ("withdraw", "decline", "return_comment", "take_up"):
        answer = client.post(f"{address}{act}/", {"reason": "risk", "note": "no"}, **JSON)
        assert answer.status_code == 403
    assert client.patch(address, {"text": "No.", "edit_no": 1}, **JSON).status_code == 403
    assert Comment.objects.get().text == COMMENT["text"]


def test_screening_note_is_for_the_author_and_the_moderators(statement):
    comment = a_comment(statement, status="screening")
    services.return_comment(comment, by=acting_as("moderator"), note="Leave out the court.")
    for who in ("cso.xtv", "moderator2"):
        shown = sign_in(who).get(f"{COMMENTS}{comment.public_id}/").json()
        assert shown["screening_note"] == "Leave out the court."


def test_number_of_queries_does_not_grow(match, django_assert_max_num_queries):
    a_submitted_report(match)
    a_comment(match.need.statement, status="published")
    counts = {}
    for number in (1, 30):
        while Comment.objects.count() < number:
            a_comment(match.need.statement, status="published", text=f"Number {Comment.objects.count()}.")
        for who, url in (("curator", REPORTS), ("cso.xtv", COMMENTS), ("authoriser.xtv", COMMENTS)):
            client = sign_in(who)
            with django_assert_max_num_queries(40) as queries:
                assert rows(client, url)
            counts.setdefault((who, url), []).append(len(queries))
    assert all(few == many for few, many in counts.values()), counts
    assert max(many for _few, many in counts.values()) <= 8, counts
