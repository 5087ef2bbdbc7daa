import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followup.choices import (
    GIVEN,
    OWED,
    CommentMode,
    CommentStatus,
    DeclinedReason,
    Implementation,
    ReportStatus,
    Stance,
    WaivedReason,
)
from matching.models import Match
from requests_app.models import Need, NeedsStatement
from states.models import Body, State
from web.fields import LineField, ProseField

OPENS_BEFORE = timedelta(days=30)
SCREENED_WITHIN = timedelta(days=14)


def new_report_reference() -> str:
    """Unguessable: a number would betray how many reports others owe."""
    return f"REP-{secrets.token_hex(6).upper()}"


def new_comment_id() -> str:
    """Random and never ordered by time, so that no sequence tells who wrote when."""
    return secrets.token_urlsafe(12)


class ReportRhythm(models.Model):
    """Both sides agreed on reports every so many months; without a row it is yearly. Holds from the next period on."""

    match = models.OneToOneField(Match, on_delete=models.CASCADE, related_name="rhythm")
    months = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(months__gte=3, months__lte=12), name="rhythm_in_range")]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.months}"


class ReportDue(models.Model):
    """That one party of a match owes a report on a period. `due_on` ends with the day in the body's own time zone.

    Opened (30 days before) and overdue follow from the date and are not stored. `remind_on` is the day of the next
    reminder, empty where none is left. Unique by period, not by `due_on`: a return moves the date.
    """

    reference = models.CharField(max_length=20, unique=True, default=new_report_reference, editable=False)
    # no index of their own: the constraint and the index below begin with them, and sweeps write many rows
    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="reports_due", db_index=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reports_due", db_index=False)
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
            models.UniqueConstraint(fields=["match", "body", "period_start"], name="one_due_per_period"),
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
    def today(self):
        """The date where the body is."""
        return timezone.now().astimezone(ZoneInfo(self.body.time_zone)).date()

    @property
    def deadline(self) -> datetime:
        """The end of the last day, in the body's time zone."""
        return datetime.combine(self.due_on + timedelta(days=1), time.min, tzinfo=ZoneInfo(self.body.time_zone))

    @property
    def is_opened(self) -> bool:
        return self.today >= self.due_on - OPENS_BEFORE

    @property
    def is_overdue(self) -> bool:
        return self.status in OWED and timezone.now() >= self.deadline

    @property
    def days_late(self) -> int:
        return max((self.today - self.due_on).days, 0) if self.status in OWED else 0

    @property
    def is_given(self) -> bool:
        return self.status in GIVEN


class ProgressReport(models.Model):
    """What one side reports on one due; rewritten after a return. `edit_no` counts its saves, for two hands."""

    due = models.OneToOneField(ReportDue, on_delete=models.PROTECT, related_name="report")
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    implementation = models.CharField(
        _("Where does the work stand?"), max_length=12, choices=Implementation.choices, blank=True
    )
    delivered = ProseField(_("What was delivered?"), max_length=2000, blank=True)
    changed = ProseField(
        _("What changed?"),
        max_length=2000,
        blank=True,
        help_text=_("In law, in institutions, in practice, for people."),
    )
    difficulties = ProseField(
        _("What was difficult?"), max_length=2000, blank=True, help_text=_("«No difficulty» is a good answer.")
    )
    way_forward = ProseField(
        _("How do you want to go on?"), max_length=2000, blank=True, help_text=_("Needed where it was difficult.")
    )
    support_still_needed = ProseField(_("What support is still needed?"), max_length=2000, blank=True)
    lesson = ProseField(_("What could others learn from it?"), max_length=2000, blank=True)
    other_report = LineField(
        _("Does another report of yours say it already? Its title or reference"), max_length=200, blank=True
    )
    nothing_to_add = models.BooleanField(_("We have nothing to add since the last report"), default=False)
    make_public = models.BooleanField(default=False)
    edit_no = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(difficulties="") | ~Q(way_forward=""),
                name="difficulty_has_a_way_forward",
                violation_error_message=_("Say how you want to go on, where something was difficult."),
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.due_id}"


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


class Comment(models.Model):
    """What a body says on something public: a statement, one of its needs, or a match on one of them.

    Holds no time finer than a week and no person. A withdrawn comment keeps no word (held by a constraint).
    """

    public_id = models.CharField(
        max_length=16, unique=True, default=new_comment_id, editable=False, validators=[RegexValidator(r"^[\w-]{16}$")]
    )
    statement = models.ForeignKey(NeedsStatement, on_delete=models.PROTECT, related_name="comments")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    match = models.ForeignKey(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="comments")
    mode = models.CharField(max_length=12, choices=CommentMode.choices, default=CommentMode.NAMED)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    text = ProseField(_("Your comment"), max_length=3000, blank=True)
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    edit_no = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=CommentStatus.choices, default=CommentStatus.DRAFT)
    submitted_week = models.DateField(null=True, blank=True)
    published_week = models.DateField(null=True, blank=True)
    declined_reason = models.CharField(max_length=12, choices=DeclinedReason.choices, blank=True)
    screening_note = ProseField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-published_week", "public_id"]
        constraints = [
            models.CheckConstraint(condition=Q(need__isnull=True) | Q(match__isnull=True), name="comment_on_one_thing"),
            models.CheckConstraint(
                condition=Q(status=CommentStatus.WITHDRAWN, text="", screening_note="")
                | ~Q(status=CommentStatus.WITHDRAWN) & ~Q(text=""),
                name="withdrawn_comment_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(status=CommentStatus.PUBLISHED) | Q(published_week__isnull=False),
                name="published_comment_has_its_week",
            ),
            models.CheckConstraint(
                condition=Q(status=CommentStatus.DECLINED) & ~Q(declined_reason="")
                | ~Q(status=CommentStatus.DECLINED) & Q(declined_reason=""),
                name="declined_comment_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_week", "public_id"], name="comment_published", condition=Q(status="published")
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.public_id])

    @property
    def screen_by(self):
        """Until when the moderators answer: a date, counted from the week of sending."""
        return self.submitted_week + SCREENED_WITHIN if self.submitted_week else None

    @property
    def state_id(self) -> int:
        return self.statement.state_id

    @property
    def state(self) -> State:
        """The State concerned."""
        return self.statement.state


class Reply(models.Model):
    """The answer of the State concerned: one per comment, under it, never instead of it; it goes when that goes."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="reply")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    text = ProseField(_("Your reply"), max_length=3000)
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    replied_on = models.DateField()

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply to {self.comment_id}"
