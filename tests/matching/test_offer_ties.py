"""What an offer belongs to: a pledge, practices, a published activity; and what it expects of the State."""

import pytest
from django.test import Client
from django.urls import reverse

from consent.services.papers import withdraw_paper
from matching import services
from matching.models import Offer
from practices.kind import PRACTICES
from states.cast import acting_as
from tests.cast import sign_in
from tests.factories.matching import a_draft_offer, a_pledge, an_open_offer, offer_words, talks
from tests.factories.papers import a_practice
from web.errors import FailedCheck

pytestmark = pytest.mark.django_db
OFFERS = "/api/v1/offers/"


def typed(**words) -> dict:
    return {name: value for name, value in offer_words(**words).items() if value is not None}


def test_ties_are_written_and_shown_on_the_page(statement):
    pledge, card = a_pledge(talks(statement)), a_practice()
    words = typed(
        fulfils=pledge.reference.lower(),
        practices=f" {card.reference.lower()},",
        activity_id="XM-DAC-928-TAL-2026",
        expects=["travel", "agreement"],
    )
    partner = sign_in("officer.xnd")
    assert partner.post(reverse("offer_new"), words).status_code == 302
    offer = Offer.objects.get()
    assert (offer.fulfils, list(offer.practices.all()), offer.expects) == (pledge, [card], ["travel", "agreement"])
    page = partner.get(offer.get_absolute_url()).content.decode()
    for shown in ("XM-DAC-928-TAL-2026", "A legal agreement", "Travel borne by the State", pledge.reference):
        assert shown in page
    assert card.subject.shown.practice_version.title in page
    edit = partner.get(reverse("offer_edit", args=[offer.slug])).content.decode()
    assert f'value="{pledge.reference}"' in edit
    assert f'value="{card.reference}"' in edit


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fulfils", "PLG-NONE22"),
        ("practices", "PRA-NONE22"),
        ("expects", ["gold"]),
        ("activity_id", "x" * 121),
        ("activity_id", "a\nb"),
    ],
)
def test_bad_ties_are_refused_beside_their_field(cast, field, value):
    answer = sign_in("officer.xnd").post(reverse("offer_new"), typed(**{field: value}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    sent = [value] if field == "practices" else value
    api = sign_in("officer.xnd").post(OFFERS, offer_words(**{field: sent}), content_type="application/json")
    assert (api.status_code, list(api.json())) == (400, [field])
    assert not Offer.objects.exists()


def test_pledge_of_another_partner_is_none_to_tie_to(statement):
    pledge = a_pledge(talks(statement))
    answer = sign_in("officer.undp").post(reverse("offer_new"), typed(fulfils=pledge.reference))
    assert list(answer.context["form"].errors) == ["fulfils"]
    with pytest.raises(FailedCheck):
        services.save_offer(None, by=acting_as("officer.undp"), words=offer_words(fulfils=pledge))


def test_link_to_a_pledge_is_seen_by_those_alone_who_may_read_it(statement):
    pledge = a_pledge(talks(statement))
    offer = an_open_offer(fulfils=pledge)
    for who, seen in (("officer.xnd", True), ("authoriser.xtv", True), ("curator", True), ("officer.undp", False)):
        client = sign_in(who)
        assert (pledge.reference in client.get(offer.get_absolute_url()).content.decode()) == seen, who
        assert (client.get(f"{OFFERS}{offer.reference}/").json()["fulfils"] == pledge.reference) == seen, who
        listed = client.get(OFFERS).json()["results"][0]["fulfils"]
        assert (listed == pledge.reference) == seen, who
    assert pledge.reference not in Client().get(offer.get_absolute_url()).content.decode()


def test_withdrawn_practice_leaves_the_offer(cast):
    card = a_practice(title="A circuit zibethcircuit")
    offer = a_draft_offer(practices=[card])
    offer = services.OFFER_ACTS["submit"](offer, by=acting_as("officer.xnd"))
    offer = services.OFFER_ACTS["verify"](offer, by=acting_as("curator"))
    assert "zibethcircuit" in Client().get(offer.get_absolute_url()).content.decode()
    assert Client().get(f"{OFFERS}{offer.reference}/").json()["practices"] == [card.reference]
    withdraw_paper(PRACTICES, card, by=acting_as("authoriser.xam"))
    assert "zibethcircuit" not in Client().get(offer.get_absolute_url()).content.decode()
    assert Client().get(f"{OFFERS}{offer.reference}/").json()["practices"] == []


def test_practice_that_one_may_not_read_cannot_be_named(cast):
    quiet = a_practice(preset="quiet")
    for reference in (quiet.reference, "PRA-NONE22"):
        answer = sign_in("officer.xnd").post(reverse("offer_new"), typed(practices=reference))
        (error,) = answer.context["form"].errors["practices"]
        assert error == f"No practice that you may read has this reference: {reference}."


def test_api_writes_the_ties(statement):
    pledge, card = a_pledge(talks(statement)), a_practice()
    words = offer_words(
        fulfils=pledge.reference, practices=[card.reference], expects=["co_finance"], activity_id="FTS 1"
    )
    made = sign_in("officer.xnd").post(OFFERS, words, content_type="application/json")
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["fulfils"], told["practices"]) == (pledge.reference, [card.reference])
    assert (told["expects"], told["activity_id"]) == (["co_finance"], "FTS 1")
