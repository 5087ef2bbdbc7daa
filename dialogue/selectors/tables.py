"""Bilateral tables: whom one can ask, when both are free, and what each reader may know of what is booked.

Both sides know of their own; the session's curators of those that are booked, never of what they are about. Nobody
learns why a delegation is not free.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from accounts.acting import Acting
from dialogue.choices import RegistrationStatus, SegmentKind, TableStatus
from dialogue.models import (
    TABLE_TIME,
    AgendaItem,
    AnnualSession,
    Registration,
    ReleasedItem,
    Segment,
    TableSeat,
    TableTalk,
)
from dialogue.selectors.agenda import agenda_of
from dialogue.selectors.concerned import items_with_sides, sides_of
from dialogue.selectors.registration import own_registration
from dialogue.selectors.sessions import sessions_curated
from states.choices import PARTNER_KINDS, STATE_KINDS
from states.rules import body_of

_WITH = ("segment__session__region", "asking__body__state", "asked__body__state")
Times = list[tuple[datetime, datetime]]


@dataclass(frozen=True)
class FreeTime:
    """Twenty minutes beside a segment in which two delegations and a table are free."""

    segment: Segment
    starts_at: datetime
    ends_at: datetime

    @property
    def value(self) -> str:
        return f"{self.segment.key}:{self.starts_at.timestamp():.0f}"


def seated_registration(acting: Acting, session: AnnualSession) -> Registration | None:
    """The confirmed registration with which the person's office can sit at tables, if it comes into the room."""
    mine = own_registration(acting, session)
    fits = mine and mine.status == RegistrationStatus.CONFIRMED and mine.remote < mine.people
    return mine if fits and mine.body.kind in STATE_KINDS | PARTNER_KINDS else None


def delegations_to_ask(acting: Acting, session: AnnualSession):
    """Confirmed delegations of other States and of partners that said they may be asked, where the person may ask."""
    mine = seated_registration(acting, session)
    if mine is None or not session.agenda_is_public:
        return Registration.objects.none()
    open_to = Registration.objects.filter(session=session, status=RegistrationStatus.CONFIRMED, at_tables=True)
    open_to = open_to.filter(remote__lt=F("people"), body__kind__in=sorted(STATE_KINDS | PARTNER_KINDS))
    own_state = Q(body__state=mine.body.state_id, body__kind__in=STATE_KINDS) if mine.body.is_of_state else Q(pk=None)
    return open_to.exclude(pk=mine.pk).exclude(own_state).select_related("body__state").order_by("body__name")


def busy_times(session: AnnualSession, registrations: Iterable[Registration]) -> dict[int, Times]:
    """When each of them sits at a table, or is needed in an item of the published agenda; a fixed number of queries."""
    registrations = list(registrations)
    busy: dict[int, Times] = {one.pk: [] for one in registrations}
    for seat in TableSeat.objects.filter(registration__in=busy):
        busy[seat.registration_id].append((seat.starts_at, seat.ends_at))
    for (states, bodies), times in _needed(session):
        for one in registrations:
            if one.body_id in bodies or one.body.is_of_state and one.body.state_id in states:
                busy[one.pk].append(times)
    return busy


def _needed(session: AnnualSession) -> list[tuple[tuple[set[int], set[int]], tuple[datetime, datetime]]]:
    release = session.releases.order_by("-number").first()
    rows = ReleasedItem.objects.filter(release=release, cancelled=False) if release else ReleasedItem.objects.none()
    times = {one.item_id: (one.starts_at, one.ends_at) for one in rows}
    return [(sides_of(item), times[item.pk]) for item in items_with_sides(AgendaItem.objects.filter(pk__in=times))]


def is_free(registration: Registration, busy: Times, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the delegation comes on that day and nothing of its own overlaps."""
    day = starts_at.astimezone(registration.session.zone).date()
    comes = not registration.days or day in registration.days
    return comes and not any(begins < ends_at and starts_at < ends for begins, ends in busy)


def free_times(acting: Acting, session: AnnualSession, other: Registration) -> list[FreeTime]:
    """Every twenty minutes to come in which both delegations and one table are free."""
    mine, agenda = seated_registration(acting, session), agenda_of(acting, session)
    if mine is None or agenda is None:
        return []
    other.session = mine.session = session
    busy = busy_times(session, [mine, other])
    taken = _taken(session)
    steps = [step for block in agenda.standing for step in _steps(block)]
    return [
        step
        for step in steps
        if taken.get((step.segment.pk, step.starts_at), 0) < step.segment.tables
        and all(is_free(one, busy[one.pk], step.starts_at, step.ends_at) for one in (mine, other))
    ]


def _steps(block) -> list[FreeTime]:
    if not block.segment.tables or block.segment.kind == SegmentKind.CLOSED:
        return []
    count = int((block.ends_at - block.starts_at) / TABLE_TIME)
    begins = (block.starts_at + TABLE_TIME * number for number in range(count))
    return [FreeTime(block.segment, one, one + TABLE_TIME) for one in begins if one > timezone.now()]


def _taken(session: AnnualSession) -> dict[tuple[int, datetime], int]:
    """How many tables are booked, by segment and moment."""
    found: dict[tuple[int, datetime], int] = {}
    booked = TableTalk.objects.filter(segment__session=session, status=TableStatus.BOOKED)
    for place in booked.values_list("segment", "starts_at"):
        found[place] = found.get(place, 0) + 1
    return found


def _own(acting: Acting) -> Q:
    body = body_of(acting)
    return Q(asking__body=body) | Q(asked__body=body) if body is not None else Q(pk=None)


def own_tables(acting: Acting, session: AnnualSession | None = None):
    """Every table that the person's office asked for or was asked for (at the session), by time."""
    rows = TableTalk.objects.filter(_own(acting)).select_related(*_WITH).order_by("starts_at", "pk")
    return rows.filter(segment__session=session) if session is not None else rows


def tables_shown_to(acting: Acting):
    """One's own, and the booked ones of the sessions that the person curates."""
    curated = Q(segment__session__in=sessions_curated(acting).order_by().values("pk"), status=TableStatus.BOOKED)
    return TableTalk.objects.filter(_own(acting) | curated).select_related(*_WITH).order_by("starts_at", "pk")


def tables_booked(acting: Acting, session: AnnualSession):
    """Which tables stand when, for those who run the day."""
    return tables_shown_to(acting).filter(segment__session=session, status=TableStatus.BOOKED)


def sits_at(acting: Acting, talk: TableTalk) -> bool:
    """Whether the person's own office is one of the two sides: these alone read what it is about."""
    body = body_of(acting)
    return body is not None and body.pk in (talk.asking.body_id, talk.asked.body_id)


def other_side(acting: Acting, talk: TableTalk) -> Registration:
    """The delegation that the person's own office meets."""
    return talk.asked if talk.asking.body_id == body_of(acting).pk else talk.asking


def tables_dated(acting: Acting, session: AnnualSession) -> list[tuple[TableTalk, Registration]]:
    """What stands in the calendars of the person's office: booked tables, and cancelled ones that were booked."""
    return [(one, other_side(acting, one)) for one in own_tables(acting, session).filter(booked_at__isnull=False)]


def tables_waiting(acting: Acting):
    """What the person's office is asked for and has not answered, while its time is to come."""
    waiting = own_tables(acting).filter(asked__body=body_of(acting), status=TableStatus.ASKED)
    return waiting.filter(starts_at__gt=timezone.now())
