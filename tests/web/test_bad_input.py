"""Bad bytes, bad JSON, bad words: a clear refusal, never a 500, nothing half stored."""

import json
import os
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from followup.models import Comment
from matching.models import Offer
from requests_app.models import NeedsStatement, StatementVersion
from states.models import ApiToken, Mandate
from states.services import issue_token
from tests.cast import WORDS, a_draft, an_open_statement, sign_in

pytestmark = pytest.mark.django_db
STATEMENTS, JSON = "/api/v1/statements/", "application/json"
NASTY = Path(__file__).resolve().parents[3] / "shared" / "data" / "nasty-input" / "blns.json"
NEED_WORDS = ("support_type", "institution", "success_sign", "budget_band", "wanted_from", "wanted_to")
STATEMENT = {
    **{name: value for name, value in WORDS.items() if name not in NEED_WORDS},
    "language": "en",
    "needs": [{name: WORDS[name] for name in NEED_WORDS}],
}
EXPRESS = {name: value for name, value in WORDS.items() if value is not None} | {"language": "en"}
COMMENT = {"mode": "named", "stance": "partly", "text": "Words.", "language": "en", "safe": "on"}
NOT_COUNTED = {"django_session"}


def offer_words() -> dict:
    day = timezone.localdate()
    return {
        "title": "Trainers", "summary": "Two trainers.", "support_type": "training", "form": "expertise", "places": "1",
        "languages": "en", "eligible": "any", "conditions": "None.", "valid_from": str(day), "language": "en",
        "valid_until": str(day + timedelta(days=300)), "mailbox": "office@example.org",
    }  # fmt: skip


def row_counts() -> dict[str, int]:
    """How many rows every table of the project holds, sessions apart; in one query, since it is asked very often."""
    tables = {one._meta.db_table for one in apps.get_models() if one._meta.managed} - NOT_COUNTED
    parts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(parts)
        return dict(cursor.fetchall())


def post(client: Client, body, url: str = STATEMENTS, **headers):
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.generic("POST", url, raw, content_type=JSON, headers=headers)


# --- bytes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["/needs/?q=%00", "/needs/?q=%ff", "/needs/?q=%ed%a0%80", "/needs/%00/", "/needs/%ff/", "/api/v1/needs/?state=%00"],
)
def test_unreadable_bytes_in_the_address_are_refused(client, db, url):
    client.raise_request_exception = False
    assert client.get(url).status_code == 400


@pytest.mark.parametrize("cookie", ["django_language=\x00en", "sessionid=a\x00b"])
def test_nul_in_cookies_is_refused(client, db, cookie):
    assert client.get("/", HTTP_COOKIE=cookie).status_code == 400


