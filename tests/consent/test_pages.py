"""The form of consent and the State's ledger, without scripts: choose, look, sign, narrow, widen."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import ANONYMOUS
from consent.models import Exclusion, Grant
from consent.presets import PRESETS
from consent.services import widen_consent
from requests_app.selectors import needs_shown_to
from states.cast import acting_as
from states.models import Body
from tests.cast import WORDS, a_draft, an_open_statement, sign_in

pytestmark = pytest.mark.django_db

SECRETARIAT = ["summary.read.secretariat", "details.read.secretariat"]


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content[:3000].decode())
    return answer.content.decode()


def review_of(statement) -> str:
    return reverse("statement_review", args=[statement.subject.slug])


def body_of(mailbox: str) -> Body:
    return Body.objects.get(mailbox=f"{mailbox}@example.org")


def looked(page: str) -> str:
    return re.search(r'name="looked" value="(\w*)"', page).group(1)


@pytest.fixture
def draft(cast):
    return a_draft()


@pytest.fixture
def client(draft):
    return sign_in("authoriser.xtv")


def test_nothing_is_preselected(draft, client):
    page = text_of(client.get(review_of(draft)))
    assert not re.search(r"<input[^>]*\bchecked\b", page)
    assert "Nothing is chosen for you" in text_of(client.post(review_of(draft), {"edit_no": 1, "confirm": "on"}), 400)
    assert not Grant.objects.exists()


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_fills_the_table_to_be_edited(draft, client, preset):
    page = text_of(client.post(review_of(draft), {"edit_no": 1, "preset": preset, "step": "fill"}))
    ticked = set(re.findall(r'name="lines" value="([^"]+)" checked', page))
    assert ticked == {".".join(line) for line in PRESETS[preset].lines}
    assert re.search(r'value="own"[^>]*checked', page)
    assert not Grant.objects.exists()


def test_own_choice_is_looked_at_before_it_is_signed(draft, client):
    words = {"edit_no": 1, "preset": "own", "lines": [*SECRETARIAT, "summary.read.partners:fund"], "confirm": "on"}
    page = text_of(client.post(review_of(draft), words))
    assert "please look at it as each will see it" in page
    assert not Grant.objects.exists()
    assert client.post(review_of(draft), words | {"looked": looked(page)}).status_code == 302
    assert {str(grant.audience) for grant in Grant.objects.all()} == {"secretariat", "partners:fund"}


def test_choice_changed_after_the_look_is_looked_at_again(draft, client):
    words = {"edit_no": 1, "preset": "own", "lines": SECRETARIAT, "confirm": "on"}
    page = text_of(client.post(review_of(draft), words | {"step": "look"}))
    wider = words | {"looked": looked(page), "lines": [*SECRETARIAT, "summary.read.public"]}
    assert "please look" in text_of(client.post(review_of(draft), wider))
    assert not Grant.objects.exists()


def test_look_shows_each_audience_its_own_words(draft, client):
    lines = [*SECRETARIAT, "summary.read.partners", "summary.read.public", "details.read.public"]
    page = text_of(client.post(review_of(draft), {"edit_no": 1, "preset": "own", "lines": lines, "step": "look"}))
    cards = re.findall(r'<article class="card">(.*?)</article>', page, re.DOTALL)
    assert len(cards) == 1  # partners read the details as well: the public does
    lines = [*SECRETARIAT, "summary.read.partners"]
    page = text_of(client.post(review_of(draft), {"edit_no": 1, "preset": "own", "lines": lines, "step": "look"}))
    whole, headline = re.findall(r'<article class="card">(.*?)</article>', page, re.DOTALL)
    assert WORDS["institution"] in whole
    assert WORDS["institution"] not in headline
    assert WORDS["summary"] in headline


def test_named_body_end_and_exclusion_are_kept(draft, client):
    fund, undp = body_of("fund"), body_of("undp")
    day = timezone.localdate() + timedelta(days=30)
    words = {
        "edit_no": 1, "preset": "own", "confirm": "on", "until": str(day), "named": [fund.pk, ""],
        "lines": [*SECRETARIAT, f"summary.read.body:{fund.pk}", "summary.read.partners:undp"], "excluded": [undp.pk],
    }  # fmt: skip
    page = text_of(client.post(review_of(draft), words))
    assert fund.name in page
    assert client.post(review_of(draft), words | {"looked": looked(page)}).status_code == 302
    grant = Grant.objects.get(audience=f"body:{fund.pk}")
    assert grant.until.astimezone(timezone.get_fixed_timezone(60)).date() >= day
    assert Exclusion.objects.get().body == undp


HOSTILE = [
    ("preset", {"preset": "everything"}),
    ("preset", {"preset": "open", "lines": ["summary.read.public"]}),
    ("lines", {"lines": ["summary.read.everybody"]}),
    ("lines", {"lines": ["password.read.public"]}),
    ("lines", {"lines": ["contact.waiting_time.public"]}),
    ("lines", {"lines": ["summary.read.body:1"]}),
    ("lines", {"lines": ["summary.read.body:1 OR 1=1"]}),
    ("lines", {"lines": ["\x00", "summary.read.public\x00"]}),
    ("lines", {"lines": ["details.read.public"]}),
    ("lines", {"lines": []}),
    ("named", {"named": ["abc"]}),
    ("named", {"named": ["9" * 40]}),
    ("named", {"named": ["-1"]}),
    ("excluded", {"excluded": ["٣"]}),
    ("excluded", {"excluded": ["1; DROP TABLE"]}),
    ("until", {"until": "0000-00-00"}),
    ("until", {"until": "2020-01-01"}),
    ("until", {"until": "9999-12-31"}),
    ("until", {"until": "1e309"}),
    ("confirm", {"confirm": ""}),
    ("edit_no", {"edit_no": "-1"}),
    ("edit_no", {"edit_no": "9" * 30}),
]


@pytest.mark.parametrize(("field", "words"), HOSTILE)
def test_hostile_words_are_refused_beside_their_field(draft, client, field, words):
    sent = {"edit_no": 1, "preset": "own", "lines": SECRETARIAT, "confirm": "on", "until": ""} | words
    answer = client.post(review_of(draft), sent)
    text_of(answer, 400)
    assert list(answer.context["form"].errors) == [field]
    assert not Grant.objects.exists()


def test_own_office_cannot_be_named(draft, client):
    own = body_of("ministry.xtv")
    answer = client.post(review_of(draft), {"edit_no": 1, "preset": "own", "lines": SECRETARIAT, "named": [own.pk]})
    assert "named" in answer.context["form"].errors


def settle() -> None:
    """As the end of a transaction does: the opening is proved with the grants that it had."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


