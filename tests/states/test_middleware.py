import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import SYSTEM
from states import services
from states.middleware import MANDATE_KEY
from states.models import Body, Mandate
from tests.cast import sign_in
from web.errors import NotPermitted

SWITCH = "/accounts/mandate/"


def acting_on(client: Client):
    """The Acting with which this browser's next page is shown."""
    return client.get("/desk/").context["acting"]


@pytest.fixture
def second_mandate(cast):
    """The drafter of Talava is also a contributor of the ministry."""
    ministry = Body.objects.get(kind="ministry")
    return services.give_mandate(user=cast["drafter.xtv"], body=ministry, role="contributor", by=SYSTEM)


@pytest.fixture
def others_mandate(cast):
    return Mandate.objects.get(user__username="authoriser.xtv")


def test_switch_acts_in_the_chosen_mandate_from_the_next_page_on(second_mandate):
    client = sign_in("drafter.xtv")
    assert acting_on(client).capacity_label == "Drafter, Permanent Mission of Talava"
    before = client.session.session_key
    answer = client.post(SWITCH, {"mandate": second_mandate.pk})
    assert answer.headers["Location"] == reverse("desk")
    assert client.session.session_key != before
    assert acting_on(client).capacity_id == second_mandate.pk


def test_switch_offers_own_live_mandates_only(second_mandate, others_mandate):
    past = services.give_mandate(user=second_mandate.user, body=others_mandate.body, role="observer", by=SYSTEM)
    services.end_mandate(past, by=SYSTEM)
    choices = sign_in("drafter.xtv").get(SWITCH).context["form"].fields["mandate"].choices
    own = set(Mandate.objects.filter(user=second_mandate.user, ends_on=None).values_list("pk", flat=True))
    assert {pk for pk, _label in choices} == own
    assert second_mandate.pk in own


def test_switch_to_the_mandate_of_somebody_else_is_refused_and_changes_nothing(second_mandate, others_mandate):
    client = sign_in("drafter.xtv")
    answer = client.post(SWITCH, {"mandate": others_mandate.pk})
    assert answer.status_code == 400
    assert answer.context["form"].errors["mandate"]
    assert MANDATE_KEY not in client.session


def test_service_refuses_the_mandate_of_somebody_else(cast, others_mandate):
    with pytest.raises(NotPermitted):
        services.choose_mandate(cast["drafter.xtv"], others_mandate.pk)


def test_mandate_of_somebody_else_in_a_session_is_not_acted_in(cast, others_mandate):
    client = sign_in("drafter.xtv")
    session = client.session
    session[MANDATE_KEY] = others_mandate.pk
    session.save()
    assert acting_on(client).capacity_id == cast["drafter.xtv"].mandates.get().pk


def test_switch_asks_strangers_to_sign_in(db):
    assert Client().get(SWITCH).headers["Location"].startswith(reverse("account_login"))


def test_ended_mandate_acts_no_longer_on_the_very_next_request(cast):
    client = sign_in("drafter.xtv")
    assert acting_on(client).capacity_id
    services.end_mandate(cast["drafter.xtv"].mandates.get(), by=SYSTEM)
    assert acting_on(client).capacity_id is None
    assert client.get("/desk/statements/new/").status_code == 403


def test_mandate_of_tomorrow_does_not_act_today(cast):
    mandate = cast["drafter.xtv"].mandates.get()
    mandate.starts_on = timezone.now().date() + timedelta(days=1)
    mandate.save()
    assert acting_on(sign_in("drafter.xtv")).capacity_id is None


def test_demo_sign_in_is_refused_without_demo(cast, settings):
    settings.DEMO = False
    client = Client()
    assert client.post("/accounts/demo-sign-in/", {"username": "curator"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_demo_sign_in_signs_in_personas_only(cast, settings, django_user_model):
    settings.DEMO = True
    django_user_model.objects.create_user("somebody", "somebody@example.org", "x")
    client = Client()
    assert client.post("/accounts/demo-sign-in/", {"username": "somebody"}).status_code == 404
    assert client.get("/accounts/demo-sign-in/").status_code == 405
    assert client.post("/accounts/demo-sign-in/", {"username": "curator"}).headers["Location"] == reverse("desk")
    assert client.session["_auth_user_id"] == str(cast["curator"].pk)


def settings_with(**environment: str) -> subprocess.CompletedProcess:
    """A new process that only reads the settings, with this environment."""
    words = [sys.executable, "-c", "import platform_site.settings"]
    surroundings = os.environ | environment
    return subprocess.run(words, cwd=project.BASE_DIR, env=surroundings, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("hosts", ["platform.example", "127.0.0.1,platform.example", "*", "0.0.0.0"])
def test_demonstration_refuses_to_start_on_any_address_but_loopback(hosts):
    answer = settings_with(DEMO="1", ALLOWED_HOSTS=hosts)
    assert answer.returncode != 0
    assert "ImproperlyConfigured: DEMO=1" in answer.stderr


def test_demonstration_starts_on_loopback():
    assert settings_with(DEMO="1", ALLOWED_HOSTS="127.0.0.1,localhost").returncode == 0
