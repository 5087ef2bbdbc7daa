from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.models import Match, Offer, Pledge
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
    under_way,
    with_card,
)
from web.public_reads import KEPT

pytestmark = pytest.mark.django_db
STRANGERS = ["officer.undp", "authoriser.xkr", "cso.xtv", "admin"]


def queries_of(client: Client, url: str) -> int:
    KEPT.forget()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def propose_url(statement) -> str:
    return reverse("match_propose", args=[statement.reference, 1])


def test_offers_are_listed_for_everybody_with_facets(cast):
    offer = an_open_offer()
    an_open_offer(title="A study visit", support_type="peer_exchange")
    page = Client().get("/offers/")
    assert page.status_code == 200
    assert offer.title in page.content.decode()
    narrowed = Client().get("/offers/?support_type=peer_exchange").content.decode()
    assert "A study visit" in narrowed
    assert offer.title not in narrowed


@pytest.mark.parametrize("query", ["support_type=bribe", "cursor=bad", "support_type=%27"])
def test_bad_filters_are_no_fault(cast, query):
    an_open_offer()
    assert Client().get(f"/offers/?{query}").status_code in (200, 400)


def test_empty_list_explains_itself(cast):
    assert "No offer is open just now" in Client().get("/offers/").content.decode()


@pytest.mark.parametrize("who", [None, "officer.xnd"])
def test_offer_list_asks_as_many_queries_for_30_as_for_one(cast, who):
    client = sign_in(who) if who else Client()
    an_open_offer()
    client.get("/offers/")
    one = queries_of(client, "/offers/")
    for number in range(29):
        an_open_offer(title=f"Offer {number}")
    assert queries_of(client, "/offers/") == one


def test_mailbox_is_on_the_page_of_its_own_office_only(cast):
    url = an_open_offer().get_absolute_url()
    for client in (Client(), sign_in("authoriser.xtv"), sign_in("curator"), sign_in("officer.undp")):
        assert "training.xnd@example.org" not in client.get(url).content.decode()
    assert "training.xnd@example.org" in sign_in("officer.xnd").get(url).content.decode()


def test_draft_slug_leads_to_the_reference_later(cast):
    offer = an_open_offer()
    answer = Client().get(reverse("offer", args=[offer.slug]))
    assert (answer.status_code, answer["Location"]) == (302, offer.get_absolute_url())


def form_words(**words) -> dict:
    return {name: "" if value is None else value for name, value in offer_words(**words).items()}


def test_offer_is_written_submitted_and_verified_through_pages(cast):
    officer, curator = sign_in("officer.xnd"), sign_in("curator")
    made = officer.post(reverse("offer_new"), form_words())
    offer = Offer.objects.get()
    assert (made.status_code, made["Location"]) == (302, offer.get_absolute_url())
    officer.post(reverse("offer_edit", args=[offer.slug]), form_words(title="Trainers"))
    assert officer.get(reverse("offer_act", args=[offer.slug, "submit"])).status_code == 200
    officer.post(reverse("offer_act", args=[offer.slug, "submit"]), {})
    curator.post(reverse("offer_act", args=[offer.slug, "verify"]), {})
    offer.refresh_from_db()
    assert (offer.status, offer.title) == ("open", "Trainers")
    assert officer.get(reverse("offer_edit", args=[offer.reference])).status_code == 409


@pytest.mark.parametrize(
    "words",
    [
        {"title": ""},
        {"title": "a\u0000b"},
        {"valid_until": "soon"},
        {"places": "-1"},
        {"languages": ["xx"]},
        {"mailbox": "x"},
    ],
)
def test_bad_offer_stays_typed_and_stores_nothing(cast, words):
    answer = sign_in("officer.xnd").post(reverse("offer_new"), form_words(summary="Kept as typed.") | words)
    assert answer.status_code == 400
    assert "Kept as typed." in answer.content.decode()
    assert set(answer.context["form"].errors) == set(words)
    assert not Offer.objects.exists()


