"""How the draft of an agenda differs from what was published last, and whom that concerns."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogue.models import AgendaRelease, AnnualSession, ReleasedItem, ReleasedSegment
from dialogue.selectors.agenda import Agenda, Block, Line


class ChangeKind(models.TextChoices):
    ADDED = "added", _("Added")
    MOVED = "moved", _("Moved")
    REWORDED = "reworded", _("Reworded")
    TAKEN_OFF = "taken_off", _("Taken off")


@dataclass(frozen=True)
class Change:
    """What is new about one item (or, without `line`, one segment): from when and where to when and where."""

    kind: ChangeKind
    block: Block | None
    line: Line | None
    before: ReleasedItem | ReleasedSegment | None

    @property
    def starts_at(self) -> datetime | None:
        return (self.line or self.block).starts_at if self.kind != ChangeKind.TAKEN_OFF else None

    @property
    def item_id(self) -> int | None:
        return self.line.item.pk if self.line else getattr(self.before, "item_id", None)


def last_release(session: AnnualSession) -> AgendaRelease | None:
    return session.releases.order_by("-number").first()


def changes_of(draft: Agenda) -> list[Change]:
    """Every difference between the draft and the last release, in the order of time; all is added before the first."""
    release = last_release(draft.session)
    segments = {one.segment_id: one for one in release.segments.all()} if release else {}
    items = {one.item_id: one for one in release.items.all()} if release else {}
    found = [_changed(block, None, segments.pop(block.segment.pk, None)) for block in draft.blocks]
    found += [_changed(block, line, items.pop(line.item.pk, None)) for block in draft.blocks for line in block.lines]
    gone = [one for one in [*segments.values(), *items.values()] if not one.cancelled]
    return [one for one in found if one] + [Change(ChangeKind.TAKEN_OFF, None, None, one) for one in gone]


def _changed(block: Block, line: Line | None, before) -> Change | None:
    if before is None:
        return Change(ChangeKind.ADDED, block, line, None)
    now = line or block
    if (now.starts_at, now.ends_at, block.room) != (before.starts_at, before.ends_at, before.room):
        return Change(ChangeKind.MOVED, block, line, before)
    title = line.item.title if line else block.title
    return Change(ChangeKind.REWORDED, block, line, before) if title != before.title else None
