"""A body that was left out can be let in again, by those who may consent, on the ledger's page and through the API."""

import pytest
from django.urls import reverse

from consent.models import Exclusion
from consent.rules import can_consent
from consent.services import lift_exclusion, widen_consent
from lifecycle.selectors import history_of
from requests_app.selectors import statements_shown_to
from states.cast import acting_as
from states.models import Body, State
from tests.cast import an_open_statement, sign_in
from tests.factories.notes import a_note
from tests.factories.papers import a_presentation
from web.errors import Conflict, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordmark(cast):
    return Body.objects.get(mailbox="agency.xnd@example.org")


@pytest.fixture
def left_out(nordmark):
    statement = an_open_statement(preset="working")
    widen_consent(statement.subject, by=acting_as("authoriser.xtv"), lines=[], excluded=[nordmark])
    return Exclusion.objects.get()


def reads(who: str) -> bool:
    return statements_shown_to(acting_as(who)).exists()


def test_lifted_exclusion_shows_it_at_once_and_stands_in_the_record(left_out):
    assert not reads("officer.xnd")
    subject = lift_exclusion(left_out, by=acting_as("authoriser.xtv"))
    assert reads("officer.xnd")
    assert history_of(subject).last().facts == {"edition": 1, "body": left_out.body_id}
    with pytest.raises(Conflict):
        lift_exclusion(left_out, by=acting_as("authoriser.xtv"))


@pytest.mark.parametrize(("who", "proven", "refusal"), [
    ("drafter.xtv", True, NotPermitted),
    ("authoriser.xkr", True, NotPermitted),
    ("curator", True, NotPermitted),
    ("authoriser.xtv", False, ProofNeeded),
])  # fmt: skip
def test_nobody_lifts_without_the_right_and_a_proof(left_out, who, proven, refusal):
    with pytest.raises(refusal):
        lift_exclusion(left_out, by=acting_as(who, proven=proven))
    assert not reads("officer.xnd")


def test_page_of_the_ledger_leads_to_lifting(left_out):
    client = sign_in("authoriser.xtv")
    lift = reverse("exclusion_lift", args=[left_out.edition.subject.slug, left_out.pk])
    assert lift in client.get(reverse("grant_ledger")).content.decode()
    assert client.post(lift, {}).status_code == 400
    assert client.post(lift, {"confirm": "on"}).status_code == 302
    assert reads("officer.xnd")
    assert client.post(lift, {"confirm": "on"}).status_code == 404


def test_api_lists_leaves_out_and_lifts(left_out, nordmark):
    client, other = sign_in("authoriser.xtv"), sign_in("authoriser.xkr")
    (row,) = client.get("/api/v1/exclusions/").json()["results"]
    assert (row["body"], row["actions"]) == (nordmark.pk, ["lift"])
    assert other.get("/api/v1/exclusions/").json()["results"] == []
    assert other.post(f"/api/v1/exclusions/{row['id']}/lift/", {}, "application/json").status_code == 404
    assert client.post(f"/api/v1/exclusions/{row['id']}/lift/", {}, "application/json").status_code == 204
    assert reads("officer.xnd")
    words = {"subject": row["subject"], "body": nordmark.pk}
    assert client.post("/api/v1/exclusions/", words, "application/json").status_code == 201
    assert not reads("officer.xnd")
    own = Body.objects.get(mailbox="mission.xtv@example.org")
    assert client.post("/api/v1/exclusions/", words | {"body": own.pk}, "application/json").status_code == 400
    assert sign_in("officer.xnd").post("/api/v1/exclusions/", words, "application/json").status_code == 403


def test_consent_is_given_by_the_office_that_the_state_lets(cast):
    statement, paper, note = an_open_statement(), a_presentation(), a_note(need=an_open_statement().needs.get())
    State.objects.filter(iso3="XTV").update(statement_kinds=["nmirf"], report_kinds=["mission"])
    mission = acting_as("authoriser.xtv")
    assert not can_consent(mission, statement.subject)
    assert not can_consent(mission, paper.subject)
    assert can_consent(mission, note.subject)
    assert can_consent(mission, None)
    page = sign_in("authoriser.xtv").get(reverse("grant_widen", args=[paper.subject.slug]))
    assert page.status_code == 403
    State.objects.filter(iso3="XTV").update(statement_kinds=["mission"], report_kinds=["nmirf"])
    mission = acting_as("authoriser.xtv")
    assert can_consent(mission, statement.subject)
    assert not can_consent(mission, note.subject)
