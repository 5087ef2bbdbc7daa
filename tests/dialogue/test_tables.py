"""Bilateral tables: from a request to the seats of both, and who learns of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dialogue import services
from dialogue.desk import tasks_of
from dialogue.models import AnnualSession, TableSeat, TableTalk
from dialogue.selectors.agenda import draft_of
from dialogue.selectors.building import conflicts_of
from dialogue.selectors.tables import delegations_to_ask, free_times
from notifications.models import Notification
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.dialogue.test_documents import calendar, parse
from tests.factories.dialogue import (
    a_free_item,
    a_need_item,
    a_segment,
    a_table,
    an_open_session,
    published,
    taking_part,
)
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

pytestmark = pytest.mark.django_db
STATE, PARTNER, OTHER = "authoriser.xtv", "signatory.xnd", "authoriser.xkr"


@pytest.fixture
def session(cast):
    """One hour with two tables, beside an opening."""
    session = an_open_session()
    a_free_item(a_segment(session, "10:00", "11:00", tables=2))
    return published(session)


@pytest.fixture
def delegations(session):
    return dict(zip((STATE, PARTNER, OTHER), taking_part(session, STATE, PARTNER, OTHER), strict=True))


def clocks(acting, session, other) -> list[str]:
    return [f"{one.starts_at.astimezone(session.zone):%H:%M}" for one in free_times(acting, session, other)]


def yes(talk: TableTalk, by: str) -> TableTalk:
    return services.TABLE_ACTS["book"](talk, by=acting_as(by))


def told(kind: str) -> set[str]:
    rows = Notification.objects.filter(kind=f"dialogue.{kind}")
    return set(rows.values_list("person__username", flat=True))


def test_both_yeses_book_a_table_for_twenty_minutes(session, delegations):
    talk = yes(a_table(session, PARTNER, delegations[STATE]), STATE)
    assert (talk.status, talk.table, talk.ends_at - talk.starts_at) == ("booked", 1, timedelta(minutes=20))
    assert TableSeat.objects.count() == 2
    assert told("table_asked") >= {STATE}
    assert told("table_answered") >= {PARTNER}


def test_times_are_those_at_which_both_and_a_table_are_free(session, delegations):
    partner = acting_as(PARTNER)
    assert clocks(partner, session, delegations[STATE]) == ["10:00", "10:20", "10:40"]
    yes(a_table(session, OTHER, delegations[STATE], number=1), STATE)
    assert clocks(partner, session, delegations[STATE]) == ["10:00", "10:40"]
    later = services.register(session, by=acting_as(STATE), words={"people": 2, "days": [session.ends_on]})
    assert clocks(partner, session, later) == []


def test_delegation_is_not_free_while_an_item_of_its_state_is_on(cast):
    session = an_open_session()
    a_need_item(a_segment(session, "10:00", "12:00", tables=1), an_open_statement(), "public")
    session = published(session)
    state, _partner = taking_part(session, STATE, PARTNER)
    assert clocks(acting_as(PARTNER), session, state) == ["11:00", "11:20", "11:40"]


def test_a_table_is_never_booked_twice(session, delegations):
    session.segments.update(tables=1)
    one, other = a_table(session, PARTNER, delegations[STATE]), a_table(session, OTHER, delegations[STATE], number=1)
    third = a_table(session, PARTNER, delegations[OTHER])
    yes(one, STATE)
    with pytest.raises(Conflict):
        yes(third, OTHER)
    TableTalk.objects.filter(pk=other.pk).update(starts_at=one.starts_at, ends_at=one.ends_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        TableTalk.objects.filter(pk=other.pk).update(status="booked", table=1, booked_at=timezone.now())


def test_a_delegation_never_sits_at_two_tables_at_once(session, delegations):
    one, other = a_table(session, PARTNER, delegations[STATE]), a_table(session, OTHER, delegations[STATE])
    yes(one, STATE)
    with pytest.raises(Conflict):
        yes(other, STATE)
    times = {"starts_at": one.starts_at + timedelta(minutes=10), "ends_at": one.ends_at + timedelta(minutes=10)}
    with pytest.raises(IntegrityError), transaction.atomic():
        TableSeat.objects.create(talk=other, registration=delegations[STATE], **times)


def test_only_who_takes_part_and_let_itself_be_asked_is_asked(session, delegations):
    assert {one.body.name for one in delegations_to_ask(acting_as(PARTNER), session)} == {
        delegations[STATE].body.name,
        delegations[OTHER].body.name,
    }
    for nobody in ("cso.xtv", "officer.undp", "curator", "authoriser.xwd"):
        assert not delegations_to_ask(acting_as(nobody), session).exists()
    free = free_times(acting_as(PARTNER), session, delegations[STATE])[0]
    services.register(session, by=acting_as(STATE), words={"at_tables": False})
    when = {"asked": delegations[STATE], "segment": free.segment, "starts_at": free.starts_at}
    with pytest.raises(FailedCheck):
        services.ask_table(session, by=acting_as(PARTNER), **when)
    with pytest.raises(NotPermitted):
        services.ask_table(session, by=acting_as("officer.undp"), **when)


def test_the_other_side_alone_answers(session, delegations):
    talk = a_table(session, PARTNER, delegations[STATE])
    for other in (PARTNER, OTHER, "curator"):
        with pytest.raises(NotPermitted):
            yes(talk, other)
    services.TABLE_ACTS["decline"](talk, by=acting_as(STATE))
    with pytest.raises(WrongStatus):
        yes(talk, STATE)
    assert told("table_answered") >= {PARTNER}


@pytest.mark.parametrize("by", [STATE, PARTNER, "curator"])
def test_cancelled_table_frees_its_seats_and_both_are_told(session, delegations, by):
    talk = yes(a_table(session, PARTNER, delegations[STATE]), STATE)
    services.TABLE_ACTS["cancel"](talk, by=acting_as(by))
    assert not TableSeat.objects.exists()
    assert told("table_cancelled") >= {STATE, PARTNER}
    assert yes(a_table(session, PARTNER, delegations[STATE]), STATE).table == 1


def test_who_withdraws_from_the_session_sits_at_no_table(session, delegations):
    talk = yes(a_table(session, PARTNER, delegations[STATE]), STATE)
    services.REGISTRATION_ACTS["withdraw"](delegations[STATE], by=acting_as(STATE))
    talk.refresh_from_db()
    assert (talk.status, TableSeat.objects.count()) == ("cancelled", 0)


def test_changed_segment_keeps_its_booked_tables(session, delegations):
    segment = session.segments.get()
    waiting, talk = (a_table(session, PARTNER, delegations[one], number=2) for one in (OTHER, STATE))
    yes(talk, STATE)
    with pytest.raises(FailedCheck):
        services.write_segment(session, by=acting_as("curator"), segment=segment, words={"tables": 0})
    services.TABLE_ACTS["cancel"](talk, by=acting_as(PARTNER))
    segment.refresh_from_db()
    services.write_segment(session, by=acting_as("curator"), segment=segment, words={"tables": 0})
    waiting.refresh_from_db()
    assert waiting.status == "cancelled"


def test_request_that_nobody_answers_lapses(session, delegations):
    talk = a_table(session, PARTNER, delegations[STATE])
    assert services.lapse_tables() == 0
    assert services.lapse_tables(on=talk.ends_at) == 1


def test_table_stands_in_the_calendars_of_both_sides_alone(session, delegations):
    talk = yes(a_table(session, PARTNER, delegations[STATE], about="The second circuit"), STATE)
    for who, other in ((STATE, "Nordmark Agency for Cooperation"), (PARTNER, "Permanent Mission of Talava")):
        (event,) = [one for one in parse(calendar(session, sign_in(who))) if one["UID"].startswith(talk.key)]
        assert event["SUMMARY"] == f"Bilateral table 1: {other}"
        assert event["SEQUENCE"] == "0"
        assert "circuit" not in str(event)
    for who in (OTHER, "curator"):
        assert talk.key.encode() not in calendar(session, sign_in(who))
    services.TABLE_ACTS["cancel"](talk, by=acting_as(STATE))
    raw = calendar(session, sign_in(PARTNER), "item_calendar", talk.key)
    (event,) = parse(raw)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", "1")


def test_desk_run_sheet_and_live_desk_show_it(session, delegations):
    talk = a_table(session, PARTNER, delegations[STATE], about="The second circuit")
    assert talk.get_absolute_url() in [one.url for one in tasks_of(acting_as(STATE))]
    yes(talk, STATE)
    curator = sign_in("curator")
    for route in ("run_sheet", "live_desk"):
        page = curator.get(reverse(route, args=[session.reference])).content.decode()
        assert talk.get_absolute_url() in page
        assert "Nordmark Agency" in page
    assert "second circuit" not in curator.get(talk.get_absolute_url()).content.decode()
    assert "second circuit" in sign_in(STATE).get(talk.get_absolute_url()).content.decode()


def test_builder_warns_of_an_item_while_its_delegation_sits_at_a_table(session, delegations):
    yes(a_table(session, PARTNER, delegations[STATE]), STATE)
    a_need_item(a_segment(session, room="Room C"), an_open_statement())
    texts = [one.text for one in conflicts_of(draft_of(acting_as("curator"), session))]
    assert "Talava is needed in Room C while it sits at a bilateral table." in texts


def test_pages_from_asking_to_the_yes(session, delegations):
    partner, state = sign_in(PARTNER), sign_in(STATE)
    url = reverse("table_list", args=[session.reference])
    page = partner.get(url, {"asked": delegations[STATE].key})
    time = page.context["form"].fields["time"].choices[0][0]
    assert partner.post(url, {"asked": delegations[STATE].key, "time": "soon"}).status_code == 400
    answer = partner.post(url, {"asked": delegations[STATE].key, "time": time, "about": "Judges"})
    talk = TableTalk.objects.get()
    assert answer["Location"] == talk.get_absolute_url()
    assert state.post(reverse("table_act", args=[talk.key, "book"])).status_code == 302
    assert AnnualSession.objects.get() == talk.session
    assert "Booked" in partner.get(url).content.decode()


def test_api_from_asking_to_the_yes(session, delegations):
    partner, state = sign_in(PARTNER), sign_in(STATE)
    free = partner.get("/api/v1/tables/free/", {"session": session.reference, "asked": delegations[STATE].key}).json()
    assert [one["office"] for one in free["delegations"]] == sorted(
        delegations[one].body.name for one in (STATE, OTHER)
    )
    words = {"session": session.reference, "asked": delegations[STATE].key, "segment": free["times"][0]["segment"]}
    words["starts_at"] = free["times"][0]["starts_at"]
    refused = partner.post("/api/v1/tables/", words | {"table": 1}, content_type="application/json")
    assert (refused.status_code, list(refused.json())) == (400, ["table"])
    made = partner.post("/api/v1/tables/", words, content_type="application/json").json()
    assert (made["status"], made["actions"]) == ("asked", ["take_back"])
    booked = state.post(f"/api/v1/tables/{made['key']}/book/", {}, content_type="application/json").json()
    assert (booked["status"], booked["table"], booked["actions"]) == ("booked", 1, ["cancel"])
    assert sign_in(OTHER).get(f"/api/v1/tables/{made['key']}/").status_code == 404
