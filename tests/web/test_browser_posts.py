"""A POST to the API from a browser: with the session's cookie and its CSRF token, and a key against a second one."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.models import NeedsStatement
from tests.journeys.test_api_journey import WORDS
from web.models import IdempotentAnswer

pytestmark = pytest.mark.django_db


def send(cast, **headers):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast["drafter.xtv"])
    browser.get(reverse("statement_new"))  # a page with a form brings the token
    headers = {"X-CSRFToken": browser.cookies["csrftoken"].value} | headers
    address, once = reverse("api-statement-list"), {"Idempotency-Key": "one"}
    return browser.post(address, json.dumps(WORDS), content_type="application/json", headers=headers | once)


def test_key_and_csrf_token_go_together(cast):
    assert [send(cast).status_code for _time in range(2)] == [201, 201]
    assert NeedsStatement.objects.count() == 1


def test_key_is_no_way_around_the_csrf_token(cast):
    assert send(cast, **{"X-CSRFToken": "x" * 32}).status_code == 403
    assert not NeedsStatement.objects.exists()
    assert not IdempotentAnswer.objects.exists()
