"""A pledge is counted once: whoever writes one by hand sees those that stand, and says that it is another."""

from decimal import Decimal

import pytest
from django.urls import reverse

from matching import services
from matching.models import Pledge
from matching.selectors import pledged_of, pledges_standing
from states.cast import acting_as
from states.models import Body
from tests.cast import sign_in
from tests.factories.matching import a_pledge, talks
from web.errors import FailedCheck

pytestmark = pytest.mark.django_db
WORDS = {"what": "Two trainers", "amount": Decimal(5000), "currency": "CHF"}


def announce(match, *, beside=False, **words) -> Pledge:
    return services.announce_pledge(match, by=acting_as("signatory.xnd"), words=WORDS | words, beside=beside)


def record(match, *, beside=False, **words) -> Pledge:
    body = Body.objects.get(kind="bilateral")
    return services.record_announcement(match, by=acting_as("curator"), body=body, words=WORDS | words, beside=beside)


@pytest.mark.parametrize("first", [announce, record])
@pytest.mark.parametrize("second", [announce, record])
@pytest.mark.parametrize(
    "words",
    [{}, {"what": "The same in other words"}, {"amount": None, "currency": ""}],
    ids=["same", "other words", "amount not said"],
)
def test_what_may_be_the_same_is_refused_with_its_reference(statement, first, second, words):
    match = talks(statement)
    known = first(match)
    with pytest.raises(FailedCheck) as refusal:
        second(match, **words)
    assert known.reference in refusal.value.message_dict["beside"][0]
    assert Pledge.objects.count() == 1
    second(match, beside=True, **words)
    assert Pledge.objects.count() == 2


@pytest.mark.parametrize("words", [{"amount": Decimal(5001)}, {"currency": "NOK"}])
def test_another_amount_is_another_pledge(statement, words):
    match = talks(statement)
    announce(match)
    announce(match, **words)
    assert Pledge.objects.count() == 2


def test_withdrawn_pledge_stands_in_nobodys_way(statement):
    match = talks(statement)
    services.PLEDGE_ACTS["withdraw"](announce(match), by=acting_as("signatory.xnd"), reason="no_funds")
    announce(match)
    assert len(pledges_standing(match.need_id, [match.partner_id])) == 1


def test_pledge_of_another_partner_is_no_double(statement):
    match = talks(statement)
    fund = Body.objects.get(kind="fund")
    services.add_party(match, by=acting_as("authoriser.xtv"), body=fund, role="funder")
    announce(match)
    services.announce_pledge(match, by=acting_as("fund"), words=WORDS)
    sums = pledged_of(acting_as("authoriser.xtv"), [match.need_id])[match.need_id]
    assert [(one.currency, one.announced) for one in sums] == [("CHF", Decimal(10000))]


def test_page_shows_what_stands_and_asks(statement):
    match = talks(statement)
    known = a_pledge(match, what="Two zibethtrainers", amount=5000, currency="CHF")
    address = reverse("pledge_new", args=[match.reference])
    partner = sign_in("signatory.xnd")
    page = partner.get(address).content.decode()
    assert "Two zibethtrainers" in page
    assert known.get_absolute_url() in page
    refused = partner.post(address, WORDS)
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["beside"])
    assert partner.post(address, WORDS | {"beside": "on"}).status_code == 302
    assert Pledge.objects.count() == 2


def test_first_pledge_is_asked_nothing(statement):
    address = reverse("pledge_new", args=[talks(statement).reference])
    assert 'name="beside"' not in sign_in("signatory.xnd").get(address).content.decode()


def test_curator_sees_what_stands_too(statement):
    match = talks(statement)
    a_pledge(match, what="Two zibethtrainers")
    address = reverse("pledge_record", args=[match.reference])
    curator = sign_in("curator")
    assert "Two zibethtrainers" in curator.get(address).content.decode()
    typed = WORDS | {"body": match.partner_id}
    assert curator.post(address, typed).status_code == 400
    assert curator.post(address, typed | {"beside": "on"}).status_code == 302


def test_api_asks_too(statement):
    match = talks(statement)
    known = a_pledge(match, amount=5000, currency="CHF")
    words = {"match": match.reference, "what": "Two trainers", "amount": "5000.00", "currency": "CHF"}
    partner = sign_in("signatory.xnd")

    def post(**more):
        return partner.post("/api/v1/pledges/", words | more, content_type="application/json")

    assert known.reference in post().json()["beside"][0]
    assert post(beside="often").status_code == 400
    assert post(beside=True).status_code == 201