# --- the ledger -------------------------------------------------------------------------------------------------


def ledger_of(username: str) -> str:
    return text_of(sign_in(username).get(reverse("grant_ledger")))


def test_ledger_tells_what_is_live_expired_and_withdrawn(cast):
    statement = an_open_statement()
    until = timezone.now() + timedelta(seconds=1)
    line = ("details", "read", "partners:undp")
    widen_consent(statement.subject, by=acting_as("authoriser.xtv"), lines=[line], until=until)
    time.sleep(1)
    client = sign_in("authoriser.xtv")
    url = reverse("grant_withdraw", args=[statement.subject.slug])
    client.post(url, {"edition": 1, "line": "details.read.public", "confirm": "on"})
    page = ledger_of("drafter.xtv")
    assert "Expired" in page
    assert "Withdrawn" in page
    assert "In force" in page
    assert "Authoriser, Permanent Mission of Talava" in page
    assert WORDS["title"] in page
    assert WORDS["title"] not in ledger_of("authoriser.xkr")


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ({"edition": 1, "line": "details.read.public"}, {"public": {"summary"}}),
        ({"audience": "public"}, {}),
        ({}, {}),
    ],
)
def test_withdrawal_narrows_to_what_was_asked(cast, scope, left):
    statement = an_open_statement()
    settle()
    client = sign_in("authoriser.xtv")
    url = reverse("grant_withdraw", args=[statement.subject.slug])
    page = text_of(client.get(url, scope))
    assert "What ends" in page
    assert client.post(url, scope | {"confirm": "on"}).status_code == 302
    public = Grant.objects.filter(withdrawn_at=None, audience="public", purpose="read")
    assert ({"public": set(public.values_list("element", flat=True))} if public else {}) == left
    assert needs_shown_to(ANONYMOUS).exists() == bool(left)
    assert Grant.objects.filter(withdrawn_at=None).exists() == bool(scope)
    assert client.post(url, scope | {"confirm": "on"}).status_code == 409


def test_withdrawal_asks_for_a_yes_and_a_proof(cast):
    statement = an_open_statement()
    url = reverse("grant_withdraw", args=[statement.subject.slug])
    assert "Please confirm" in text_of(sign_in("authoriser.xtv").post(url, {}), 400)
    unproven = sign_in("authoriser.xtv", proven=False).post(url, {"confirm": "on"})
    assert "reauthenticate" in unproven["Location"]
    assert not Grant.objects.filter(withdrawn_at__isnull=False).exists()


