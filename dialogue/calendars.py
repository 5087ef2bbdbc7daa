"""Calendar files of an agenda. What leaves the platform cannot be taken back, so they hold less than the page does:
nothing of a closed segment, and no item of one without attribution, whoever asks. A bilateral table stands in the
calendars of its two sides, without what it is about.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDatetime, vUri

from dialogue.choices import SegmentKind, TableStatus
from dialogue.models import Registration, TableTalk
from dialogue.selectors.agenda import Agenda, Block, Line

Tables = Iterable[tuple[TableTalk, Registration]]
REFRESHED = timedelta(hours=1)


def calendar_of(agenda: Agenda, *, tables: Tables = (), day: date | None = None, key: str = "") -> bytes | None:
    """The agenda as an iCalendar file: whole, of one day (where the session takes place), or of one item or segment.

    Times are in UTC. UIDs never change; SEQUENCE counts changes; what was taken off stands there cancelled. None
    where nothing of what was asked for may leave. `tables` are the reader's own, each with the other side.
    """
    events = [event for block in agenda.blocks for event in _events(agenda, block, day, key)]
    events += [_table(agenda, talk, other) for talk, other in tables if _is_wanted(agenda, talk.key, talk, day, key)]
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
    return [
        _event(agenda, uid, place, block.room, title)
        for uid, place, title in found
        if _is_wanted(agenda, uid, place, day, key)
    ]


def _is_wanted(agenda: Agenda, uid: str, place, day: date | None, key: str) -> bool:
    on = place.starts_at.astimezone(agenda.session.zone).date()
    return (not key or uid == key) and day in (None, on)


def _table(agenda: Agenda, talk: TableTalk, other: Registration) -> Event:
    """A booked table, or a cancelled one with the next SEQUENCE."""
    cancelled = talk.status != TableStatus.BOOKED
    place = Line(None, None, talk.starts_at, talk.ends_at, sequence=int(cancelled), cancelled=cancelled)
    title = _("Bilateral table %(number)s: %(who)s") % {"number": talk.table, "who": other.body.name}
    event = _event(agenda, talk.key, place, talk.segment.room, title)
    event["dtstamp"] = vDatetime(_utc(talk.ended_at or talk.booked_at))
    event["url"] = vUri(f"{settings.SITE_URL}{talk.get_absolute_url()}")
    return event


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
