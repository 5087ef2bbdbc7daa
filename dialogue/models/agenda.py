"""The agenda as its curators write it. Readers get what was released of it (see releases)."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.utils.translation import gettext_lazy as _

from dialogue.choices import ItemKind, Part, SegmentKind
from dialogue.models.sessions import AnnualSession
from dialogue.triggers import ITEM_FITS
from followup.models import ReportDue
from matching.models import Match
from obligations.models import Theme
from practices.models import PracticeCard
from presentations.models import Presentation
from requests_app.models import Need
from states.models import Body
from web.fields import LineField

LONGEST_MINUTES = 480
MOST_TABLES = 40


def new_key() -> str:
    """Names a thing in addresses and calendars for ever; betrays no neighbour and no order."""
    return secrets.token_hex(8)


class TimeRange(Func):
    """tstzrange: the time from a column to another one."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Segment(models.Model):
    """A stretch of a session's day in one room: open, closed, or without attribution."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    session = models.ForeignKey(AnnualSession, on_delete=models.CASCADE, related_name="segments")
    title = LineField(_("What the segment is about"), max_length=120)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Theme")
    )
    kind = models.CharField(_("Who may attend, what is recorded"), max_length=16, choices=SegmentKind.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = LineField(_("Room"), max_length=80)
    link = models.URLField(
        _("Link for remote participation"),
        blank=True,
        max_length=300,
        help_text=_("Only those who take part see it."),
    )
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        size=6,
        default=list,
        blank=True,
        verbose_name=_("Languages of interpretation"),
    )
    tables = models.PositiveSmallIntegerField(
        _("Bilateral tables beside it"),
        default=0,
        validators=[MaxValueValidator(MOST_TABLES)],
        help_text=_("Two delegations can book one for 20 minutes."),
    )
    invited = models.ManyToManyField(
        Body,
        blank=True,
        related_name="+",
        verbose_name=_("Who may attend, where it is closed"),
        help_text=_("An office of a State stands for the whole State."),
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="segment_ends_after_it_starts",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(condition=Q(tables__lte=MOST_TABLES), name="segment_has_so_many_tables"),
            models.CheckConstraint(
                condition=~Q(kind=SegmentKind.CLOSED) | Q(tables=0),
                name="closed_segment_has_no_tables",
                violation_error_message=_("Beside a closed segment there are no tables: nobody is to learn of it."),
            ),
            ExclusionConstraint(
                name="room_used_once_at_a_time",
                expressions=[
                    ("session", RangeOperators.EQUAL),
                    ("room", RangeOperators.EQUAL),
                    (TimeRange("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(removed_at__isnull=True),
                violation_error_message=_("Another segment uses this room at that time."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


class AgendaItem(models.Model):
    """One thing on the agenda: points down to what it is about, or says it in words where it is free.

    Items follow each other in their segment by `order`. Nothing of a State is copied here: what may be shown of an
    item is each reader's own right to what it points to.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ItemKind.choices)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items")
    match = models.ForeignKey(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items")
    due = models.ForeignKey(ReportDue, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items")
    practice = models.ForeignKey(
        PracticeCard, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    presentation = models.ForeignKey(
        Presentation, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    title = LineField(_("In one line"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("Minutes"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)]
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    skipped = models.BooleanField(default=False)

    class Meta:
        ordering = ["segment__starts_at", "segment", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "order"], name="item_has_its_place", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES), name="item_has_minutes"),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.NEED, need__isnull=False)
                | Q(kind=ItemKind.MATCH, match__isnull=False)
                | Q(kind=ItemKind.REPORT_BACK, due__isnull=False)
                | Q(kind=ItemKind.PRESENTATION, presentation__isnull=False)
                | Q(kind=ItemKind.PRACTICE, practice__isnull=False)
                | Q(kind=ItemKind.FREE) & ~Q(title=""),
                name="item_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False) & Q(ended_at__gte=F("begun_at")),
                name="item_ends_after_it_began",
            ),
        ]
        triggers = [ITEM_FITS]

    def __str__(self) -> str:
        return f"item {self.key}"


class SpeakerSlot(models.Model):
    """Who speaks in an item, in which order, for how many minutes; without a body the part is still to be filled."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="speakers")
    order = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Part.choices)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("Minutes"), validators=[MinValueValidator(1), MaxValueValidator(60)])
    remote = models.BooleanField(default=False)

    class Meta:
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "order"], name="speaker_has_a_place", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=60), name="speaker_has_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.minutes}'"
