"""/metrics: figures for whoever watches the machine; no name, no address; to the public it does not exist."""

import pytest
from django.test import Client

from followup.tasks import send_due
from notifications.models import OutboxMessage
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
OUTSIDE = {"REMOTE_ADDR": "192.0.2.7"}


def figures(**extra) -> dict[str, float]:
    lines = Client().get("/metrics", **extra).content.decode().splitlines()
    return {name: float(value) for name, _blank, value in (line.rpartition(" ") for line in lines if line[:1] != "#")}


def test_mails_and_tasks_and_requests_are_counted(cast):
    person = cast["drafter.xtv"]
    OutboxMessage.objects.create(
        key="one", kind="x.y", person=person, status="failed", error="550 drafter.xtv@example.org"
    )
    OutboxMessage.objects.create(key="two", kind="x.y", person=person)
    before = figures().get('platform_requests_total{kind="page",method="GET",status="4xx"}', 0)
    Client().get("/nowhere/")
    send_due()
    seen = figures()
    assert seen['platform_mails{status="failed"}'] == 1
    assert seen["platform_oldest_unsent_mail_seconds"] >= 0
    assert seen['platform_task_last_end_seconds{task="send_due"}'] > 1e9
    assert seen['platform_requests_total{kind="page",method="GET",status="4xx"}'] == before + 1
    assert b"example.org" not in Client().get("/metrics").content


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer guessed"}])
def test_outside_it_does_not_exist(cast, settings, headers):
    settings.METRICS_TOKEN = "the token"
    assert Client().get("/metrics", headers=headers, **OUTSIDE).status_code == 404
    assert sign_in("curator").get("/metrics", headers=headers, **OUTSIDE).status_code == 404
    assert Client().get("/metrics", headers=headers | {"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_the_token_opens_it_and_an_empty_one_opens_nothing(db, settings):
    settings.METRICS_TOKEN = "the token"
    assert Client().get("/metrics", headers={"Authorization": "Bearer the token"}, **OUTSIDE).status_code == 200
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}, **OUTSIDE).status_code == 404
