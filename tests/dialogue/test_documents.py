"""Calendar files and Word documents, read by other means than they are written with."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from icalendar import Calendar

from dialogue import services
from dialogue.models import AnnualSession, Segment
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import a_free_item, a_need_item, a_segment, an_open_session, published

pytestmark = pytest.mark.django_db
SUMMER, WINTER = date(2027, 3, 28), date(2027, 10, 31)  # the nights on which the clocks of Geneva change


def parse(raw: bytes) -> list[dict[str, str]]:
    """A second reader of RFC 5545, written apart: unfolds lines and collects the properties of each event."""
    text = raw.decode()
    assert text.count("\n") == text.count("\r\n"), "lines end with CR LF"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events, current = [], None
    for line in text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            events.append(current)
            current = None
        elif current is not None:
            assert name.split(";")[0] not in current, f"{name} stands once"
            current[name.split(";")[0]] = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n")
    return events


def calendar(session, client=None, route="session_calendar", *args) -> bytes:
    answer = (client or Client()).get(reverse(route, args=[session.reference, *args]))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


@pytest.fixture
def session(cast):
    return an_open_session()


def test_two_parsers_read_the_same_events(session):
    item = a_need_item(a_segment(session), an_open_statement(), "public")
    published(session)
    raw = calendar(session)
    ours = parse(raw)
    theirs = list(Calendar.from_ical(raw).walk("VEVENT"))
    assert [one["UID"] for one in ours] == [str(one["UID"]) for one in theirs]
    assert [moment(one["DTSTART"]) for one in ours] == [one.decoded("DTSTART") for one in theirs]
    titles = [one["SUMMARY"] for one in ours]
    assert titles == ["Justice", "Talava: Train public defenders in the outer islands"]
    assert ours[1]["UID"].startswith(item.key)


def test_change_keeps_the_uid_and_counts_and_what_is_taken_off_is_cancelled(session):
    segment = a_segment(session)
    a_free_item(segment, "Opening", 10)
    item = a_free_item(segment, "Second", 20)
    published(session)
    before = {one["SUMMARY"]: one for one in parse(calendar(session))}
    services.move_item(item, by=acting_as("curator"), step=-1)
    published(session)
    moved = {one["SUMMARY"]: one for one in parse(calendar(session))}
    assert moved["Second"]["UID"] == before["Second"]["UID"]
    assert (before["Second"]["SEQUENCE"], moved["Second"]["SEQUENCE"]) == ("0", "1")
    assert (moved["Justice"]["SEQUENCE"], moved["Second"]["STATUS"]) == ("0", "CONFIRMED")
    services.remove_item(item, by=acting_as("curator"))
    published(session)
    gone = {one["SUMMARY"]: one for one in parse(calendar(session))}["Second"]
    assert (gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == (before["Second"]["UID"], "2", "CANCELLED")


@pytest.mark.parametrize(
    ("zone", "first_day", "hours"),
    [
        ("Europe/Zurich", SUMMER, ("01:00", "04:00", "20270328T000000Z", "20270328T020000Z")),
        ("Europe/Zurich", WINTER, ("01:00", "04:00", "20271030T230000Z", "20271031T030000Z")),
        ("Pacific/Kiritimati", date(2027, 6, 1), ("08:00", "09:00", "20270531T180000Z", "20270531T190000Z")),
    ],
)
def test_times_are_right_on_the_nights_of_the_clock_and_in_utc_plus_14(cast, zone, first_day, hours):
    session = an_open_session(time_zone=zone, starts_on=first_day)
    begins, ends, starts_at, ends_at = hours
    a_free_item(a_segment(session, begins, ends))
    published(session)
    event = parse(calendar(session))[0]
    assert (event["DTSTART"], event["DTEND"]) == (starts_at, ends_at)
    assert len(parse(calendar(session, None, "day_calendar", first_day.isoformat()))) == 2


def test_page_shows_the_times_of_the_session_and_of_a_reader_in_utc_plus_14(session):
    Body.objects.filter(mailbox="mission.xkr@example.org").update(time_zone="Pacific/Kiritimati")
    a_free_item(a_segment(session, "10:00", "11:00"))
    published(session)
    page = sign_in("authoriser.xkr").get(session.get_absolute_url()).content.decode()
    starts_at = Segment.objects.get().starts_at
    hour = (starts_at.astimezone(UTC).hour + 14) % 24
    assert "10:00</time>" in page
    assert f"{hour:02}:00" in page


def test_feed_reads_as_its_person_does_and_stops_with_the_mandate(session):
    a_need_item(a_segment(session), an_open_statement(preset="quiet", title="For States"), "states")
    published(session)
    page = sign_in("authoriser.xkr").get(session.get_absolute_url())
    feed = page.context["feed"]
    assert len(parse(Client().get(feed).content)) == 2
    acting_as("authoriser.xkr").user.mandates.update(ends_on=date(2026, 1, 2))
    assert len(parse(Client().get(feed).content)) == 1
    assert len(parse(Client().get(f"/sessions/{session.reference}/feeds/abc.ics").content)) == 1


def test_no_calendar_holds_a_closed_segment_or_items_without_attribution(session):
    a_free_item(a_segment(session, kind="closed", title="Shut"), "Shut item")
    item = a_free_item(a_segment(session, kind="non_attributable", room="B", title="Lessons"), "Unsaid")
    published(session)
    assert [one["SUMMARY"] for one in parse(calendar(session, sign_in("curator")))] == ["Lessons"]
    url = reverse("item_calendar", args=[session.reference, item.key])
    assert sign_in("curator").get(url).status_code == 404


@pytest.mark.parametrize("route", ["session_calendar", "session_summary"])
def test_draft_has_no_files(session, route):
    a_free_item(a_segment(session))
    assert sign_in("curator").get(reverse(route, args=[session.reference])).status_code == 404


def test_word_documents_number_their_paragraphs_and_hold_what_everybody_may_read(session):
    a_need_item(a_segment(session), an_open_statement(), "public")
    a_need_item(
        a_segment(session, room="B"), an_open_statement("authoriser.xkr", "quiet", title="For States"), "states"
    )
    a_free_item(a_segment(session, kind="closed", room="C", title="Shut"), "Shut item")
    a_free_item(a_segment(session, kind="non_attributable", room="D", title="Lessons"), "Unsaid")
    published(session)
    curator = sign_in("curator")
    for route in ("session_summary", "session_outcome"):
        content = curator.get(reverse(route, args=[session.reference])).content
        words = [one.text for one in Document(BytesIO(content)).paragraphs]
        numbers = [int(one.split(".\t")[0]) for one in words if ".\t" in one]
        assert numbers == list(range(1, len(numbers) + 1))
        assert "I. Introduction" in words
        text = "\n".join(words)
        assert "Train public defenders" in text
        assert "Lessons" in text
        for hidden in ("For States", "Shut", "Unsaid"):
            assert hidden not in text


def test_unknown_day_or_item_is_not_found(session):
    a_free_item(a_segment(session))
    published(session)
    for url in ("days/2027-13-40.ics", "items/0123456789abcdef.ics"):
        assert Client().get(f"/sessions/{session.reference}/{url}").status_code == 404
    assert AnnualSession.objects.count() == 1
