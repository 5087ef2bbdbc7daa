"""The agenda from the curator's draft to what each reader gets of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.acting import ANONYMOUS
from consent.models import Grant
from consent.selectors.rights import live_grants
from consent.services import withdraw_grants
from dialogue import services
from dialogue.models import AnnualSession, ReleasedItem
from dialogue.selectors.agenda import agenda_of, draft_of
from dialogue.selectors.building import conflicts_of
from dialogue.selectors.objects import needs_listed
from dialogue.selectors.releases import changes_of
from dialogue.selectors.waiting import unanswered_unlisted
from dialogue.services import ask_to_list
from notifications.models import Notification, OutboxMessage
from notifications.notice import REGISTRY
from notifications.words import words_of
from presentations.selectors import presentations_listed_for
from requests_app.models import NeedsStatement
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import (
    a_free_item,
    a_listing,
    a_need_item,
    a_region,
    a_segment,
    an_open_session,
    at,
    published,
    waiting,
)
from tests.factories.matching import a_proposal
from tests.factories.papers import a_presentation
from web.errors import FailedCheck, NotPermitted, WrongStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    return an_open_session()


def titles(acting, session) -> list[str]:
    agenda = agenda_of(acting, AnnualSession.objects.get(pk=session.pk))
    return [line.shown.title for line in agenda.lines()] if agenda else []


def test_need_waits_only_where_its_state_lists_it(session):
    statement = an_open_statement()
    assert waiting(session) == []
    a_listing(statement, session)
    (one,) = waiting(session)
    assert (one.kind, one.shown.state) == ("need", "Talava")


def test_need_brings_the_matching_slot_of_45_minutes(session):
    item = a_need_item(a_segment(session), an_open_statement())
    parts = [(one.part, one.minutes) for one in item.speakers.order_by("order")]
    expected = [("state", 5), ("practitioner", 5), ("peers", 10), ("society", 5), ("offers", 15), ("chair", 5)]
    assert parts == expected
    assert item.minutes == 45


def test_draft_is_nobodys_but_its_curators(session):
    a_need_item(a_segment(session), an_open_statement(), "public")
    assert agenda_of(acting_as("curator"), session) is None
    assert titles(ANONYMOUS, session) == []


def test_reader_gets_only_what_its_state_lets_be_listed_to_them(session):
    segment = a_segment(session)
    a_need_item(segment, an_open_statement(title="For everybody"), "public")
    a_need_item(segment, an_open_statement(preset="quiet", title="For States"), "states")
    published(session)
    assert titles(ANONYMOUS, session) == ["For everybody"]
    assert titles(acting_as("authoriser.xkr"), session) == ["For everybody", "For States"]
    assert titles(acting_as("signatory.xnd"), session) == ["For everybody"]


def test_taking_back_empties_the_published_agenda_at_once(session):
    item = a_need_item(a_segment(session), an_open_statement(), "public")
    published(session)
    services.unlist_need(item.need.listings.get(), by=acting_as("authoriser.xtv"))
    assert titles(ANONYMOUS, session) == titles(acting_as("curator"), session) == []
    (line,) = draft_of(acting_as("curator"), session).lines()
    assert line.shown is None


def test_taking_one_listing_back_ends_what_it_gave_and_nothing_else(session):
    statement, other = an_open_statement(preset="quiet"), an_open_session()
    need = statement.needs.get()
    by, reader = acting_as("authoriser.xtv"), acting_as("signatory.xnd")
    here = services.list_need(need, session=session, by=by, audiences=["states", "partners"])
    there = services.list_need(need, session=other, by=by, audiences=["partners"])
    services.unlist_need(here, by=by)
    assert needs_listed(reader, other).get() == need
    assert not needs_listed(acting_as("authoriser.xkr"), other).exists()
    services.unlist_need(there, by=by)
    assert not live_grants().filter(purpose="session_listing").exists()


def test_taking_a_listing_back_leaves_what_was_granted_before_it(session):
    statement = an_open_statement(preset="open")
    before = set(live_grants().filter(purpose="session_listing").values_list("audience", flat=True))
    services.unlist_need(a_listing(statement, session, "public"), by=acting_as("authoriser.xtv"))
    assert before
    assert set(live_grants().filter(purpose="session_listing").values_list("audience", flat=True)) == before


def test_presentation_waits_and_shows_to_whom_its_state_granted_the_listing(session):
    segment = a_segment(session)
    presentations = [a_presentation(title="For everybody"), a_presentation(preset="working", title="Working")]
    granted = {one.pk for one in presentations if presentations_listed_for(acting_as("curator")).filter(pk=one.pk)}
    assert {one.pk for one in waiting(session, pool="presentation")} == granted
    assert presentations[0].pk in granted
    item = services.add_item(segment, by=acting_as("curator"), kind="presentation", pk=presentations[0].pk)
    assert [(one.part, one.minutes) for one in item.speakers.all()] == [("state", 10), ("offers", 10)]
    published(session)
    assert titles(ANONYMOUS, session) == ["For everybody"]
    show = {"by": acting_as("authoriser.xtv"), "subject": presentations[0].subject}
    withdraw_grants(Grant.objects.filter(purpose="session_listing", audience="public"), **show)
    assert titles(ANONYMOUS, session) == []
    assert titles(acting_as("authoriser.xtv"), session) == ["For everybody"]


def test_builder_warns_where_a_delegations_language_is_not_interpreted(session):
    a_need_item(a_segment(session, languages=["en"]), an_open_statement())
    services.register(session, by=acting_as("authoriser.xtv"), words={"languages": ["fr"]})
    warning = "Permanent Mission of Talava registered for French; «Justice» is not interpreted in it."
    assert warning in [one.text for one in conflicts_of(draft_of(acting_as("curator"), session))]
    services.register(session, by=acting_as("authoriser.xtv"), words={"languages": ["fr", "en"]})
    assert not conflicts_of(draft_of(acting_as("curator"), session))


def test_closed_segment_is_known_to_who_is_invited_alone(session):
    invited = Body.objects.filter(mailbox="mission.xkr@example.org")
    a_free_item(a_segment(session, kind="closed", invited=invited), "A closed talk")
    published(session)
    assert titles(acting_as("authoriser.xkr"), session) == ["A closed talk"]
    for other in ("authoriser.xtv", "signatory.xnd", "cso.xtv", "moderator", "host"):
        agenda = agenda_of(acting_as(other), AnnualSession.objects.get(pk=session.pk))
        assert agenda.blocks == []


def test_segment_without_attribution_shows_its_items_to_who_takes_part(session):
    a_free_item(a_segment(session, kind="non_attributable"), "Lessons of failure")
    published(session)
    (block,) = agenda_of(ANONYMOUS, AnnualSession.objects.get(pk=session.pk)).blocks
    assert (block.title, block.lines) == ("Justice", [])


def test_item_longer_than_its_segment_is_refused_by_service_and_database(session):
    segment = a_segment(session, "10:00", "10:30")
    with pytest.raises(ValidationError):
        a_free_item(segment, minutes=31)
    item = a_free_item(segment, minutes=30)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(item).objects.filter(pk=item.pk).update(minutes=31)


def test_room_holds_one_segment_at_a_time(session):
    a_segment(session, "10:00", "12:00")
    a_segment(session, "12:00", "13:00")
    with pytest.raises(ValidationError):
        a_segment(session, "11:00", "12:30")
    a_segment(session, "11:00", "12:30", room="Room XXI")


def test_segment_outside_the_days_is_refused(session):
    words = {"title": "Late", "kind": "open", "room": "X", "starts_at": at(session, "10:00", 5)}
    with pytest.raises(FailedCheck):
        services.write_segment(session, by=acting_as("curator"), words=words | {"ends_at": at(session, "11:00", 5)})


def test_order_changes_by_steps_and_by_placing(session):
    segment, other = a_segment(session), a_segment(session, "14:00", "15:00")
    one, two, three = (a_free_item(segment, title) for title in ("one", "two", "three"))
    services.move_item(three, by=acting_as("curator"), step=-1)
    order = [line.shown.title for line in draft_of(acting_as("curator"), session).lines()]
    assert order == ["one", "three", "two"]
    services.place_items([one], by=acting_as("curator"), segment=other)
    services.place_items([two], by=acting_as("curator"), segment=other, before=one)
    order = [line.shown.title for line in draft_of(acting_as("curator"), session).lines()]
    assert order == ["three", "two", "one"]


def test_conflicts_are_found_and_named(session):
    here, there = a_segment(session), a_segment(session, room="Room XXI", title="Data")
    a_need_item(here, an_open_statement())
    a_need_item(there, an_open_statement(title="Another need"))
    for _number in range(2):
        a_need_item(here, an_open_statement("authoriser.xkr"))
    texts = [one.text for one in conflicts_of(draft_of(acting_as("curator"), session))]
    assert "«Justice» is 15 minutes over its time." in texts
    assert "Talava is needed in Room XX and in Room XXI at the same time." in texts
    assert "Permanent Mission of Talava speaks in Room XX and in Room XXI at the same time." in texts
    with pytest.raises(FailedCheck):
        published(session)


def test_publishing_tells_those_concerned_once(session):
    segment = a_segment(session)
    a_need_item(segment, an_open_statement())
    published(session)
    told = Notification.objects.filter(kind="dialogue.agenda_changed")
    usernames = sorted(told.values_list("person__username", flat=True))
    assert usernames == ["authoriser.xtv", "drafter.xtv", "ministry.xtv", "nmirf.xtv"]
    a_free_item(segment, minutes=5)
    published(session)
    assert told.count() == 4
    with pytest.raises(FailedCheck):
        published(session)


def test_sequence_counts_changes_and_what_is_taken_off_stays_cancelled(session):
    segment = a_segment(session)
    first, second = a_free_item(segment, "First", 20), a_free_item(segment, "Second", 20)
    published(session)
    services.remove_item(first, by=acting_as("curator"))
    kinds = sorted(one.kind.value for one in changes_of(draft_of(acting_as("curator"), session)))
    assert kinds == ["moved", "taken_off"]
    published(session)
    last = ReleasedItem.objects.filter(release__number=2).order_by("item")
    assert [(one.item, one.sequence, one.cancelled) for one in last] == [(first, 1, True), (second, 1, False)]
    assert sorted(titles(ANONYMOUS, session)) == ["First", "Second"]
    assert [len(block.lines) for block in agenda_of(ANONYMOUS, AnnualSession.objects.get()).standing] == [1]


def test_host_writes_its_own_edition_and_nobody_elses(session):
    region = a_region()
    edition = an_open_session("host", region=region)
    with pytest.raises(NotPermitted):
        a_segment(edition)
    with pytest.raises(NotPermitted):
        a_segment(session, by="host")
    a_free_item(a_segment(edition, by="host"), "Regional opening", by="host")
    published(edition, by="host")
    assert titles(ANONYMOUS, edition) == ["Regional opening"]


def test_held_session_is_written_no_more(session):
    a_free_item(a_segment(session))
    published(session)
    AnnualSession.objects.filter(pk=session.pk).update(status="held")
    with pytest.raises(WrongStatus):
        a_free_item(session.segments.get())


def silent(statement):
    NeedsStatement.objects.filter(pk=statement.pk).update(opened_at=timezone.now() - timedelta(days=61))
    return statement


def test_builder_shows_what_nobody_answered_and_asks_its_state_once(session):
    listed, other = silent(an_open_statement(title="Listed")), silent(an_open_statement(title="Not listed"))
    an_open_statement(title="Asked yesterday")
    a_listing(listed, session)
    browser, address = sign_in("curator"), reverse("agenda_build", args=[session.reference])
    page = browser.get(address)
    assert [one.unanswered for one in page.context["waiting"] if one.shown.title == "Listed"] == [True]
    assert [one.title for one in page.context["unlisted"]] == ["Not listed"]
    ask = reverse("listing_ask", args=[session.reference, other.needs.get().pk])
    assert browser.post(ask).status_code == 302
    assert browser.post(ask).status_code == 409
    told = Notification.objects.filter(kind="dialogue.listing_asked").values_list("person__username", flat=True)
    assert set(told) == {"authoriser.xtv", "nmirf.xtv"}
    assert browser.get(address).context["unlisted"][0].asked_at
    a_listing(other, session)
    assert browser.get(address).context["unlisted"] == []


def test_what_was_answered_or_is_not_for_the_curators_is_not_asked_for(session):
    answered, quiet = silent(an_open_statement()), silent(an_open_statement(preset="quiet"))
    a_proposal(answered)
    found = {one.need.statement_id for one in unanswered_unlisted(acting_as("curator"), session)}
    assert found == {quiet.pk}
    for who in ("authoriser.xtv", "officer.xnd", "host", "moderator"):
        assert unanswered_unlisted(acting_as(who), session) == []
    rows = sign_in("curator").get(f"/api/v1/sessions/{session.reference}/unlisted/").json()
    assert [one["statement"] for one in rows] == [quiet.reference]
    words = {"statement": quiet.reference, "number": 1}
    asked = f"/api/v1/sessions/{session.reference}/ask_to_list/"
    done = sign_in("curator").post(asked, words, content_type="application/json")
    assert done.status_code == 200
    assert sign_in("authoriser.xtv").post(asked, words, content_type="application/json").status_code in (400, 403, 404)


def test_mail_about_a_listing_is_dropped_once_it_is_listed(session):
    statement = silent(an_open_statement())
    asked = ask_to_list(statement.needs.get(), session=session, by=acting_as("curator"))
    notice, person = REGISTRY["dialogue.listing_asked"], acting_as("authoriser.xtv").user
    assert notice.still_right(notice.find(asked.pk), person)
    waiting = OutboxMessage.objects.filter(kind="dialogue.listing_asked", person=person).get()
    assert f"Need 1 of {statement.reference} has had no answer" in words_of(waiting)["body"]
    a_listing(statement, session)
    assert not notice.still_right(notice.find(asked.pk), person)