@pytest.mark.parametrize("who", ["authoriser.xtv", "curator", "cso.xtv", "admin"])
def test_others_do_not_write_offers(cast, who):
    assert sign_in(who).get(reverse("offer_new")).status_code == 403


@pytest.mark.parametrize("name", ["offer_new", "offer_edit", "offer_act", "match", "match_talks", "pledge_new"])
def test_strangers_are_asked_to_sign_in(cast, name):
    args = {"offer_new": [], "offer_act": ["abc", "submit"]}.get(name, ["MAT-ABCDEF"])
    answer = Client().get(reverse(name, args=args))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_draft_is_unknown_to_others(cast):
    url = a_draft_offer().get_absolute_url()
    assert sign_in("officer.xnd").get(url).status_code == 200
    for client in (Client(), *map(sign_in, STRANGERS), sign_in("curator")):
        assert client.get(url).status_code == 404


def test_chain_from_a_need_to_completed_through_pages(statement):
    offer = an_open_offer()
    officer, signatory, state = sign_in("officer.xnd"), sign_in("signatory.xnd"), sign_in("authoriser.xtv")
    words = {"offer": offer.reference, "scope": SCOPE, "role": "implementer"}
    made = officer.post(propose_url(statement), words)
    match = Match.objects.get()
    assert made["Location"] == match.get_absolute_url()
    at = {name: reverse(name, args=[match.reference]) for name in ("match_talks", "match_card", "match_agreement")}
    assert "mission.talava@example.org" not in officer.get(match.get_absolute_url()).content.decode()
    assert state.post(at["match_talks"], {"confirm": "on"}).status_code == 302
    assert "mission.talava@example.org" in officer.get(match.get_absolute_url()).content.decode()
    today = timezone.localdate()
    card = {"scope": SCOPE, "starts_on": today, "ends_on": today + timedelta(days=90), "terms_no": 0}
    assert officer.post(at["match_card"], card).status_code == 302
    yes = {"confirm": "on", "terms_no": 1, "may_be_public": "on"}
    assert signatory.get(at["match_agreement"]).status_code == 200
    assert signatory.post(at["match_agreement"], yes).status_code == 302
    assert state.post(at["match_agreement"], yes).status_code == 302
    pledge = {"what": "Two trainers", "amount": "48000", "currency": "NOK"}
    assert signatory.post(reverse("pledge_new", args=[match.reference]), pledge).status_code == 302
    announced = Pledge.objects.get()
    assert state.post(reverse("pledge_act", args=[announced.reference, "confirm"]), {}).status_code == 302
    officer.post(reverse("match_act", args=[match.reference, "start"]), {})
    state.post(reverse("match_act", args=[match.reference, "complete"]), {})
    match.refresh_from_db()
    announced.refresh_from_db()
    assert (match.status, match.state_public, match.partner_public) == ("completed", True, True)
    assert announced.status == "confirmed"


@pytest.mark.parametrize("who", STRANGERS)
def test_match_is_a_404_for_all_others(statement, who):
    match = an_agreed_match(statement)
    pledge = a_pledge(match)
    client = sign_in(who)
    for url in (
        match.get_absolute_url(),
        reverse("match_talks", args=[match.reference]),
        reverse("match_card", args=[match.reference]),
        reverse("match_agreement", args=[match.reference]),
        reverse("match_publicity", args=[match.reference]),
        reverse("pledge_new", args=[match.reference]),
        reverse("match_act", args=[match.reference, "start"]),
        reverse("pledge_act", args=[pledge.reference, "confirm"]),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url, {}).status_code in (404, 405)


def test_curator_sees_a_match_but_says_no_yes(statement):
    match = a_proposal(statement)
    curator = sign_in("curator")
    assert curator.get(match.get_absolute_url()).status_code == 200
    assert curator.post(reverse("match_talks", args=[match.reference]), {"confirm": "on"}).status_code == 403


