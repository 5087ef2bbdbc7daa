"""A refusal to somebody with several mandates: the way into another, back to the same address, the same for all."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from states import services
from states.cast import acting_as
from states.models import Mandate
from states.selectors import acting_in
from tests.cast import a_draft, sign_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PERHAPS = "Perhaps this belongs to another of your mandates."


@pytest.fixture
def second(cast) -> Mandate:
    """What officer.xnd holds beside the own mandate: a post in the mission of Talava."""
    mission = acting_as("drafter.xtv").capacity.body
    user, head = of("officer.xnd").user, acting_in(of("authoriser.xtv"), proven=True)
    return services.give_mandate(user=user, body=mission, role="drafter", by=head, ends_on=TODAY + timedelta(days=30))


@pytest.fixture
def browser(second):
    browser = sign_in("officer.xnd")
    own = Mandate.objects.get(user__username="officer.xnd", role="officer")
    browser.post(reverse("mandate_switch"), {"mandate": own.pk})
    return browser


def of(username: str) -> Mandate:
    return Mandate.objects.select_related("user").get(user__username=username)


def seen(browser, address: str) -> tuple[int, str, int]:
    """Status, page without tokens and without its own address, number of queries."""
    with CaptureQueriesContext(connection) as queries:
        got = browser.get(address)
    page = re.sub(r'value="\w{64}"', "", got.content.decode()).replace(address, "")
    return got.status_code, page, len(queries)


def test_the_page_is_the_same_for_what_exists_and_what_does_not(browser):
    hidden = reverse("statement", args=[a_draft().subject.slug])
    absent = reverse("statement", args=["0123456789abcdef"])
    assert seen(browser, hidden) == seen(browser, absent)
    status, page, _queries = seen(browser, hidden)
    assert (status, PERHAPS in page) == (404, True)


def test_an_address_that_no_page_has_is_answered_alike(browser):
    absent = reverse("statement", args=["0123456789abcdef"])
    assert seen(browser, absent)[:2] == seen(browser, "/no-such-page/")[:2]


def test_one_button_changes_the_mandate_and_comes_back(browser, second):
    address = reverse("statement", args=[a_draft().subject.slug]) + "?from=mail"
    page = browser.get(address).content.decode()
    assert f'name="next" value="{address}"' in page
    assert re.findall(r'name="mandate" value="(\d+)"', page) == [str(second.pk)]  # not the one of now
    got = browser.post(reverse("mandate_switch"), {"mandate": second.pk, "next": address})
    assert (got.status_code, got["Location"]) == (302, address)
    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "no-page", ""])
def test_nobody_is_led_to_another_site(browser, second, elsewhere):
    got = browser.post(reverse("mandate_switch"), {"mandate": second.pk, "next": elsewhere})
    assert (got.status_code, got["Location"]) == (302, reverse("desk"))


def test_what_was_sent_to_nowhere_leads_to_the_desk(browser):
    page = browser.post(reverse("statement_delete", args=["0123456789abcdef"]))
    assert page.status_code == 404
    assert PERHAPS in page.content.decode()
    assert 'name="next"' not in page.content.decode().split("<main")[1]


def test_whoever_holds_one_mandate_is_told_nothing_of_others(cast):
    got = sign_in("officer.undp").get(reverse("statement", args=[a_draft().subject.slug]))
    assert got.status_code == 404
    assert PERHAPS not in got.content.decode()


def test_a_right_that_another_mandate_may_have_is_offered_likewise(browser, second):
    got = browser.get(reverse("authority"))
    assert got.status_code == 403
    assert f'name="mandate" value="{second.pk}"' in got.content.decode()


def test_a_mandate_that_ended_is_not_offered(browser, second):
    Mandate.objects.filter(pk=second.pk).update(ends_on=TODAY)
    assert PERHAPS not in browser.get("/no-such-page/").content.decode()
