"""Bilateral tables: twenty minutes for two delegations beside a segment. What they say stands nowhere."""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogue.choices import TableStatus
from dialogue.models.agenda import Segment, TimeRange, new_key
from dialogue.models.registration import Registration
from dialogue.models.sessions import AnnualSession
from web.fields import LineField

TABLE_TIME = timedelta(minutes=20)


class TableTalk(models.Model):
    """One delegation asks another one for a table at a time; the other's yes books it, with its number.

    Both sides know of it, and the curators without `about`; nobody else does.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="talks")
    asking = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="talks_asked")
    asked = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="talks_answered")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    about = LineField(_("About what, in one line"), max_length=160, blank=True)
    status = models.CharField(max_length=10, choices=TableStatus.choices, default=TableStatus.ASKED)
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    booked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(asking=F("asked")), name="table_has_two_sides"),
            models.CheckConstraint(condition=Q(ends_at=F("starts_at") + TABLE_TIME), name="table_for_twenty_minutes"),
            models.CheckConstraint(
                condition=~Q(status=TableStatus.BOOKED) | Q(table__isnull=False, booked_at__isnull=False),
                name="booked_table_has_its_number",
            ),
            models.UniqueConstraint(
                fields=["asking", "asked", "starts_at"],
                condition=Q(status=TableStatus.ASKED),
                name="table_asked_for_once",
            ),
            ExclusionConstraint(
                name="table_used_once_at_a_time",
                expressions=[
                    ("segment", RangeOperators.EQUAL),
                    ("table", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=TableStatus.BOOKED),
            ),
        ]

    def __str__(self) -> str:
        return f"table {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("table", args=[self.key])

    @property
    def session(self) -> AnnualSession:
        return self.segment.session


class TableSeat(models.Model):
    """A delegation sits at a booked table: it can sit at one only at a time, whichever side asked."""

    talk = models.ForeignKey(TableTalk, on_delete=models.CASCADE, related_name="seats")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="seats")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["talk", "registration"], name="one_seat_for_a_side"),
            ExclusionConstraint(
                name="delegation_sits_once_at_a_time",
                expressions=[
                    ("registration", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.talk_id}: {self.registration_id}"
