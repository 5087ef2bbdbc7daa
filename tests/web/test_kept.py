"""A binding form that asks for a proof on the way loses nothing: right or wrong, with a query in its address or not."""

import pytest
from django.urls import reverse

from matching.models import Pledge
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import talks
from web.kept import KEPT

pytestmark = pytest.mark.django_db
TYPED, PASSWORD = "Two trainers for the outer islands", "a password of the tests"


@pytest.fixture
def page(cast):
    return reverse("pledge_new", args=[talks(an_open_statement()).reference])


def proved(client, url: str, words: dict):
    """The answer to the form after the password that it asked for."""
    asked = client.post(url, words)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    return client.post(asked["Location"], {"password": PASSWORD})


def test_right_form_goes_through_and_leaves_nothing_behind(page):
    client = sign_in("signatory.xnd", proven=False)
    assert proved(client, page, {"what": TYPED}).status_code == 302
    assert Pledge.objects.get().what == TYPED
    assert not client.session.get(KEPT)


@pytest.mark.parametrize("query", ["", "?from=desk"])
def test_wrong_form_stands_at_its_own_address_with_its_text(page, query):
    client = sign_in("signatory.xnd", proven=False)
    answer = proved(client, page + query, {"what": TYPED, "amount": "no number"})
    assert (answer.status_code, answer["Location"]) == (302, page + query)
    shown = client.get(answer["Location"]).content.decode()
    assert TYPED in shown
    assert "no number" in shown
    assert not Pledge.objects.exists()
    client.post(page, {"what": TYPED})
    assert Pledge.objects.get().what == TYPED
    assert not client.get(page).context["form"]["what"].value()
