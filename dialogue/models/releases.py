"""What was published of an agenda: places and times, never words of a State. Each release is whole."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dialogue.models.agenda import AgendaItem, Segment
from dialogue.models.sessions import AnnualSession
from dialogue.triggers import RELEASED_INSIDE
from web.fields import LineField

KEPT = pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)


class AgendaRelease(models.Model):
    """The agenda as it was published for the n-th time."""

    session = models.ForeignKey(AnnualSession, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    released_at = models.DateTimeField(default=timezone.now, editable=False)
    released_by = models.CharField(max_length=300)

    class Meta:
        ordering = ["session", "number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.number}"


class Released(models.Model):
    """`sequence` counts the changes of this thing from release to release, as calendars need it.

    What was taken off stays in every later release, cancelled, so that calendars learn of it.
    """

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=80)
    title = LineField(max_length=160, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    cancelled = models.BooleanField(default=False)

    class Meta:
        abstract = True


class ReleasedSegment(Released):
    release = models.ForeignKey(AgendaRelease, on_delete=models.CASCADE, related_name="segments")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="released")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "segment"], name="segment_released_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="released_segment_has_length"),
        ]
        triggers = [KEPT]

    def __str__(self) -> str:
        return f"{self.release_id}: segment {self.segment_id}"


class ReleasedItem(Released):
    """`title` holds the curators' own words of a free item; every other title is read where its State wrote it."""

    release = models.ForeignKey(AgendaRelease, on_delete=models.CASCADE, related_name="items")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="released")
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "item"], name="item_released_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="released_item_has_length"),
        ]
        triggers = [KEPT, RELEASED_INSIDE]

    def __str__(self) -> str:
        return f"{self.release_id}: item {self.item_id}"
