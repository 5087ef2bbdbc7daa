from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import services
from matching.models import Match, Offer, Pledge
from states.cast import acting_as
from states.models import Body, Mandate
from states.services import issue_token
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import (
    SCOPE,
    a_draft_offer,
    a_pledge,
    a_proposal,
    an_agreed_match,
    an_open_offer,
    offer_words,
    talks,
)

pytestmark = pytest.mark.django_db
OFFERS, MATCHES, PLEDGES = "/api/v1/offers/", "/api/v1/matches/", "/api/v1/pledges/"


def post(client: Client, url: str, words: dict | None = None, **more):
    return client.post(url, words or {}, content_type="application/json", **more)


def need_of(statement) -> str:
    return f"{statement.reference}#1"


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_chain_through_the_api(statement):
    officer, signatory, curator = sign_in("officer.xnd"), sign_in("signatory.xnd"), sign_in("curator")
    state = sign_in("authoriser.xtv")
    made = post(officer, OFFERS, offer_words())
    assert made.status_code == 201, made.content
    slug = made.json()["reference"]
    assert made.json()["actions"] == ["submit", "withdraw"]
    assert post(officer, f"{OFFERS}{slug}/submit/").json()["status"] == "submitted"
    reference = post(curator, f"{OFFERS}{slug}/verify/").json()["reference"]
    proposed = post(officer, MATCHES, {"need": need_of(statement), "offer": reference, "scope": SCOPE})
    assert proposed.status_code == 201, proposed.content
    url = f"{MATCHES}{proposed.json()['reference']}/"
    assert state.get(url).json()["actions"] == ["say_yes_to_talks", "decline_as_state"]
    assert state.get(url).json()["contacts"] == []
    assert post(state, f"{url}say_yes_to_talks/").json()["status"] == "in_talks"
    assert len(officer.get(url).json()["contacts"]) == 2
    today = timezone.localdate()
    card = {"scope": SCOPE, "starts_on": str(today), "ends_on": str(today + timedelta(days=9)), "terms_no": 0}
    assert post(officer, f"{url}write_card/", card).json()["terms_no"] == 1
    for client in (signatory, state):
        answer = post(client, f"{url}say_yes_to_agreement/", {"terms_no": 1, "may_be_public": True})
        assert answer.status_code == 200, answer.content
    assert answer.json()["status"] == "agreed"
    pledge = post(
        signatory, PLEDGES, {"match": answer.json()["reference"], "what": "Trainers", "amount": "9", "currency": "NOK"}
    )
    assert pledge.status_code == 201, pledge.content
    assert post(state, f"{PLEDGES}{pledge.json()['reference']}/confirm/").json()["status"] == "confirmed"
    assert post(officer, f"{url}start/").json()["status"] == "active"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"status": "open"}, "status"),
        ({"title": ""}, "title"),
        ({"title": "a\u0000b"}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"languages": "en"}, "languages"),
        ({"languages": ["en"] * 7}, "languages"),
        ({"languages": ["xx"]}, "languages"),
        ({"places": 10**30}, "places"),
        ({"valid_until": "tomorrow"}, "valid_until"),
        ({"valid_until": None}, "valid_until"),
        ({"valid_until": "9999-12-31"}, "valid_until"),
        ({"mailbox": []}, "mailbox"),
        ({"themes": ["nothing"]}, "themes"),
    ],
)
def test_naughty_offer_is_refused_by_field(cast, words, field):
    answer = post(sign_in("officer.xnd"), OFFERS, offer_words() | words)
    assert answer.status_code == 400, answer.content
    assert list(answer.json()) == [field]
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"need": "XTV"}, "need"),
        ({"need": "XTV-2026-ZZZ#1"}, "need"),
        ({"need": None}, "need"),
        ({"need": 5}, "need"),
        ({"offer": "OFF-NOTHERE"}, "offer"),
        ({"offer": {"a": 1}}, "offer"),
        ({"scope": ""}, "scope"),
        ({"scope": "x" * 601}, "scope"),
        ({"scope": "a\u202eb"}, "scope"),
        ({"role": "recipient"}, "role"),
        ({"status": "agreed"}, "status"),
        ({"partner": "UNDP"}, "partner"),
    ],
)
def test_naughty_proposal_is_refused_by_field(statement, words, field):
    right = {"need": need_of(statement), "offer": None, "scope": SCOPE}
    answer = post(sign_in("officer.xnd"), MATCHES, right | words)
    assert answer.status_code == 400, answer.content
    assert list(answer.json()) == [field]
    assert not Match.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"match": "MAT-NOTHERE"}, "match"),
        ({"amount": "12.345", "currency": "CHF"}, "amount"),
        ({"amount": "-5", "currency": "CHF"}, "amount"),
        ({"amount": "NaN", "currency": "CHF"}, "amount"),
        ({"amount": "5"}, "currency"),
        ({"currency": "CHF"}, "amount"),
        ({"amount": "5", "currency": "XXZ"}, "currency"),
        ({"what": ""}, "what"),
        ({"body": "UNDP"}, "body"),
    ],
)
def test_naughty_pledge_is_refused_by_field(statement, words, field):
    match = talks(statement)
    answer = post(sign_in("signatory.xnd"), PLEDGES, {"match": match.reference, "what": "Trainers"} | words)
    assert answer.status_code == 400, answer.content
    assert list(answer.json()) == [field]
    assert not Pledge.objects.exists()