@pytest.mark.parametrize("raw", [b"title=%ff", b"title=%ed%a0%80", b"title=\xff\xfe"])
def test_form_that_is_not_utf8_is_refused_whole(cast, raw):
    before = row_counts()
    answer = sign_in("drafter.xtv").generic(
        "POST", "/desk/statements/new/", raw, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert row_counts() == before


def test_nul_in_a_field_is_said_beside_the_field(cast):
    answer = sign_in("drafter.xtv").post("/desk/statements/new/", EXPRESS | {"title": "a\x00b"})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["title"]


#: address of a form → who writes in it
FORMS = {
    "/desk/statements/new/": "drafter.xtv",
    "/desk/offers/new/": "officer.xnd",
    "/desk/practices/new/": "drafter.xtv",
    "/desk/presentations/new/": "drafter.xtv",
}


@pytest.mark.parametrize("address", FORMS)
def test_nul_in_any_field_is_no_fault_of_the_server(cast, address):
    client = sign_in(FORMS[address])
    fields = list(client.get(address).context["form"].fields)
    before = row_counts()
    answers = {name: client.post(address, {name: "a\x00b"}).status_code for name in fields}
    assert set(answers.values()) == {400}, answers
    assert row_counts() == before


# --- JSON -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        '{"title": "a", "title": "b"}',
        '{"edit_no": NaN}',
        '{"edit_no": Infinity}',
        '{"title": "\\ud800"}',
        "[" * 10_000,
        '{"a":' * 21 + "1" + "}" * 21,
        '{"edit_no": ' + "9" * 10_000 + "}",
        "[]",
        "",
        "null",
        b"\xff\xfe{",
        b"\xef\xbb\xbf{}",
        '{"title": "a"',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_json_that_is_not_strict_is_refused(cast, body):
    client, before = sign_in("drafter.xtv"), row_counts()
    client.raise_request_exception = False
    answer = post(client, body)
    assert answer.status_code == 400
    assert row_counts() == before


@pytest.mark.parametrize("name", ["colour", "is_staff", "id", "status", "state", "reference", "opened_at", "actions"])
def test_unknown_and_read_only_fields_are_refused_by_name(cast, name):
    before = row_counts()
    answer = post(sign_in("drafter.xtv"), STATEMENT | {name: "open"})
    assert (answer.status_code, list(answer.json())) == (400, [name])
    assert row_counts() == before


@pytest.mark.parametrize("number", [2**31, 2**63, -1, 10**300, "many", None, [1], {"a": 1}, 1.5])
def test_numbers_out_of_range_are_refused_by_name(cast, number):
    draft = a_draft()
    answer = sign_in("drafter.xtv").patch(
        f"{STATEMENTS}{draft.subject.slug}/", json.dumps({"title": "New", "edit_no": number}), content_type=JSON
    )
    assert (answer.status_code, list(answer.json())) == (400, ["edit_no"])


@pytest.mark.parametrize("query", ["order_by=password", "state__id=1", "page=0", "words=x", "cursor=abc"])
def test_unknown_filters_are_refused_by_name(cast, query):
    answer = Client().get(f"/api/v1/needs/?{query}")
    assert (answer.status_code, list(answer.json())) == (400, [query.split("=")[0]])


@pytest.mark.parametrize("cursor", ["abc", "cD0x", "cD0yMDI3LTk5LTk5", "x" * 5000, "cj0xJnA9JTAw"])
def test_bad_cursor_is_no_fault_of_the_server(cast, cursor):
    assert Client().get(f"/needs/?cursor={cursor}").status_code == 400
    assert Client().get(f"/api/v1/needs/?cursor={cursor}").status_code == 400


# --- a POST that comes twice ------------------------------------------------------------------------------------


def test_repeat_of_a_post_is_one_row_and_the_same_answer(cast):
    client, key = sign_in("drafter.xtv"), {"Idempotency-Key": "one"}
    first, again = (post(client, STATEMENT, **key) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert NeedsStatement.objects.count() == 1


def test_key_used_for_other_words_is_refused(cast):
    client, key = sign_in("drafter.xtv"), {"Idempotency-Key": "one"}
    assert post(client, STATEMENT, **key).status_code == 201
    assert post(client, STATEMENT | {"title": "Other"}, **key).status_code == 422
    assert NeedsStatement.objects.count() == 1


def test_same_key_of_another_person_is_another_key(cast):
    key = {"Idempotency-Key": "one"}
    assert post(sign_in("drafter.xtv"), STATEMENT, **key).status_code == 201
    assert post(sign_in("authoriser.xkr"), STATEMENT, **key).status_code == 201
    assert NeedsStatement.objects.count() == 2


def test_refused_post_frees_its_key(cast):
    client, key = sign_in("drafter.xtv"), {"Idempotency-Key": "one"}
    assert post(client, STATEMENT | {"title": ""}, **key).status_code == 400
    assert post(client, STATEMENT, **key).status_code == 201


@pytest.mark.parametrize("key", ["x" * 101, "a\tb"])
def test_unfit_key_is_refused(cast, key):
    assert post(sign_in("drafter.xtv"), STATEMENT, **{"Idempotency-Key": key}).status_code == 400


def test_anonymous_post_with_a_key_stores_nothing(cast):
    before = row_counts()
    assert post(Client(), STATEMENT, **{"Idempotency-Key": "one"}).status_code == 401
    assert row_counts() == before


# --- tokens -----------------------------------------------------------------------------------------------------


def token_of(username: str, **words) -> dict:
    return {"Authorization": f"Token {issue_token(Mandate.objects.get(user__username=username), **words)}"}


def test_token_that_may_only_read_writes_nothing(cast):
    assert post(Client(), STATEMENT, **token_of("drafter.xtv")).status_code in (401, 403)
    assert not NeedsStatement.objects.exists()


def test_token_that_may_write_writes(cast):
    assert post(Client(), STATEMENT, **token_of("drafter.xtv", may_write=True)).status_code == 201


def test_repeat_of_a_post_by_token_is_one_row_too(cast):
    held = token_of("drafter.xtv", may_write=True) | {"Idempotency-Key": "one"}
    first, again = (post(Client(), STATEMENT, **held) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert NeedsStatement.objects.count() == 1


@pytest.mark.parametrize("words", ["Token", "Token a b", "Token \xff", "token nonsense", "Token " + "x" * 5000])
def test_nonsense_instead_of_a_token_is_refused(cast, words):
    assert Client().get(STATEMENTS, headers={"Authorization": words}).status_code == 401


def test_expired_token_is_refused(cast):
    held = token_of("drafter.xtv")
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(STATEMENTS, headers=held).status_code == 401


def test_token_of_an_ended_mandate_is_refused(cast):
    held = token_of("drafter.xtv")
    Mandate.objects.filter(user__username="drafter.xtv").update(ends_on=timezone.now().date() - timedelta(days=1))
    assert Client().get(STATEMENTS, headers=held).status_code == 401


def test_binding_act_is_refused_to_any_token(cast):
    draft = a_draft()
    held = token_of("authoriser.xtv", may_write=True)
    answer = post(Client(), {"preset": "open", "edit_no": 1}, f"{STATEMENTS}{draft.subject.slug}/submit/", **held)
    assert (answer.status_code, answer.json()) == (403, {"detail": "proof_of_identity_needed"})
    draft.refresh_from_db()
    assert draft.status == "draft"


# --- naughty strings --------------------------------------------------------------------------------------------


def naughty() -> list[str]:
    """One string of each kind of character and length; with ALL_NAUGHTY=1 the whole list, which takes minutes."""
    if not NASTY.exists():
        pytest.skip("The list of naughty strings stands in ../shared/data, which is absent here.")
    extra = ["\x00", "a\u202eb", "\u200d", "a\nb", "x" * 5000, "a\u0300" * 300, "  blank  ", "\u2028"]
    listed = json.loads(NASTY.read_text())
    return [*(listed if os.environ.get("ALL_NAUGHTY") else {kind(text): text for text in listed}.values()), *extra]


def kind(text: str) -> tuple:
    return frozenset(map(unicodedata.category, text)), len(text) > 100


def stored(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def faults_of(client: Client, url: str, form: dict, names: set[str], newest, texts=None) -> list[str]:
    """What goes wrong where a naughty string stands in all fields `names`; `newest()` holds the words stored last.

    Fields that refuse it are named; with good words in those, the others must store it.
    """
    client.raise_request_exception = False
    faults, after = [], row_counts()
    for text in texts or naughty():
        before = after
        answer, refused = client.post(url, form | dict.fromkeys(names, text)), set()
        if answer.status_code == 400:
            refused = set(answer.context["form"].errors)
            faults += [f"{text[:40]!r}: rows changed"] if row_counts() != before else []
            faults += [] if refused and refused <= names else [f"{text[:40]!r}: errors beside {refused}"]
            answer = client.post(url, form | dict.fromkeys(names - refused, text))
        if answer.status_code != 302:
            faults.append(f"{text[:40]!r}: {answer.status_code}")
        else:
            kept = newest()
            faults += [f"{text[:40]!r}: {name}" for name in names - refused if kept[name] != stored(text)]
        after = row_counts()
    return faults


def newest_statement() -> dict:
    version = StatementVersion.objects.latest("pk")
    return vars(version.need_versions.get()) | vars(version)


@pytest.mark.slow
@pytest.mark.parametrize(
    "names", [{"title", "summary", "done_at_home", "institution", "success_sign"}, {"contact_mailbox"}], ids=len
)
def test_naughty_strings_in_a_statement(cast, names):
    own_title = {"title": "A title of its own"} if "title" not in names else {}
    client = sign_in("drafter.xtv")
    assert faults_of(client, "/desk/statements/new/", EXPRESS | own_title, names, newest_statement) == []


@pytest.mark.slow
def test_naughty_strings_in_an_offer(cast):
    names = {"title", "summary", "conditions"}
    client = sign_in("signatory.xnd")
    assert faults_of(client, "/desk/offers/new/", offer_words(), names, lambda: vars(Offer.objects.latest("pk"))) == []


@pytest.mark.slow
def test_naughty_strings_in_a_comment(cast):
    url = f"/needs/{an_open_statement().subject.reference}/comment/"
    assert faults_of(sign_in("cso.xtv"), url, COMMENT, {"text"}, lambda: vars(Comment.objects.latest("pk"))) == []


def test_fault_in_what_is_stored_is_caught(cast):
    client, lost = sign_in("drafter.xtv"), lambda: {"title": "something else"}
    assert faults_of(client, "/desk/statements/new/", EXPRESS, {"title"}, lost, ["a", "b"])
