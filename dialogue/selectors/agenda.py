"""The agenda as one reader may have it. Pages, API, calendars and documents all take it from `agenda_of`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue.choices import RegistrationStatus, SegmentKind
from dialogue.models import AgendaItem, AgendaRelease, AnnualSession, Registration, Segment, SpeakerSlot
from dialogue.selectors.objects import Shown, things_shown
from dialogue.selectors.sessions import may_curate
from states.choices import STATE_KINDS
from states.rules import body_of


@dataclass
class Line:
    """One item at its place in time, and what the reader may know of it."""

    item: AgendaItem
    shown: Shown | None
    starts_at: datetime
    ends_at: datetime
    sequence: int = 0
    cancelled: bool = False
    speakers: list[SpeakerSlot] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass
class Block:
    """One segment with its lines. `attributed` tells whether names may stand in anything that leaves the room."""

    segment: Segment
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    link: str = ""
    sequence: int = 0
    cancelled: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def attributed(self) -> bool:
        return self.segment.kind == SegmentKind.OPEN

    @property
    def languages(self) -> list[str]:
        """Codes of the languages of interpretation: its own, or those of the session where it names none."""
        return self.segment.languages or self.segment.session.languages

    @property
    def language_names(self) -> str:
        return names_of(self.languages)

    @property
    def planned_end(self) -> datetime:
        return self.starts_at + timedelta(minutes=sum(line.minutes for line in self.lines))


def names_of(codes: Iterable[str]) -> str:
    """Languages by name, in the reader's language."""
    labels = dict(settings.LANGUAGES)
    return ", ".join(_(labels[code]) for code in codes if code in labels)


@dataclass
class Agenda:
    session: AnnualSession
    blocks: list[Block]
    release: AgendaRelease | None = None

    @property
    def standing(self) -> list[Block]:
        """What takes place: without what was cancelled, which only calendars need."""
        kept = [block for block in self.blocks if not block.cancelled]
        for block in kept:
            block.lines = [line for line in block.lines if not line.cancelled]
        return kept

    def days(self) -> list[tuple[date, list[Block]]]:
        """The blocks by the day on which they begin, where the session takes place."""
        zone = self.session.zone
        return [(day, list(blocks)) for day, blocks in groupby(self.standing, lambda one: _day(one.starts_at, zone))]

    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def takes_part(acting: Acting, session: AnnualSession) -> bool:
    """Whether the person's office, or another of the same State, is registered and confirmed."""
    body = body_of(acting)
    if body is None:
        return False
    mine = Q(body=body)
    if body.is_of_state:
        mine |= Q(body__state=body.state_id, body__kind__in=STATE_KINDS)
    return Registration.objects.filter(mine, session=session, status=RegistrationStatus.CONFIRMED).exists()


def segments_open_to(acting: Acting, session: AnnualSession):
    """The segments of which the person may know: of a closed one nobody but its curators and who is invited."""
    known = Segment.objects.filter(session=session).select_related("session")
    if may_curate(acting, session):
        return known
    return known.filter(~Q(kind=SegmentKind.CLOSED) | _invited(acting))


def _invited(acting: Acting) -> Q:
    body = body_of(acting)
    if body is None:
        return Q(pk__in=[])
    seats = Segment.invited.through.objects.filter(segment=OuterRef("pk"))
    mine = Q(body=body)
    if body.is_of_state:
        mine |= Q(body__state=body.state_id, body__kind__in=STATE_KINDS)
    return Q(Exists(seats.filter(mine)))


def agenda_of(acting: Acting, session: AnnualSession) -> Agenda | None:
    """The last published agenda, as far as this reader may know it; None where none was published.

    A closed segment is left out whole for who is not invited. One without attribution shows its title to everybody,
    its items to those who take part. An item is left out where its object may not be listed to the reader.
    """
    release = session.releases.order_by("-number").first()
    if release is None or not session.agenda_is_public:
        return None
    inside = may_curate(acting, session) or takes_part(acting, session)
    open_to = {one.pk: one for one in segments_open_to(acting, session)}
    blocks = {
        one.segment_id: _block(open_to[one.segment_id], one, inside)
        for one in release.segments.filter(segment__in=open_to)
    }
    rows = [one for one in release.items.select_related("item") if _may_show(blocks.get(one.segment_id), inside)]
    shown = things_shown(acting, session, [one.item for one in rows])
    speakers = _speakers(one.item_id for one in rows if one.item_id in shown)
    for row in rows:
        if row.item_id in shown:
            line = _line(row, shown[row.item_id])
            line.speakers = speakers.get(row.item_id, [])
            blocks[row.segment_id].lines.append(line)
    return Agenda(session, sorted(blocks.values(), key=lambda one: (one.starts_at, one.segment.pk)), release)


def _may_show(block: Block | None, inside: bool) -> bool:
    return block is not None and (inside or block.segment.kind != SegmentKind.NON_ATTRIBUTABLE)


def _block(segment: Segment, row, inside: bool) -> Block:
    words = (row.title, row.starts_at, row.ends_at, row.room)
    return Block(segment, *words, segment.link if inside else "", row.sequence, row.cancelled)


def _line(row, shown: Shown) -> Line:
    title = Shown(title=row.title, public=True) if row.title else shown
    return Line(row.item, title, row.starts_at, row.ends_at, row.sequence, row.cancelled)


def _speakers(item_ids: Iterable[int]) -> dict[int, list[SpeakerSlot]]:
    found: dict[int, list[SpeakerSlot]] = {}
    for one in SpeakerSlot.objects.filter(item__in=list(item_ids)).select_related("body__state").order_by("order"):
        found.setdefault(one.item_id, []).append(one)
    return found


def draft_of(acting: Acting, session: AnnualSession) -> Agenda:
    """The agenda as its curators write it; items whose State took its consent back stand there without a word."""
    segments = (
        session.segments.filter(removed_at__isnull=True).select_related("theme", "session").order_by("starts_at", "pk")
    )
    blocks = {one.pk: Block(one, one.title, one.starts_at, one.ends_at, one.room, one.link) for one in segments}
    items = AgendaItem.objects.filter(segment__in=blocks, removed_at__isnull=True).order_by("segment", "order")
    items = list(items)
    shown, speakers = things_shown(acting, session, items), _speakers(one.pk for one in items)
    for item in items:
        block = blocks[item.segment_id]
        starts_at = block.planned_end
        line = Line(item, shown.get(item.pk), starts_at, starts_at + timedelta(minutes=item.minutes))
        line.speakers = speakers.get(item.pk, [])
        block.lines.append(line)
    return Agenda(session, list(blocks.values()))
