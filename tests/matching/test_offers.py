from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.acting import ANONYMOUS
from matching import services
from matching.models import Offer
from matching.selectors import offers_shown_to, open_offers, standing_of, usable_offers
from states.cast import acting_as
from states.choices import PARTNER_KINDS
from states.models import Body, State
from states.selectors import acting_in
from states.services import end_mandate, give_mandate
from tests.cast import sign_in
from tests.factories.matching import a_draft_offer, a_proposal, an_agreed_match, an_open_offer, offer_words
from web.errors import FailedCheck, NotPermitted, WrongStatus

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def act(name, offer, by, **words):
    return services.OFFER_ACTS[name](offer, by=acting_as(by), **words)


def readers_of(offer) -> set[str]:
    names = [
        "officer.xnd",
        "signatory.xnd",
        "officer.undp",
        "authoriser.xtv",
        "curator",
        "moderator",
        "admin",
        "cso.xtv",
    ]
    found = {name for name in names if offers_shown_to(acting_as(name)).filter(pk=offer.pk).exists()}
    return found | ({"public"} if offers_shown_to(ANONYMOUS).filter(pk=offer.pk).exists() else set())


def test_offer_goes_from_draft_to_open_under_a_reference(cast):
    draft = a_draft_offer()
    assert (draft.status, draft.reference) == ("draft", None)
    opened = act("verify", act("submit", draft, "officer.xnd"), "curator")
    assert opened.status == "open"
    assert opened.reference.startswith("OFF-")
    assert opened.opened_at is not None


def test_offer_is_read_by_its_office_then_the_secretariat_then_everybody(cast):
    offer = a_draft_offer()
    office = {"officer.xnd", "signatory.xnd"}
    assert readers_of(offer) == office
    act("submit", offer, "officer.xnd")
    assert readers_of(offer) == office | {"curator", "moderator"}
    act("verify", offer, "curator")
    everybody = readers_of(offer)
    assert everybody == office | {
        "officer.undp",
        "authoriser.xtv",
        "curator",
        "moderator",
        "admin",
        "cso.xtv",
        "public",
    }
    act("pause", offer, "officer.xnd")
    assert readers_of(offer) == office | {"curator", "moderator"}


@pytest.mark.parametrize("by", ["officer.undp", "authoriser.xtv", "curator", "cso.xtv", "admin"])
def test_offer_of_another_body_is_not_written(cast, by):
    offer = a_draft_offer()
    with pytest.raises(NotPermitted):
        services.save_offer(offer, by=acting_as(by), words={"title": "Mine"})
    with pytest.raises(NotPermitted):
        act("submit", offer, by)


@pytest.mark.parametrize("by", ["officer.xnd", "signatory.xnd", "moderator", "authoriser.xtv"])
def test_offer_is_verified_by_a_curator_only(cast, by):
    offer = act("submit", a_draft_offer(), "officer.xnd")
    with pytest.raises(NotPermitted):
        act("verify", offer, by)
    assert Offer.objects.get().status == "submitted"


def test_open_offer_is_not_rewritten(cast):
    with pytest.raises(WrongStatus):
        services.save_offer(an_open_offer(), by=acting_as("officer.xnd"), words={"title": "Something else"})


def test_offer_sent_back_needs_a_note_and_can_be_written_again(cast):
    offer = act("submit", a_draft_offer(), "officer.xnd")
    with pytest.raises(FailedCheck):
        act("send_back", offer, "curator")
    act("send_back", offer, "curator", note="Which languages?")
    changed = services.save_offer(offer, by=acting_as("officer.xnd"), words={"languages": ["es"]})
    assert changed.languages == ["es"]


@pytest.mark.parametrize(
    "words",
    [
        {"valid_until": TODAY() + timedelta(days=400)},
        {"valid_until": TODAY() - timedelta(days=1)},
        {"valid_until": None},
        {"places": 0},
        {"places": 5000},
        {"title": "two\nlines"},
        {"title": "\u202eevil"},
        {"languages": ["klingon"]},
        {"languages": []},
        {"eligible": ["EU"]},
        {"support_type": "bribe"},
        {"mailbox": "no address"},
    ],
)
def test_bad_words_are_refused_beside_their_field(cast, words):
    with pytest.raises(ValidationError) as refusal:
        services.save_offer(None, by=acting_as("officer.xnd"), words=offer_words(**words))
    assert set(refusal.value.error_dict) & set(words)
    assert not Offer.objects.exists()


def test_database_refuses_an_offer_for_longer_than_a_year(cast):
    offer = a_draft_offer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(valid_until=offer.valid_from + timedelta(days=367))
    Offer.objects.filter(pk=offer.pk).update(valid_until=offer.valid_from + timedelta(days=366))


def test_expired_offer_leaves_the_list_and_comes_back_when_reconfirmed(cast):
    offer = an_open_offer()
    past = {"valid_from": TODAY() - timedelta(days=200), "valid_until": TODAY() - timedelta(days=1)}
    Offer.objects.filter(pk=offer.pk).update(**past)
    assert not open_offers().exists()
    assert standing_of(offers_shown_to(acting_as("officer.xnd")).get()) == "Expired"
    act("reconfirm", offer, "officer.xnd")
    assert open_offers().get().valid_until == TODAY() + timedelta(days=365)


def test_exhausted_offer_takes_no_more_proposals(statement):
    offer = an_open_offer(places=1)
    an_agreed_match(statement, offer)
    shown = offers_shown_to(ANONYMOUS).get()
    assert (shown.taken, standing_of(shown)) == (1, "All places are taken")
    assert not usable_offers(acting_as("officer.xnd"), statement.state).exists()