def test_acts_refuse_what_they_do_not_know(statement):
    match = a_proposal(statement)
    url = f"{MATCHES}{match.reference}/"
    state = sign_in("authoriser.xtv")
    assert post(state, f"{url}say_yes_to_talks/", {"colour": "red"}).json() == {"colour": ["There is no such field."]}
    assert post(state, f"{url}decline_as_state/", {"reason": "because"}).status_code == 400
    assert post(state, f"{url}open_talks/").status_code == 404
    assert post(state, f"{url}complete/").status_code == 409
    assert state.get(f"{url}say_yes_to_talks/").status_code == 405
    assert Match.objects.get().status == "proposed"


def test_strangers_write_nothing_and_read_open_offers(statement):
    offer = an_open_offer()
    a_proposal(statement)
    stranger = Client()
    rows = stranger.get(OFFERS).json()["results"]
    assert [row["reference"] for row in rows] == [offer.reference]
    assert "mailbox" not in rows[0]
    assert stranger.get(MATCHES).json()["results"] == []
    assert post(stranger, OFFERS, offer_words()).status_code in (401, 403)
    assert post(stranger, MATCHES, {"need": need_of(statement), "scope": SCOPE}).status_code in (401, 403)


@pytest.mark.parametrize("who", ["officer.undp", "authoriser.xkr", "cso.xtv", "admin"])
def test_match_and_pledge_are_unknown_to_others(statement, who):
    match = an_agreed_match(statement)
    pledge = a_pledge(match)
    client = sign_in(who)
    assert client.get(MATCHES).json()["results"] == client.get(PLEDGES).json()["results"] == []
    assert client.get(f"{MATCHES}{match.reference}/").status_code == 404
    assert post(client, f"{MATCHES}{match.reference}/start/").status_code == 404
    assert post(client, f"{PLEDGES}{pledge.reference}/confirm/").status_code == 404


def test_reason_is_null_for_the_partner(statement):
    match = a_proposal(statement)
    services.MATCH_ACTS["decline_as_state"](match, by=acting_as("authoriser.xtv"), reason="own_means")
    url = f"{MATCHES}{match.reference}/"
    assert sign_in("authoriser.xtv").get(url).json()["declined_reason"] == "own_means"
    assert sign_in("curator").get(url).json()["declined_reason"] == "own_means"
    assert sign_in("officer.xnd").get(url).json()["declined_reason"] is None


