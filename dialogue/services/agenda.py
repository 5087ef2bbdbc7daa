"""Curating: segments and items written, placed, moved, taken off. Readers see nothing of it before it is published."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue.choices import MATCHING_MINUTES, MATCHING_SLOT, PRESENTING, ItemKind
from dialogue.models import AgendaItem, AnnualSession, Segment, SpeakerSlot
from dialogue.selectors.objects import READERS
from dialogue.selectors.waiting import is_waiting
from dialogue.services.sessions import is_inside, may_write
from dialogue.services.tables import fit_tables
from lifecycle.engine import record_act
from web.errors import Conflict, FailedCheck

MINUTES = {
    ItemKind.NEED.value: MATCHING_MINUTES,
    ItemKind.MATCH.value: 10,
    ItemKind.REPORT_BACK.value: 15,
    ItemKind.PRESENTATION.value: 20,
    ItemKind.PRACTICE.value: 15,
}
SLOTS = {ItemKind.NEED.value: MATCHING_SLOT, ItemKind.PRESENTATION.value: PRESENTING}
SEGMENT_WORDS = ("title", "theme", "kind", "starts_at", "ends_at", "room", "link", "languages", "tables")


@transaction.atomic
def write_segment(
    session: AnnualSession, *, by: Acting, words: dict, segment: Segment | None = None, invited: Iterable | None = None
) -> Segment:
    """A new segment, or the words (SEGMENT_WORDS) of one. Raises NotPermitted, WrongStatus, ValidationError."""
    locked = may_write(session, by)
    segment = segment or Segment(session=locked)
    for name in SEGMENT_WORDS:
        if name in words:
            setattr(segment, name, words[name])
    segment.full_clean()
    if not is_inside(locked, segment):
        raise FailedCheck({"day": [_("The segment lies outside the days of the session.")]})
    segment.save()
    fit_tables(segment)
    if invited is not None:
        segment.invited.set(invited)
    record_act(locked, "write_segment", by=by, facts={"segment": segment.key, "kind": segment.kind})
    return segment


@transaction.atomic
def remove_segment(segment: Segment, *, by: Acting) -> None:
    """Take off an empty segment. What was published once is kept, so that calendars learn that it is cancelled."""
    locked = may_write(segment.session, by)
    if segment.items.filter(removed_at__isnull=True).exists():
        raise FailedCheck(_("Move or take off its items first."))
    _take_off(segment)
    fit_tables(segment)
    record_act(locked, "remove_segment", by=by, facts={"segment": segment.key})


def _take_off(row) -> None:
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])


@transaction.atomic
def add_item(
    segment: Segment, *, by: Acting, kind: str, pk: int | None = None, title: str = "", minutes: int | None = None
) -> AgendaItem:
    """Put one thing at the end of a segment: `kind` and `pk` of what waits, or a free item with its `title`.

    A need brings the matching slot with its speakers. Only what its State lets be listed to the curator can be taken.
    """
    locked = may_write(segment.session, by)
    if kind != ItemKind.FREE and not is_waiting(by, locked, kind, pk):
        raise FailedCheck({"thing": [_("This does not wait for the agenda of this session.")]})
    item = AgendaItem(segment=segment, kind=kind, title=title, minutes=minutes or MINUTES.get(kind, 15))
    if kind != ItemKind.FREE:
        setattr(item, READERS[kind][0], pk)
    item.order = _last(segment) + 1
    _save(item)
    if kind in SLOTS:
        _fill(item)
    record_act(locked, "add_item", by=by, facts={"item": item.key, "kind": kind, "segment": segment.key})
    return item


def _last(segment: Segment) -> int:
    return segment.items.aggregate(last=Max("order"))["last"] or 0


def _save(item: AgendaItem) -> None:
    item.full_clean(validate_unique=False, validate_constraints=False)
    if item.minutes > item.segment.length.total_seconds() / 60:
        raise FailedCheck({"minutes": [_("The item is longer than its segment.")]})
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as fault:
        raise Conflict(_("Somebody else changed this agenda meanwhile. Please look again.")) from fault


def _fill(item: AgendaItem) -> None:
    """The speakers of a matching slot, or of a presentation; its State's mission speaks first."""
    state = (item.need.statement if item.need else item.presentation).state
    body = state.bodies.filter(kind="mission").first()
    SpeakerSlot.objects.bulk_create(
        SpeakerSlot(item=item, order=place, part=part, minutes=minutes, body=body if part == "state" else None)
        for place, (part, minutes) in enumerate(SLOTS[item.kind], 1)
    )


@transaction.atomic
def write_item(item: AgendaItem, *, by: Acting, minutes: int, title: str = "", segment: Segment | None = None):
    """Change the minutes, the words of a free item, or the segment (it goes to its end)."""
    locked = may_write(item.segment.session, by)
    item.minutes = minutes
    if item.kind == ItemKind.FREE:
        item.title = title
        if not title:
            raise FailedCheck({"title": [_("Say in one line what it is.")]})
    if segment is not None and segment.pk != item.segment_id:
        item.segment, item.order = segment, _last(segment) + 1
    _save(item)
    record_act(locked, "write_item", by=by, facts={"item": item.key, "segment": item.segment.key})
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, by: Acting, step: int) -> AgendaItem:
    """Up (`step` -1) or down (+1) among the items of its segment; at either end nothing happens."""
    may_write(item.segment.session, by)
    standing = list(
        item.segment.items.filter(removed_at__isnull=True).order_by("order").select_for_update(of=("self",))
    )
    place = next(n for n, one in enumerate(standing) if one.pk == item.pk)
    if 0 <= place + step < len(standing):
        _swap(standing[place], standing[place + step])
    return item


def _swap(one: AgendaItem, other: AgendaItem) -> None:
    one.order, other.order = other.order, one.order
    AgendaItem.objects.bulk_update([one, other], ["order"])


@transaction.atomic
def place_items(items: Iterable[AgendaItem], *, by: Acting, segment: Segment, before: AgendaItem | None = None) -> None:
    """Put the items into the segment, in their order, before another item of it or at its end."""
    locked, moved = may_write(segment.session, by), list(items)
    standing = [one for one in segment.items.filter(removed_at__isnull=True).order_by("order") if one not in moved]
    place = standing.index(before) if before in standing else len(standing)
    first = _last(segment) + 1
    for item in moved:
        item.segment = segment
    for order, item in enumerate([*standing[:place], *moved, *standing[place:]], first):
        item.order = order
        _save(item)
    record_act(locked, "place_items", by=by, facts={"items": [one.key for one in moved], "segment": segment.key})


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Acting) -> None:
    locked = may_write(item.segment.session, by)
    _take_off(item)
    record_act(locked, "remove_item", by=by, facts={"item": item.key})


def moment_in(session: AnnualSession, day, clock) -> datetime:
    """The moment of a day and a clock time where the session takes place."""
    return datetime.combine(day, clock, tzinfo=session.zone)