@pytest.mark.parametrize("query", [{"line": "x"}, {"edition": "abc"}, {"audience": "everybody"}, {"line": "a.b.\x00"}])
def test_bad_scope_of_a_withdrawal_is_no_page(cast, query):
    statement = an_open_statement()
    url = reverse("grant_withdraw", args=[statement.subject.slug])
    assert sign_in("authoriser.xtv").get(url, query).status_code in (400, 404)


def test_widening_adds_to_what_stands(cast):
    statement = an_open_statement(preset="quiet")
    client, url = sign_in("authoriser.xtv"), reverse("grant_widen", args=[statement.subject.slug])
    page = text_of(client.get(url))
    assert page.count(">given<") == 4
    assert Client().get(reverse("need", args=[statement.subject.reference])).status_code == 404
    words = {"edit_no": 1, "preset": "own", "lines": ["summary.read.public"], "confirm": "on"}
    page = text_of(client.post(url, words))
    assert client.post(url, words | {"looked": looked(page)}).status_code == 302
    assert WORDS["summary"] in text_of(Client().get(reverse("need", args=[statement.subject.reference])))


def test_days_of_waiting_are_shown_only_where_granted(cast):
    statement = an_open_statement()
    url, listing = reverse("need", args=[statement.subject.reference]), reverse("need_list")
    assert "wait-bar" not in text_of(Client().get(url))
    assert Client().get("/api/v1/needs/").json()["results"][0]["days_open"] is None
    assert "wait-bar" in text_of(sign_in("drafter.xtv").get(url))
    line = ("summary", "waiting_time", "public")
    widen_consent(statement.subject, by=acting_as("authoriser.xtv"), lines=[line])
    assert "wait-bar" in text_of(Client().get(url))
    assert "0 days" in text_of(Client().get(listing))
    assert Client().get("/api/v1/needs/").json()["results"][0]["days_open"] == 0


def test_api_withdraws_a_line_and_an_audience(cast):
    statement = an_open_statement()
    client = sign_in("authoriser.xtv")
    grants = client.get("/api/v1/grants/").json()["results"]
    one = next(grant for grant in grants if (grant["element"], grant["audience"]) == ("details", "public"))
    assert one["actions"] == ["withdraw"]
    done = client.post(f"/api/v1/grants/{one['id']}/withdraw/", {}, content_type="application/json")
    assert done.json()["withdrawn_at"]
    assert client.post(f"/api/v1/grants/{one['id']}/withdraw/", {}, content_type="application/json").status_code == 409
    scope = {"subject": statement.subject.slug, "audience": "public"}
    done = client.post("/api/v1/grants/withdraw/", scope, content_type="application/json")
    assert done.json() == {"withdrawn": 3}
    bad = client.post("/api/v1/grants/withdraw/", scope | {"audience": "all", "x": 1}, content_type="application/json")
    assert (bad.status_code, set(bad.json())) == (400, {"x"})
    other = client.post("/api/v1/grants/withdraw/", {"subject": "0" * 16}, content_type="application/json")
    assert list(other.json()) == ["subject"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({}, "preset"),
        ({"preset": "open", "lines": [{"element": "summary", "purpose": "read", "audience": "public"}]}, "preset"),
        ({"lines": []}, "lines"),
        ({"lines": [{"element": "contact", "purpose": "annual_report", "audience": "public"}]}, "lines"),
        ({"lines": [{"element": "summary", "purpose": "read", "audience": "everybody"}]}, "lines"),
        ({"lines": [{"element": "details", "purpose": "read", "audience": "public"}]}, "lines"),
        ({"preset": "open", "until": "2020-01-01T00:00:00Z"}, "until"),
        ({"preset": "open", "excluded": []}, "excluded"),
    ],
)
def test_api_refuses_bad_consent_by_name(draft, client, words, field):
    url = f"/api/v1/statements/{draft.subject.slug}/submit/"
    answer = client.post(url, {"edit_no": 1} | words, content_type="application/json")
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not Grant.objects.exists()


def test_api_takes_lines_of_ones_own(draft, client):
    lines = [{"element": "summary", "purpose": "read", "audience": to} for to in ("secretariat", "partners:fund")]
    words = {"edit_no": 1, "lines": lines, "until": str(timezone.now() + timedelta(days=9))}
    answer = client.post(f"/api/v1/statements/{draft.subject.slug}/submit/", words, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert {grant.audience for grant in Grant.objects.all()} == {"secretariat", "partners:fund"}
    assert all(grant.until for grant in Grant.objects.all())
