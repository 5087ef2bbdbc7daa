import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.acting import SYSTEM
from states.models import ApiToken, Body, Mandate
from states.services import end_mandate, give_mandate

pytestmark = pytest.mark.django_db


def issued(capsys, *words: str) -> dict:
    call_command("api_token", *words)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


@pytest.fixture
def two_mandates(cast):
    """Of the drafter of Talava: the one of the cast, and one more in the ministry."""
    ministry = Body.objects.get(kind="ministry")
    return cast["drafter.xtv"].mandates.get(), give_mandate(
        user=cast["drafter.xtv"], body=ministry, role="contributor", by=SYSTEM
    )


def test_token_of_the_only_mandate_is_kept_as_a_hash(cast, capsys):
    summary = issued(capsys, "curator")
    token = ApiToken.objects.get()
    assert token.digest == ApiToken.digest_of(summary["token"])
    assert (token.mandate_id, token.may_write) == (summary["mandate"], False)
    assert token.mandate.user == cast["curator"]
    assert token.expires_at > timezone.now()


def test_token_may_write_where_asked(cast, capsys):
    assert issued(capsys, "officer.xnd", "--may-write")["may_write"] is True
    assert ApiToken.objects.get().may_write is True


def test_several_mandates_are_listed_and_none_is_guessed(two_mandates):
    with pytest.raises(CommandError) as refusal:
        call_command("api_token", "drafter.xtv")
    for mandate in two_mandates:
        assert f"--mandate {mandate.pk}  {mandate.label}" in str(refusal.value)
    assert refusal.value.returncode != 0
    assert not ApiToken.objects.exists()


def test_chosen_mandate_is_the_one_of_the_token(two_mandates, capsys):
    summary = issued(capsys, "drafter.xtv", "--mandate", str(two_mandates[1].pk))
    assert ApiToken.objects.get().mandate == two_mandates[1]
    assert summary["label"] == two_mandates[1].label


def test_mandate_of_somebody_else_is_refused(two_mandates):
    other = Mandate.objects.get(user__username="curator")
    with pytest.raises(CommandError, match="Choose one of the mandates"):
        call_command("api_token", "drafter.xtv", "--mandate", str(other.pk))
    assert not ApiToken.objects.exists()


def test_unknown_person_is_refused_by_name(cast):
    with pytest.raises(CommandError, match="nobody.xtv"):
        call_command("api_token", "nobody.xtv")


def test_person_without_a_mandate_is_refused(cast):
    end_mandate(cast["curator"].mandates.get(), by=SYSTEM)
    with pytest.raises(CommandError, match="holds no mandate"):
        call_command("api_token", "curator")


def test_token_opens_the_api_until_its_mandate_ends(cast, capsys):
    authorization = {"HTTP_AUTHORIZATION": f"Token {issued(capsys, 'officer.xnd')['token']}"}
    assert Client().get("/api/v1/states/", **authorization).status_code == 200
    end_mandate(cast["officer.xnd"].mandates.get(), by=SYSTEM)
    assert Client().get("/api/v1/states/", **authorization).status_code == 401
