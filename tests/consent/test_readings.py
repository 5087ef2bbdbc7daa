"""Who read what: own offices and partners that agreed, by day; never a person, never those at risk."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from consent.models import Reading
from consent.selectors import readers_shown, readings_of
from consent.services import note_readings, show_readers, show_reading, widen_consent
from followup.services import send_due
from states.cast import acting_as
from states.choices import SEEN_READING_KINDS, BodyKind
from states.models import Body, State
from tests.cast import a_draft, an_open_statement, sign_in
from tests.factories.papers import a_practice
from web.errors import NotPermitted

pytestmark = pytest.mark.django_db
#: everybody who may read the statement that is shown to partners, States and participants, and must leave no trace
UNSEEN = [
    "nhri.xtv", "cso.xtv", "cso2.xtv", "mechanism", "curator", "moderator", "authoriser.xkr", "officer.undp", "admin",
]  # fmt: skip


def agree(who: str, *, shown: bool = True) -> Body:
    acting = acting_as(who)
    show_reading(acting.capacity.body, by=acting, shown=shown)
    return acting.capacity.body


def page_of(statement) -> str:
    return reverse("need", args=[statement.subject.reference])


def seen_by(who: str) -> list[tuple]:
    return [(one.body.mailbox, one.role) for one in readings_of(acting_as(who))]


@pytest.fixture
def working(cast):
    return an_open_statement(preset="working")


def test_a_partner_that_agreed_is_seen_once_a_day(working):
    agree("signatory.xnd")
    for _time in range(2):
        assert sign_in("officer.xnd").get(page_of(working)).status_code == 200
    assert seen_by("authoriser.xtv") == [("agency.xnd@example.org", "officer")]
    page = sign_in("drafter.xtv").get(reverse("reading_list")).content.decode()
    assert Body.objects.get(mailbox="agency.xnd@example.org").name in page


@pytest.mark.parametrize("who", UNSEEN)
def test_nobody_else_leaves_a_trace(working, who):
    lines = [(one, "read", "participants") for one in ("summary", "details")]
    widen_consent(working.subject, by=acting_as("authoriser.xtv"), lines=lines)
    client = sign_in(who)
    for url in (page_of(working), reverse("editions", args=[working.subject.reference]), "/api/v1/statements/"):
        assert client.get(url).status_code == (404 if who == "admin" and "api" not in url else 200)
    assert not Reading.objects.exists()


def test_what_is_public_is_read_without_a_trace_and_without_a_write(cast):
    statement = an_open_statement(preset="open")
    grants = [(one, "read", "public") for one in ("details", "documents", "contact")]
    widen_consent(statement.subject, by=acting_as("authoriser.xtv"), lines=grants)
    agree("signatory.xnd")
    sign_in("signatory.xnd").get(page_of(statement))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().get(page_of(statement))
    assert not Reading.objects.exists()
    assert not [one for one in asked if one["sql"].startswith(("INSERT", "UPDATE"))]


def test_own_offices_reading_a_draft_are_seen(cast):
    draft = a_draft()
    sign_in("ministry.xtv").get(reverse("statement", args=[draft.subject.slug]))
    sign_in("drafter.xtv").get(reverse("statement", args=[draft.subject.slug]))
    assert ("mission.xtv@example.org", "drafter") in seen_by("authoriser.xtv")
    assert seen_by("authoriser.xkr") == seen_by("signatory.xnd") == seen_by("curator") == []


def test_every_door_is_noted(working):
    agree("fund")
    address = working.subject.reference
    doors = (page_of(working), reverse("editions", args=[address]), f"/api/v1/statements/{address}/")
    for url in doors:
        Reading.objects.all().delete()
        assert sign_in("fund").get(url).status_code == 200
        assert len(seen_by("authoriser.xtv")) == 1, url
    practice = a_practice(preset="working")
    for url in (reverse("practice", args=[practice.reference]), f"/api/v1/practices/{practice.reference}/"):
        Reading.objects.all().delete()
        assert sign_in("fund").get(url).status_code == 200
        assert len(seen_by("authoriser.xam")) == 1, url


def test_taken_back_it_is_deleted_and_shown_to_nobody(working):
    body = agree("fund")
    note_readings([working.subject.shown], by=acting_as("fund"))
    assert len(seen_by("authoriser.xtv")) == 1
    Body.objects.filter(pk=body.pk).update(shows_reading=False)
    assert seen_by("authoriser.xtv") == []
    agree("fund", shown=False)
    assert not Reading.objects.exists()


def test_what_is_older_than_two_years_is_forgotten(working):
    agree("fund")
    note_readings([working.subject.shown], by=acting_as("fund"))
    now = timezone.now()
    for days, kept in ((0, 1), (2 * 365, 1), (2 * 365 + 1, 0)):
        assert send_due(on=now + timedelta(days=days))["readings_forgotten"] == (kept == 0)
        assert Reading.objects.count() == kept


@pytest.mark.parametrize("who", ["nhri.xtv", "cso.xtv", "mechanism", "curator", "officer.xnd", "authoriser.xtv"])
def test_only_the_head_of_a_partner_agrees(cast, who):
    with pytest.raises(NotPermitted):
        agree(who)
    page = sign_in(who).get(reverse("reading_setting"))
    assert page.status_code == (200 if who == "authoriser.xtv" else 403)


@pytest.mark.parametrize("kind", [kind for kind in BodyKind if kind not in SEEN_READING_KINDS])
def test_database_refuses_to_see_those_at_risk(cast, kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.create(kind=kind, name=f"A {kind}", state=State.objects.get(iso3="XTV"), shows_reading=True)


def test_number_of_readers_is_the_states_choice_and_begins_at_three(working):
    working.state.refresh_from_db()
    show_readers(working.state, by=acting_as("authoriser.xtv"), shown=True)
    subject = working.subject
    subject.state.refresh_from_db()
    counts = []
    for who in ("fund", "signatory.xnd", "officer.xam", "officer.ohchr"):
        Body.objects.filter(pk=acting_as(who).capacity.body.pk).update(shows_reading=True)
        note_readings([subject.shown], by=acting_as(who))
        counts.append(readers_shown([subject]).get(subject.pk))
    assert counts == [None, None, 3, 4]
    assert "Read by 4 partners" in sign_in("fund").get(page_of(working)).content.decode()
    sign_in("authoriser.xtv").post(reverse("reading_setting"), {})
    assert "Read by" not in sign_in("fund").get(page_of(working)).content.decode()


def test_api_shows_the_state_its_own(working):
    agree("fund")
    sign_in("fund").get(page_of(working))
    rows = sign_in("authoriser.xtv").get("/api/v1/readings/").json()["results"]
    assert [(row["office"], row["role"], row["subject"]) for row in rows] == [
        (Body.objects.get(mailbox="fund@example.org").name, "signatory", working.subject.reference)
    ]
    assert sign_in("fund").get("/api/v1/readings/").json()["results"] == []
    assert Client().get("/api/v1/readings/").json()["results"] == []


def test_a_page_of_things_is_noted_in_as_many_queries_as_one(cast):
    agree("fund")
    statements = [an_open_statement(preset="working") for _number in range(6)]
    editions = [one.subject.shown for one in statements]
    acting = acting_as("fund")
    with CaptureQueriesContext(connection) as one:
        note_readings(editions[:1], by=acting)
    with CaptureQueriesContext(connection) as five:
        note_readings(editions[1:], by=acting)
    assert len(one) == len(five)
    with CaptureQueriesContext(connection) as again:
        note_readings(editions, by=acting)
    assert len(again) == 1