def test_token_never_binds(statement):
    match = a_proposal(statement)
    secret = issue_token(Mandate.objects.get(user__username="authoriser.xtv"), may_write=True)
    key = {"HTTP_AUTHORIZATION": f"Token {secret}"}
    assert Client().get(f"{MATCHES}{match.reference}/", **key).status_code == 200
    answer = post(Client(), f"{MATCHES}{match.reference}/say_yes_to_talks/", **key)
    assert (answer.status_code, answer.json()) == (403, {"detail": "proof_of_identity_needed"})
    assert Match.objects.get().status == "proposed"


def test_same_proposal_twice_with_a_key_is_one(statement):
    words = {"need": need_of(statement), "scope": SCOPE}
    officer = sign_in("officer.xnd")
    first, second = (post(officer, MATCHES, words, HTTP_IDEMPOTENCY_KEY="once") for _time in range(2))
    assert first.json() == second.json()
    assert Match.objects.count() == 1
    assert post(officer, MATCHES, words).status_code == 409


def test_draft_is_changed_by_its_office_only(cast):
    url = f"{OFFERS}{a_draft_offer()}/"
    words = {"title": "Trainers"}
    assert sign_in("officer.xnd").patch(url, words, content_type="application/json").json()["title"] == "Trainers"
    assert sign_in("officer.undp").patch(url, words, content_type="application/json").status_code == 404


def test_lists_ask_as_many_queries_for_many_as_for_one(cast):
    officer = sign_in("officer.xnd")
    match = a_proposal(an_open_statement())
    services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))
    a_pledge(match)
    an_open_offer()
    urls = (OFFERS, MATCHES, PLEDGES)
    for url in urls:
        officer.get(url)
    before = [queries_of(officer, url) for url in urls]
    for number in range(7):
        statement = an_open_statement()
        an_open_offer(title=f"Offer {number}")
        a_pledge(talks(statement))
    assert [queries_of(officer, url) for url in urls] == before


@pytest.fixture
def fund(cast):
    return Body.objects.get(kind="fund")


def test_state_brings_a_funder_into_its_talks(statement, fund):
    url = f"{MATCHES}{talks(statement).reference}/"
    words = {"body": fund.name, "role": "funder", "needed": True}
    assert post(sign_in("officer.xnd"), f"{url}add_party/", words).status_code == 403
    state = sign_in("authoriser.xtv")
    made = post(state, f"{url}add_party/", words)
    assert made.status_code == 200, made.content
    assert (made.json()["parties"][-1]["body"], made.json()["roles_needed"]) == (fund.name, ["funder"])
    assert sign_in("fund").get(url).json()["actions"] == ["say_yes_to_talks", "say_yes_to_agreement", "decline"]
    assert post(state, f"{url}add_party/", words).status_code == 409


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"body": "Nobody"}, "body"),
        ({"body": "Permanent Mission of Talava in Geneva"}, "body"),
        ({"body": ["x"]}, "body"),
        ({"body": "x" * 201}, "body"),
        ({"role": "recipient"}, "role"),
        ({"role": None}, "role"),
        ({"needed": "often"}, "needed"),
        ({"money": 5}, "money"),
    ],
)
def test_naughty_party_is_refused_by_field(statement, fund, words, field):
    match = talks(statement)
    url = f"{MATCHES}{match.reference}/add_party/"
    answer = post(sign_in("authoriser.xtv"), url, {"body": fund.name, "role": "funder"} | words)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert match.parties.count() == 2


def test_two_partners_of_one_name_are_not_guessed(statement, fund):
    Body.objects.create(kind="un_entity", name=fund.name)
    url = f"{MATCHES}{talks(statement).reference}/add_party/"
    answer = post(sign_in("authoriser.xtv"), url, {"body": fund.name, "role": "funder"})
    assert "More than one" in answer.json()["body"][0]
