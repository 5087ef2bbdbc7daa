"""Taking part: offices register, funds pay for journeys, hands go up."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogue import services
from dialogue.models import AgendaItem, SpeakerSlot
from dialogue.selectors.agenda import takes_part
from dialogue.selectors.registration import participants_listed, registrations_shown_to
from states.cast import acting_as
from states.models import Body
from tests.cast import sign_in
from tests.factories.dialogue import a_free_item, a_region, a_segment, an_open_session, published
from web.errors import FailedCheck, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    return an_open_session()


def registered(session, who: str, **words):
    return services.register(session, by=acting_as(who), words={"people": 2} | words)


def taking_part(session, who: str, **words):
    return services.REGISTRATION_ACTS["confirm"](registered(session, who, **words), by=acting_as("curator"))


def test_office_takes_part_once_confirmed_and_stands_on_the_list_only_where_it_says_so(session):
    registered(session, "authoriser.xtv", listed=True)
    assert not takes_part(acting_as("authoriser.xtv"), session)
    taking_part(session, "authoriser.xtv", listed=True)
    assert takes_part(acting_as("ministry.xtv"), session)
    taking_part(session, "cso.xtv")
    assert [one.body.name for one in participants_listed(session)] == ["Permanent Mission of Talava"]
    page = Client().get(reverse("participant_list", args=[session.reference])).content.decode()
    assert "Island Legal Aid Network" not in page


def test_nothing_is_preselected_on_the_form(session):
    page = sign_in("cso.xtv").get(reverse("registration", args=[session.reference])).content.decode()
    assert "checked" not in page


def test_accessibility_is_for_the_office_and_the_curators(session):
    taking_part(session, "cso.xtv", accessibility="A ramp")
    for who, rows in (
        ("cso.xtv", 1),
        ("curator", 1),
        ("cso2.xtv", 0),
        ("authoriser.xtv", 0),
        ("moderator", 0),
        ("host", 0),
    ):
        assert registrations_shown_to(acting_as(who)).count() == rows


def test_counts_must_add_up(session):
    client, url = sign_in("authoriser.xtv"), reverse("registration", args=[session.reference])
    words = {"people": 1, "from_capital": 2, "practitioners": 0, "remote": 0, "accessibility": ""}
    answer = client.post(url, words)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["from_capital"]


def test_state_outside_the_region_cannot_register(cast):
    edition = an_open_session("host", region=a_region("ocean", "XTV"))
    with pytest.raises(FailedCheck):
        registered(edition, "authoriser.xkr")
    assert registered(edition, "authoriser.xtv").status == "asked"


def test_journey_goes_to_the_board_and_is_granted_with_a_proof(session):
    mine = registered(session, "authoriser.xtv")
    words = {"fund": Body.objects.get(kind="fund"), "people": 1, "why": "An official of the ministry."}
    asked = services.ask_travel(mine, by=acting_as("authoriser.xtv"), words=words)
    board_on = timezone.localdate() + timedelta(days=9)
    with pytest.raises(NotPermitted):
        services.TRAVEL_ACTS["put_to_board"](asked, by=acting_as("signatory.xnd"), board_on=board_on)
    before = services.TRAVEL_ACTS["put_to_board"](asked, by=acting_as("fund"), board_on=board_on)
    assert (before.status, before.board_on) == ("at_board", board_on)
    with pytest.raises(ProofNeeded):
        services.TRAVEL_ACTS["grant"](before, by=acting_as("fund", proven=False))
    assert services.TRAVEL_ACTS["grant"](before, by=acting_as("fund")).status == "granted"


def test_journey_is_paid_for_ldcs_and_small_islands_alone(session):
    mine = registered(session, "authoriser.xam")
    words = {"fund": Body.objects.get(kind="fund"), "people": 1, "why": "An official."}
    with pytest.raises(FailedCheck):
        services.ask_travel(mine, by=acting_as("authoriser.xam"), words=words)


def test_hand_goes_up_and_comes_on_the_list_in_its_order(session):
    item = a_free_item(a_segment(session))
    for who in ("signatory.xnd", "cso.xtv"):
        taking_part(session, who)
    published(session)
    item = AgendaItem.objects.get(pk=item.pk)
    with pytest.raises(NotPermitted):
        services.ask_to_speak(item, by=acting_as("fund"))
    asked = [services.ask_to_speak(item, by=acting_as(who), remote=True) for who in ("cso.xtv", "signatory.xnd")]
    for one in asked:
        services.SPEAKING_ACTS["list"](one, by=acting_as("curator"))
    slots = SpeakerSlot.objects.filter(item=item).order_by("order")
    assert [(one.order, one.part, one.minutes, one.remote) for one in slots] == [
        (1, "society", 2, True),
        (2, "offers", 2, True),
    ]


def test_check_in_by_one_press(session):
    one = taking_part(session, "authoriser.xtv")
    client = sign_in("curator")
    for _time in range(2):
        assert client.post(reverse("check_in", args=[session.reference, one.key])).status_code == 302
    one.refresh_from_db()
    assert one.checked_in_at is not None
