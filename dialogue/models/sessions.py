import zoneinfo
from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogue.choices import AGENDA_PUBLIC, SessionScope, SessionStatus
from requests_app.models import Call, Need
from states.models import Region, check_time_zone
from web.fields import LineField, ProseField

LONGEST_DAYS = 5


class AnnualSession(models.Model):
    """The yearly session of one or two days, or a regional one with its own host, and the calendar of its cycle."""

    reference = models.CharField(max_length=20, unique=True)
    title = LineField(_("title"), max_length=120)
    scope = models.CharField(max_length=10, choices=SessionScope.choices, default=SessionScope.GLOBAL)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="following")
    status = models.CharField(max_length=20, choices=SessionStatus.choices, default=SessionStatus.PLANNED)
    place = LineField(_("place"), max_length=120)
    time_zone = models.CharField(_("Time zone"), max_length=64, default="Europe/Zurich", validators=[check_time_zone])
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        size=6,
        default=list,
        blank=True,
        verbose_name=_("Languages of interpretation"),
    )
    agenda_opens_on = models.DateField(_("Agenda opens on"), null=True, blank=True)
    agenda_due_on = models.DateField(_("Agenda published by"), null=True, blank=True)
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"))
    report_due_on = models.DateField(_("Report of the session by"), null=True, blank=True)
    about = ProseField(_("what it is about"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(scope=SessionScope.GLOBAL, region__isnull=True)
                | Q(scope=SessionScope.REGIONAL, region__isnull=False),
                name="regional_session_has_its_region",
            ),
            models.CheckConstraint(
                condition=(Q(agenda_opens_on__isnull=True) | Q(agenda_opens_on__lte=F("starts_on")))
                & (Q(agenda_due_on__isnull=True) | Q(agenda_due_on__lte=F("starts_on")))
                & (Q(report_due_on__isnull=True) | Q(report_due_on__gte=F("ends_on"))),
                name="session_calendar_in_order",
                violation_error_message=_("The agenda comes before the session, the report after it."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.reference])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def days(self) -> list[date]:
        """Every day on which it takes place."""
        return [self.starts_on + timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1)]

    @property
    def agenda_is_public(self) -> bool:
        return self.status in AGENDA_PUBLIC


class SessionListing(models.Model):
    """That a State lets one of its needs be listed at a session: its own act, dated, taken back at any time.

    The right to see it there is in the ledger (purpose «session listing»); this row says at which session, to which
    `audiences`, and which of them had no such grant before it: these `given` ones end with it.
    """

    session = models.ForeignKey(AnnualSession, on_delete=models.CASCADE, related_name="listings")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="listings")
    carried_from = models.ForeignKey(AnnualSession, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    audiences = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    given = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    listed_at = models.DateTimeField(default=timezone.now, editable=False)
    listed_by = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "need"], name="need_listed_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: need {self.need_id}"

    @property
    def state_id(self) -> int:
        return self.need.state_id


class ListingAsk(models.Model):
    """That a curator asked a State, once for a session, whether a need without an answer may be listed there."""

    session = models.ForeignKey(AnnualSession, on_delete=models.CASCADE, related_name="listings_asked")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="listings_asked")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "need"], name="listing_asked_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: need {self.need_id}, asked"
