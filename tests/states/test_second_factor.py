import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from tests.cast import sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "a password of the tests"
PAGES = ["/", "/needs/", "/desk/", "/states/", "/recommendations/", "/admin/"]
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _asked(cast, settings):
    settings.SECOND_FACTOR_FOR_BINDING_ROLES = True


def code_now(secret: str) -> str:
    """What the person's telephone shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_factor(user) -> str:
    """Gives `user` a second factor as if set up long ago; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("username", ["authoriser.xtv", "signatory.xnd", "curator", "moderator"])
def test_binding_role_is_led_to_set_one_up_from_every_page(username, page):
    answer = sign_in(username).get(page)
    assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)


@pytest.mark.parametrize("username", ["drafter.xtv", "officer.xnd", "cso.xtv"])
def test_other_roles_go_on_without_one(username):
    assert sign_in(username).get("/desk/").status_code == 200


def test_stranger_reads_public_pages():
    assert Client().get("/needs/").status_code == 200


def test_page_that_sets_it_up_is_open():
    assert sign_in("authoriser.xtv").get(SET_UP).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/needs/", "/api/v1/statements/", "/api/schema/"])
def test_api_tells_a_program_what_is_missing(address):
    answer = sign_in("authoriser.xtv").get(address)
    assert answer.status_code == 403
    assert answer.json() == {"detail": "second_factor_needed"}


def test_api_answers_once_the_factor_is_there(cast):
    with_factor(cast["authoriser.xtv"])
    assert sign_in("authoriser.xtv").get("/api/v1/needs/").status_code == 200


def test_nothing_is_written_through_the_api_without_it():
    answer = sign_in("authoriser.xtv").post("/api/v1/statements/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()) == (403, {"detail": "second_factor_needed"})


def test_journey_from_password_to_second_factor_to_desk(cast):
    client = Client()
    signed = client.post(reverse("account_login"), {"login": "authoriser.xtv", "password": PASSWORD})
    assert signed.headers["Location"] == reverse("desk")
    assert client.get("/desk/").headers["Location"] == SET_UP
    asked = client.get(SET_UP).headers["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    secret = client.session[SECRET_SESSION_KEY]
    refused = client.post(SET_UP, {"code": "000000" if code_now(secret) != "000000" else "111111"})
    assert refused.context["form"].errors["code"]
    assert client.post(SET_UP, {"code": code_now(secret)}).status_code == 302
    assert set(Authenticator.objects.values_list("user__username", "type")) == {
        ("authoriser.xtv", "totp"),
        ("authoriser.xtv", "recovery_codes"),
    }
    assert client.get("/desk/").status_code == 200


def test_next_sign_in_asks_for_the_code_and_a_wrong_one_is_refused(cast):
    secret = with_factor(cast["authoriser.xtv"])
    client = Client()
    signed = client.post(reverse("account_login"), {"login": "authoriser.xtv", "password": PASSWORD})
    assert signed.headers["Location"] == reverse("mfa_authenticate")
    wrong = client.post(reverse("mfa_authenticate"), {"code": "abcdef"})
    assert wrong.context["form"].errors["code"]
    assert client.get("/desk/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    methods = [record["method"] for record in client.session[AUTHENTICATION_METHODS_SESSION_KEY]]
    assert methods == ["password", "mfa"]
    assert client.get("/desk/").status_code == 200
