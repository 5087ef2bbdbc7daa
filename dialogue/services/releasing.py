"""Publishing: the draft becomes a release, whole; those whom a change concerns are told, once."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue import notices
from dialogue.lifecycles import SESSION
from dialogue.models import AgendaRelease, AnnualSession, ReleasedItem, ReleasedSegment
from dialogue.selectors.agenda import draft_of
from dialogue.selectors.building import conflicts_of
from dialogue.selectors.releases import changes_of, last_release
from web.errors import FailedCheck


@transaction.atomic
def publish_agenda(session: AnnualSession, *, by: Acting, note: str = "", **_words) -> AnnualSession:
    """Everybody sees the agenda as it stands now. Raises FailedCheck where it is over time or nothing has changed."""
    done = SESSION.apply(session, "publish_agenda", by=by, note=note)
    draft = draft_of(by, done)
    stops = [one.text for one in conflicts_of(draft) if one.stops]
    if stops:
        raise FailedCheck(stops)
    changes = changes_of(draft)
    if not changes:
        raise FailedCheck(_("Nothing has changed since it was published."))
    release = _release(draft, done, by)
    notices.tell_agenda_changed(release, {one.item_id for one in changes if one.item_id})
    return done


def _release(draft, session: AnnualSession, by: Acting) -> AgendaRelease:
    before = last_release(session)
    number = (session.releases.aggregate(last=Max("number"))["last"] or 0) + 1
    release = AgendaRelease.objects.create(session=session, number=number, released_by=by.capacity_label)
    old_segments = {one.segment_id: one for one in before.segments.all()} if before else {}
    old_items = {one.item_id: one for one in before.items.all()} if before else {}
    segments = [_segment(release, block, old_segments.pop(block.segment.pk, None)) for block in draft.blocks]
    items = [
        _item(release, block, line, old_items.pop(line.item.pk, None)) for block in draft.blocks for line in block.lines
    ]
    ReleasedSegment.objects.bulk_create([*segments, *(_cancelled(release, one) for one in old_segments.values())])
    ReleasedItem.objects.bulk_create([*items, *(_cancelled(release, one) for one in old_items.values())])
    return release


def _segment(release, block, before) -> ReleasedSegment:
    row = ReleasedSegment(release=release, segment=block.segment, title=block.title)
    return _timed(row, block, block.room, before)


def _item(release, block, line, before) -> ReleasedItem:
    row = ReleasedItem(release=release, item=line.item, segment=block.segment, title=line.item.title)
    return _timed(row, line, block.room, before)


def _timed(row, place, room: str, before):
    """With the sequence that calendars follow: one more than before where anything differs."""
    row.starts_at, row.ends_at, row.room = place.starts_at, place.ends_at, room
    if before is not None:
        same = all(getattr(row, name) == getattr(before, name) for name in ("starts_at", "ends_at", "room", "title"))
        row.sequence = before.sequence + (0 if same and not before.cancelled else 1)
    return row


def _cancelled(release, before):
    """The same row in the new release, cancelled: calendars that hold it learn of it."""
    row = type(before)(release=release, cancelled=True, sequence=before.sequence + (0 if before.cancelled else 1))
    for name in ("starts_at", "ends_at", "room", "title", "segment_id", "item_id"):
        if hasattr(before, name):
            setattr(row, name, getattr(before, name))
    return row