def test_offers_for_a_state_are_those_meant_for_it(cast):
    state = State.objects.get(iso3="XTV")
    fitting = {an_open_offer(title=title, **words) for title, words in FITTING.items()}
    for title, words in NOT_FITTING.items():
        an_open_offer(title=title, **words)
    assert set(usable_offers(acting_as("authoriser.xtv"), state)) == fitting
    assert set(usable_offers(acting_as("curator"), state)) == fitting
    assert usable_offers(acting_as("officer.xnd"), state).count() == 5
    assert not usable_offers(acting_as("officer.undp"), state).exists()


FITTING = {
    "for small islands": {"eligible": ["SIDS"]},
    "for anybody": {"eligible": ["any"]},
    "for its region": {"eligible": ["any"], "regions": ["asia_pacific"]},
}
NOT_FITTING = {
    "for the landlocked": {"eligible": ["LLDC"]},
    "elsewhere": {"eligible": ["any"], "regions": ["grulac"]},
}


FULL = {
    "modality": "remote",
    "cooperation": "south_south",
    "amount_band": "under_25k",
    "currency": "NOK",
    "who_pays": "We bear fees and travel.",
    "how_to_apply": "Write.\nTalk.\nSign.",
    "board_route": "The board decides four times a year.",
    "board_on": TODAY() + timedelta(days=60),
    "lead_weeks": 6,
    "evidence": "https://example.org/report",
    "data_mailbox": "data.xnd@example.org",
}


def test_every_answer_is_stored_and_shown_but_no_mailbox(cast):
    offer = an_open_offer(**FULL)
    stored = Offer.objects.get()
    assert {name: getattr(stored, name) for name in FULL} == FULL
    page = Client().get(offer.get_absolute_url()).content.decode()
    for shown in ("South-South", "Under 25,000", "NOK", "four times a year", "Granted or refused", "We bear fees"):
        assert shown in page
    assert 'href="https://example.org/report"' not in page  # an address is text, never a link that is followed
    answer = Client().get(f"/api/v1/offers/{offer.reference}/")
    for hidden in ("data.xnd@", "training.xnd@"):
        assert hidden not in page
        assert hidden not in answer.content.decode()
    assert answer.json()["currency"] == "NOK"


@pytest.mark.parametrize("words", [{"amount_band": "under_25k"}, {"currency": "NOK"}, {"lead_weeks": 500}])
def test_amount_without_currency_and_endless_waiting_are_refused(cast, words):
    with pytest.raises(ValidationError):
        services.save_offer(None, by=acting_as("officer.xnd"), words=offer_words(**words))


def test_partner_is_warned_once_before_the_end(cast):
    offer = an_open_offer()
    end = offer.valid_until
    assert services.warn_of_ending(on=end - timedelta(days=31)) == 0
    assert services.warn_of_ending(on=end - timedelta(days=30)) == 2
    assert services.warn_of_ending(on=end - timedelta(days=3)) == 0
    act("reconfirm", offer, "officer.xnd")
    assert services.warn_of_ending(on=end) == 0


def test_form_shows_all_groups_and_keeps_what_was_typed(cast):
    person = sign_in("officer.xnd")
    assert person.get("/desk/offers/new/").content.decode().count("<summary><h2>") == 6
    answer = person.post("/desk/offers/new/", {"title": "Only this", "currency": "NOK"})
    assert answer.status_code == 400
    assert "Only this" in answer.content.decode()


def test_curator_who_also_works_for_ohchr_verifies_none_of_its_offers(cast):
    offer = act("submit", a_draft_offer("officer.ohchr"), "officer.ohchr")
    ohchr = Body.objects.get(kind="ohchr_presence")
    curator = acting_as("curator")
    second = give_mandate(user=curator.user, body=ohchr, role="officer", by=curator)
    with pytest.raises(NotPermitted):
        services.OFFER_ACTS["verify"](offer, by=curator)
    end_mandate(second, by=curator)
    assert services.OFFER_ACTS["verify"](offer, by=curator).status == "open"


def someone_at(kind: str):
    """An officer of a partner of this kind."""
    body = Body.objects.create(kind=kind, name=f"A partner: {kind}", mailbox="office@example.org")
    user = get_user_model().objects.create_user(username=f"someone.at.{kind}")
    return acting_in(give_mandate(user=user, body=body, role="officer", by=acting_as("admin")), proven=True)


@pytest.mark.parametrize("kind", sorted(PARTNER_KINDS))
def test_every_kind_of_partner_offers_is_verified_and_answers(statement, kind):
    officer = someone_at(kind)
    offer = services.save_offer(None, by=officer, words=offer_words(cooperation="triangular"))
    offer = services.OFFER_ACTS["submit"](offer, by=officer)
    with pytest.raises(NotPermitted):
        services.OFFER_ACTS["verify"](offer, by=officer)
    offer = services.OFFER_ACTS["verify"](offer, by=acting_as("curator"))
    match = services.propose(statement.needs.get(), by=officer, offer=offer, scope="Two circuits.")
    assert (offer.status, match.partner.kind) == ("open", kind)


def test_data_protection_mailbox_crosses_with_the_office_mailbox(statement):
    match = a_proposal(statement, offer=an_open_offer(**FULL))
    state = sign_in("authoriser.xtv")
    assert "data.xnd@example.org" not in state.get(match.get_absolute_url()).content.decode()
    services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))
    assert "data.xnd@example.org" in state.get(match.get_absolute_url()).content.decode()
    contacts = state.get(f"/api/v1/matches/{match.reference}/").json()["contacts"]
    assert [one["mailbox"] for one in contacts if one["for_data"]] == ["data.xnd@example.org"]
