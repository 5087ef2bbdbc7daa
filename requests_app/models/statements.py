from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consent.models import Subject
from requests_app.choices import ClosedReason, Section, StatementStatus
from requests_app.clocks import CONFIRMED_FOR, REMINDED_BEFORE
from requests_app.triggers import OPEN_NEEDS_GRANT
from states.models import Body, State
from web.fields import LineField

MOST_NEEDS = 8
LAST_NUMBER = 99  # numbers are never used twice, so a statement that is rewritten for years needs more than eight

#: what the check can wait for. The index and the question say it in the same words: the planner knows it by them
AWAITS_CHECK = Q(status__in=[StatementStatus.SUBMITTED, StatementStatus.IN_CHECK]) | Q(
    status=StatementStatus.OPEN, checked_at__isnull=True
)


class Call(models.Model):
    """A yearly or regional invitation to States to say what they need."""

    reference = models.CharField(max_length=20, unique=True)
    title = LineField(_("title"), max_length=120)
    year = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["-year", "-opens_on"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gt=models.F("opens_on")), name="call_closes_after_it_opens")
        ]

    def __str__(self) -> str:
        return self.title


class NeedsStatement(models.Model):
    """What a State says, of its own will, that it needs. Its words are in the versions of its editions."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="statement")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="statements")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    status = models.CharField(max_length=16, choices=StatementStatus.choices, default=StatementStatus.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    check_begun_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=20, choices=ClosedReason.choices, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    transcribed_at = models.DateTimeField(null=True, blank=True)
    recognised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=StatementStatus.OPEN) | Q(opened_at__isnull=False),
                name="open_statement_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(status=StatementStatus.CLOSED) & ~Q(closed_reason="") & Q(closed_at__isnull=False)
                | ~Q(status=StatementStatus.CLOSED) & Q(closed_reason=""),
                name="closed_statement_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=StatementStatus.WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(status=StatementStatus.WITHDRAWN) & Q(withdrawn_at__isnull=True),
                name="withdrawn_statement_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(transcribed_at__isnull=True)
                | Q(recognised_at__isnull=False)
                | Q(status__in=[StatementStatus.DRAFT, StatementStatus.WITHDRAWN]),
                name="transcribed_statement_is_recognised_before_it_is_filed",
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="open_newest", condition=Q(status="open")),
            models.Index(fields=["-opened_at", "-id"], name="shown_newest", condition=Q(status__in=["open", "closed"])),
            models.Index(
                fields=["state", "-opened_at", "-id"],
                name="shown_newest_of_state",
                condition=Q(status__in=["open", "closed"]),
            ),
            models.Index(fields=["submitted_at", "id"], name="check_oldest", condition=AWAITS_CHECK),
        ]
        triggers = [OPEN_NEEDS_GRANT]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        if self.subject.reference:
            return reverse("need", args=[self.subject.reference])
        return reverse("statement", args=[self.subject.slug])

    @property
    def is_unchecked(self) -> bool:
        """Opened by its State after day 15, and not found receivable since: readers see the mark."""
        return self.status == StatementStatus.OPEN and self.checked_at is None

    @property
    def confirmed_until(self):
        """The day on which it lapses unless its State says that the need still stands; None where it is not open."""
        since = self.confirmed_at or self.opened_at
        return (since + CONFIRMED_FOR).date() if self.status == StatementStatus.OPEN and since else None

    @property
    def is_stale(self) -> bool:
        """Open, and within the month in which it must be confirmed."""
        until = self.confirmed_until
        return until is not None and until - REMINDED_BEFORE <= timezone.now().date()

    @property
    def awaits_recognition(self) -> bool:
        """Written down by the secretariat from a paper, and not yet called its own by the State."""
        return self.transcribed_at is not None and self.recognised_at is None

    @property
    def reference(self) -> str:
        return self.subject.reference or self.subject.slug

    @property
    def days_open(self) -> int | None:
        """Whole days since it opened, while it is open; shown only where the State granted that."""
        return (timezone.now() - self.opened_at).days if self.status == StatementStatus.OPEN else None


class Need(models.Model):
    """One matchable part of a statement. Its number is stable: matches point here."""

    statement = models.ForeignKey(NeedsStatement, on_delete=models.CASCADE, related_name="needs")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="need_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=LAST_NUMBER), name="need_number_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} #{self.number}"

    @property
    def state_id(self) -> int:
        return self.statement.state_id


class OpenedSection(models.Model):
    """A page of a draft that the State opened to one of its ministries or institutions, to write in."""

    statement = models.ForeignKey(NeedsStatement, on_delete=models.CASCADE, related_name="opened_sections")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=10, choices=Section.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "body", "section"], name="section_opened_once")]

    def __str__(self) -> str:
        return f"{self.section} → {self.body_id}"
