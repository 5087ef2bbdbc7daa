"""When reports are due: the rhythm, the days of the sessions, the dues themselves, and who was reminded."""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from followup.choices import GIVEN, OWED, DueKind, ReportStatus, WaivedReason
from matching.models import Match
from states.models import Body

OPENS_BEFORE = timedelta(days=30)


def new_report_reference() -> str:
    """Unguessable: a number would betray how many reports others owe."""
    return f"REP-{secrets.token_hex(6).upper()}"


class ReportRhythm(models.Model):
    """Both sides agreed on reports every so many months; without a row it is yearly. Holds from the next period on."""

    match = models.OneToOneField(Match, on_delete=models.CASCADE, related_name="rhythm")
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(months__gte=3, months__lte=12), name="rhythm_in_range")]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.months}"


class SessionDate(models.Model):
    """When an annual session begins, as the floor above writes it down: yearly reports are due two months before."""

    reference = models.CharField(max_length=20, unique=True)
    starts_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return f"{self.reference} {self.starts_on}"


class ReportDue(models.Model):
    """That one party of a match owes a report on a period. `due_on` ends with the day in the body's own time zone.

    Of kind `outcome` it asks a few questions once, twelve months after the end.

    Opened (30 days before) and overdue follow from the date and are not stored. `remind_on` is the day of the next
    reminder, empty where none is left. Unique by period, not by `due_on`: a return moves the date.
    """

    reference = models.CharField(max_length=20, unique=True, default=new_report_reference, editable=False)
    # no index of their own: the constraint and the index below begin with them, and sweeps write many rows
    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="reports_due", db_index=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reports_due", db_index=False)
    kind = models.CharField(max_length=8, choices=DueKind.choices, default=DueKind.PERIOD)
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField()
    remind_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.WAITING)
    submitted_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_reason = models.CharField(max_length=20, choices=WaivedReason.choices, blank=True)

    class Meta:
        verbose_name_plural = "reports due"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["match", "body", "kind", "period_start"], name="one_due_per_period"),
            models.UniqueConstraint(
                fields=["match", "body"], condition=Q(kind=DueKind.OUTCOME), name="one_outcome_check_per_side"
            ),
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="period_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(status__in=GIVEN) | Q(submitted_at__isnull=False), name="given_report_has_its_time"
            ),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.WAIVED, waived_at__isnull=False) & ~Q(waived_reason="")
                | ~Q(status=ReportStatus.WAIVED) & Q(waived_reason=""),
                name="waived_report_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OWED) | Q(remind_on__isnull=True), name="nobody_is_reminded_of_what_is_done"
            ),
        ]
        indexes = [
            models.Index(fields=["remind_on"], name="due_to_remind", condition=Q(remind_on__isnull=False)),
            models.Index(fields=["body", "due_on"], name="due_of_body"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.reference])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.body.time_zone)

    def day_at(self, moment: datetime) -> date:
        """The date that it is where the body is, at `moment`."""
        return moment.astimezone(self.zone).date()

    @property
    def today(self) -> date:
        return self.day_at(timezone.now())

    @property
    def deadline(self) -> datetime:
        """The moment at which the last day is over, in the body's time zone."""
        return datetime.combine(self.due_on + timedelta(days=1), time.min, tzinfo=self.zone)

    def is_opened_at(self, moment: datetime) -> bool:
        return self.day_at(moment) >= self.due_on - OPENS_BEFORE

    @property
    def is_opened(self) -> bool:
        return self.is_opened_at(timezone.now())

    def is_overdue_at(self, moment: datetime) -> bool:
        return self.status in OWED and moment.astimezone(UTC) >= self.deadline.astimezone(UTC)

    @property
    def is_overdue(self) -> bool:
        return self.is_overdue_at(timezone.now())

    @property
    def days_late(self) -> int:
        return max((self.today - self.due_on).days, 0) if self.status in OWED else 0

    @property
    def is_outcome(self) -> bool:
        return self.kind == DueKind.OUTCOME

    @property
    def asks_the_state(self) -> bool:
        """Whether it is the State's own side that owes it."""
        return self.body.is_of_state

    @property
    def is_given(self) -> bool:
        return self.status in GIVEN


class Reminder(models.Model):
    """That one person was reminded of one due under one rule (days after the due date). A moved date begins anew."""

    due = models.ForeignKey(ReportDue, on_delete=models.CASCADE, related_name="reminders", db_index=False)
    due_on = models.DateField()
    rule = models.SmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["due", "due_on", "rule", "person"], name="reminded_once_per_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.due_id} {self.rule:+d} → {self.person_id}"
