"""Regions: their page shows each reader what they may read; a host has its own edition; only what is granted rises."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.acting import ANONYMOUS
from consent.services import widen_consent
from dialogue.selectors import agenda_of
from dialogue.selectors.sessions import sessions_curated
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import (
    a_free_item,
    a_listing,
    a_need_item,
    a_region,
    a_segment,
    an_open_session,
    published,
    waiting,
)
from tests.factories.papers import a_practice

pytestmark = pytest.mark.django_db
TITLE = "Boats for the far islands"


@pytest.fixture
def region(cast):
    return a_region("ocean", "XTV", "XWD")


def shown_to_the_region(**words):
    statement = an_open_statement(preset="quiet", title=TITLE, **words)
    widen_consent(statement.subject, by=acting_as("authoriser.xtv"), lines=[("summary", "read", "region:ocean")])
    return statement


def page_of(region, who: str = "") -> str:
    client = sign_in(who) if who else Client()
    answer = client.get(region.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("host", True), ("authoriser.xwd", True), ("authoriser.xtv", True), ("curator", True), ("", False),
        ("authoriser.xkr", False), ("signatory.xnd", False), ("cso.xtv", False),
    ],
)  # fmt: skip
def test_page_of_a_region_shows_its_needs_to_whom_they_are_granted(region, who, sees):
    shown_to_the_region()
    words = page_of(region, who)
    assert (TITLE in words) is sees
    assert ("You belong to this region" in words) is (who in ("host", "authoriser.xwd", "authoriser.xtv"))


def test_page_of_a_region_shows_its_calls_sessions_host_and_what_it_shares(region):
    edition = an_open_session("host", region=region, title="Edition of the ocean")
    an_open_session(title="In Geneva")
    own, other = a_practice("authoriser.xtv"), a_practice(title="Of somebody else")
    words = page_of(region)
    for there in (edition.title, own.get_absolute_url(), region.host.name, "Talava"):
        assert there in words
    for elsewhere in ("In Geneva", other.get_absolute_url()):
        assert elsewhere not in words
    assert reverse("agenda_build", args=[edition.reference]) in page_of(region, "host")
    assert reverse("agenda_build", args=[edition.reference]) not in page_of(region, "curator")
    row = Client().get(f"/api/v1/regions/{region.slug}/").json()
    assert (row["host"], row["states"], row["sessions"]) == (region.host.name, ["XTV", "XWD"], [edition.reference])


def test_only_what_its_state_lets_rise_reaches_geneva(region):
    edition, geneva = an_open_session("host", region=region), an_open_session()
    statement = shown_to_the_region()
    item = a_need_item(a_segment(edition, by="host"), statement, by="host")
    edition = published(edition, "host")
    assert [line.item for line in agenda_of(acting_as("authoriser.xwd"), edition).lines()] == [item]
    for outside in (ANONYMOUS, acting_as("curator"), acting_as("authoriser.xkr"), acting_as("signatory.xnd")):
        assert agenda_of(outside, edition).lines() == []
    assert waiting(geneva) == []
    a_listing(statement, geneva)
    assert [one.pk for one in waiting(geneva)] == [item.need_id]
    assert waiting(geneva, "host") == []


def test_host_curates_its_own_region_alone(region):
    other = a_region("lakes", "XKR")
    other.host = type(other.host).objects.create(kind="regional_host", name="Community of the lakes")
    other.save()
    own, geneva = an_open_session("host", region=region), an_open_session()
    assert list(sessions_curated(acting_as("host"))) == [own]
    assert list(sessions_curated(acting_as("curator"))) == [geneva]
    words = {"title": "Ours", "region": "lakes", "place": "Online", "starts_on": "2031-01-01", "ends_on": "2031-01-01"}
    refused = sign_in("host").post("/api/v1/sessions/", words, "application/json")
    assert (refused.status_code, refused.json()) == (400, {"region": ["You host no such region."]})


def test_state_outside_the_region_lists_nothing_at_its_edition(region):
    edition = an_open_session("host", region=region)
    statement = an_open_statement("authoriser.xkr")
    answer = sign_in("authoriser.xkr").post(
        reverse("session_listings", args=[edition.reference]), {"need": statement.needs.get().pk}
    )
    assert answer.status_code == 400
    assert not edition.listings.exists()


def test_page_of_a_region_costs_the_same_with_one_need_and_with_many(region):
    client = sign_in("host")
    shown_to_the_region()
    client.get(region.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(region.get_absolute_url())
    for number in range(4):
        shown_to_the_region(summary=f"Need {number}.")
        an_open_session("host", region=region, title=f"Edition {number}")
    with CaptureQueriesContext(connection) as many:
        assert TITLE in client.get(region.get_absolute_url()).content.decode()
    assert len(many) <= len(one) + 1  # the commitments of its last session


def test_desk_of_its_curators_shows_a_session_with_its_next_step(region):
    edition = an_open_session("host", region=region, title="Edition of the ocean")
    build, live = (reverse(route, args=[edition.reference]) for route in ("agenda_build", "live_desk"))
    desk = sign_in("host").get(reverse("desk")).content.decode()
    assert edition.title in desk
    assert build in desk
    a_free_item(a_segment(edition, by="host"), by="host")
    published(edition, "host")
    assert live in sign_in("host").get(reverse("desk")).content.decode()
    assert edition.title not in sign_in("curator").get(reverse("desk")).content.decode()
