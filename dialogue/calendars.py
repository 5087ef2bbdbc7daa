"""Calendar files of an agenda. What leaves the platform cannot be taken back, so they hold less than the page does:
nothing of a closed segment, and no item of one without attribution, whoever asks.
"""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from dialogue.choices import SegmentKind
from dialogue.selectors.agenda import Agenda, Block, Line

REFRESHED = timedelta(hours=1)


def calendar_of(agenda: Agenda, *, day: date | None = None, key: str = "") -> bytes | None:
    """The agenda as an iCalendar file: whole, of one day (where the session takes place), or of one item or segment.

    Times are in UTC. UIDs never change; SEQUENCE counts changes; what was taken off stands there cancelled. None
    where nothing of what was asked for may leave.
    """
    events = [event for block in agenda.blocks for event in _events(agenda, block, day, key)]
    if key and not events:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Voluntary Platform//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", agenda.session.title)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _events(agenda: Agenda, block: Block, day: date | None, key: str) -> list[Event]:
    if block.segment.kind == SegmentKind.CLOSED:
        return []
    lines = block.lines if block.attributed else []
    found: list[tuple[str, Block | Line, str]] = [(block.segment.key, block, block.title)]
    found += [(line.item.key, line, _summary(line)) for line in lines]
    zone = agenda.session.zone
    return [
        _event(agenda, uid, place, block.room, title)
        for uid, place, title in found
        if (not key or uid == key) and (day is None or place.starts_at.astimezone(zone).date() == day)
    ]


def _summary(line: Line) -> str:
    return f"{line.shown.state}: {line.shown.title}" if line.shown.state else line.shown.title


def _event(agenda: Agenda, uid: str, place: Block | Line, room: str, title: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", place.sequence)
    event.add("dtstamp", _utc(agenda.release.released_at))
    event.add("dtstart", _utc(place.starts_at))
    event.add("dtend", _utc(place.ends_at))
    event.add("summary", title)
    event.add("location", f"{room}, {agenda.session.place}")
    event.add("url", f"{settings.SITE_URL}{agenda.session.get_absolute_url()}#{uid}")
    event.add("status", "CANCELLED" if place.cancelled else "CONFIRMED")
    if place.cancelled:
        event.add("comment", _("This was taken off the agenda."))
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
