"""The calendar of one's dues: behind an unguessable address, asked anew at each fetch, revocable."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from followup import services
from followup.models import CalendarFeed
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import a_submitted_report, an_active_match, the_due

pytestmark = pytest.mark.django_db


def address_for(username: str) -> str:
    return reverse("calendar_feed", args=[services.open_feed(by=acting_as(username))])


def events(address: str) -> list:
    answer = Client().get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_calendar_holds_ones_own_dues_and_nothing_else(match):
    due = the_due(match)
    (event,) = events(address_for("nmirf.xtv"))
    assert event["uid"].startswith(due.reference)
    assert event.decoded("dtstart") == date(2027, 1, 15)
    text = Client().get(address_for("nmirf.xtv")).content.decode()
    assert match.partner.name not in text
    assert match.scope not in text
    assert events(address_for("authoriser.xkr")) == []


def test_uids_are_stable_and_done_reports_go(match):
    address = address_for("nmirf.xtv")
    the_due(match)
    first = events(address)[0]["uid"]
    assert events(address)[0]["uid"] == first
    a_submitted_report(match)
    assert events(address) == []


def test_revoked_ended_and_unknown_answer_alike(match):
    by = acting_as("nmirf.xtv")
    old = address_for("nmirf.xtv")
    new = address_for("nmirf.xtv")
    assert Client().get(old).status_code == 404
    services.close_feed(by=by)
    assert Client().get(new).status_code == 404
    ended = address_for("nmirf.xtv")
    by.user.mandates.update(ends_on=date(2026, 2, 1))
    assert Client().get(ended).status_code == 404
    gone = address_for("officer.xnd")
    acting_as("officer.xnd").user.__class__.objects.filter(username="officer.xnd").update(is_active=False)
    assert Client().get(gone).status_code == 404
    assert Client().get(reverse("calendar_feed", args=["x" * 43])).status_code == 404


def test_page_shows_the_address_once(match):
    client = sign_in("nmirf.xtv")
    assert "Make an address" in client.get(reverse("calendar")).content.decode()
    made = client.post(reverse("calendar")).content.decode()
    assert "/calendar/" in made
    secret = made.split(f"{settings.SITE_URL}/calendar/")[1].split(".ics")[0]
    assert secret not in client.get(reverse("calendar")).content.decode()
    assert not CalendarFeed.objects.filter(digest=secret).exists()
    client.post(reverse("calendar"), {"revoke": "1"})
    assert Client().get(reverse("calendar_feed", args=[secret])).status_code == 404


def test_calendar_costs_the_same_with_many(match, django_assert_max_num_queries):
    address = address_for("nmirf.xtv")
    the_due(match)
    for partner in ("undp", "ohchr", "fund"):
        the_due(an_active_match(an_open_statement(), partner=partner))
    with django_assert_max_num_queries(6):
        assert len(events(address)) == 4