def test_drafter_reads_but_does_not_bind(statement):
    match = a_proposal(statement)
    drafter = sign_in("drafter.xtv")
    assert drafter.get(match.get_absolute_url()).status_code == 200
    assert drafter.get(reverse("match_talks", args=[match.reference])).status_code == 403


def test_states_yes_asks_for_a_proof_first(statement):
    match = a_proposal(statement)
    answer = sign_in("authoriser.xtv", proven=False).get(reverse("match_talks", args=[match.reference]))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_yes_without_confirmation_is_asked_again(statement):
    match = a_proposal(statement)
    answer = sign_in("authoriser.xtv").post(reverse("match_talks", args=[match.reference]), {})
    assert answer.status_code == 400
    assert Match.objects.get().status == "proposed"


def test_yes_at_the_wrong_time_is_a_409(statement):
    match = an_agreed_match(statement)
    assert sign_in("authoriser.xtv").get(reverse("match_talks", args=[match.reference])).status_code == 409


def test_two_hands_on_the_card_keep_both_texts(statement):
    match = with_card(talks(statement))
    today = timezone.localdate()
    card = {"scope": "What I typed.", "starts_on": today, "ends_on": today + timedelta(days=9), "terms_no": 0}
    answer = sign_in("officer.xnd").post(reverse("match_card", args=[match.reference]), card)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "What I typed." in text
    assert SCOPE in text


@pytest.mark.parametrize(
    "words",
    [{"amount": "1e400"}, {"amount": "-3"}, {"amount": "5"}, {"currency": "DEM"}, {"what": ""}, {"what": "\u202e"}],
)
def test_bad_pledge_is_refused_beside_its_field(statement, words):
    match = talks(statement)
    url = reverse("pledge_new", args=[match.reference])
    answer = sign_in("signatory.xnd").post(url, {"what": "Trainers", "amount": "", "currency": ""} | words)
    assert answer.status_code == 400
    assert not Pledge.objects.exists()


def test_propose_page_is_for_whoever_may_propose(statement):
    url = propose_url(statement)
    an_open_offer()
    expected = {
        "officer.xnd": 200,
        "signatory.xnd": 200,
        "authoriser.xtv": 200,
        "curator": 200,
        "drafter.xtv": 403,
        "authoriser.xkr": 403,
        "cso.xtv": 403,
        "moderator": 403,
        "admin": 403,
    }
    assert {who: sign_in(who).get(url).status_code for who in expected} == expected
    assert sign_in("officer.xnd").get(reverse("match_propose", args=[statement.reference, 2])).status_code == 404


def test_quiet_need_cannot_be_proposed_on(cast):
    quiet = an_open_statement(preset="quiet")
    assert sign_in("officer.xnd").get(propose_url(quiet)).status_code == 404


def test_second_answer_to_a_need_is_a_409(statement):
    a_proposal(statement)
    words = {"offer": "", "scope": "Again.", "role": "funder"}
    assert sign_in("signatory.xnd").post(propose_url(statement), words).status_code == 409


def test_desk_shows_what_waits(statement):
    a_proposal(statement)
    assert "Read and answer" in sign_in("authoriser.xtv").get("/desk/").content.decode()
    assert "Read and answer" not in sign_in("officer.xnd").get("/desk/").content.decode()
    draft = a_draft_offer()
    assert draft.get_absolute_url() in sign_in("officer.xnd").get("/desk/").content.decode()


def test_match_page_asks_as_many_queries_for_many_pledges_as_for_one(statement):
    match = under_way(statement)
    client = sign_in("authoriser.xtv")
    a_pledge(match)
    client.get(match.get_absolute_url())
    one = queries_of(client, match.get_absolute_url())
    for _number in range(9):
        a_pledge(match)
    assert queries_of(client, match.get_absolute_url()) == one
