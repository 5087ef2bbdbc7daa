"""The consent ledger: nothing of a State is seen by anybody without a dated, positive, revocable grant."""

import secrets
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from consent.choices import AUDIENCE_PATTERN, Element, Kind, PaperStatus, Purpose
from consent.triggers import EDITION_SEALED, GRANT_ONLY_WITHDRAWN
from lifecycle.triggers import NEVER_EMPTIED
from states.choices import Role
from states.models import Body, State


def new_slug() -> str:
    """Unguessable, never ordered: a draft's address betrays nothing."""
    return secrets.token_hex(8)


class Subject(models.Model):
    """Something of a State that can be shown: a statement, a presentation, a report, a practice."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="subjects")
    slug = models.CharField(max_length=16, unique=True, default=new_slug, editable=False)
    reference = models.CharField(max_length=20, unique=True, null=True, blank=True)
    shown = models.OneToOneField("Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="shown_of")

    def __str__(self) -> str:
        return self.reference or self.slug


class Edition(models.Model):
    """One version of a subject. Sealed, it never changes again; `sha256` covers every field that readers see."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    sha256 = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["subject", "number"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="edition_number_once"),
            models.CheckConstraint(condition=Q(sealed_at__isnull=True) | ~Q(sha256=""), name="sealed_edition_has_hash"),
        ]
        triggers = [EDITION_SEALED]

    def __str__(self) -> str:
        return f"{self.subject_id}/{self.number}"

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


class Showing(models.Model):
    """That readers saw an edition from `at` on. What was filed and never shown is no reader's, whatever was granted."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="showing")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.edition_id} from {self.at:%Y-%m-%d}"


class Grant(models.Model):
    """The State lets one audience have one element of one edition for one purpose. Withdrawn, never deleted."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="grants")
    element = models.CharField(max_length=12, choices=Element.choices)
    purpose = models.CharField(max_length=16, choices=Purpose.choices, default=Purpose.READ)
    audience = models.CharField(max_length=40, validators=[RegexValidator(AUDIENCE_PATTERN)])
    given_by = models.BigIntegerField()
    capacity_id = models.BigIntegerField()
    capacity_label = models.CharField(max_length=300)
    given_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.BigIntegerField(null=True, blank=True)
    withdrawn_capacity = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "element", "purpose", "audience"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_live_grant",
            ),
            models.CheckConstraint(condition=Q(audience__regex=AUDIENCE_PATTERN), name="grant_audience_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_capacity="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_capacity=""),
                name="grant_withdrawn_wholly",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("given_at")), name="grant_ends_later"
            ),
        ]
        indexes = [
            models.Index(
                fields=["audience", "element", "purpose", "edition"],
                name="grant_by_audience",
                condition=Q(withdrawn_at__isnull=True),
            )
        ]
        triggers = [
            GRANT_ONLY_WITHDRAWN,
            pgtrigger.Protect(name="grant_kept", operation=pgtrigger.Delete),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.element} → {self.audience}"

    @property
    def has_expired(self) -> bool:
        return self.withdrawn_at is None and self.until is not None and self.until <= timezone.now()

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None and not self.has_expired

    @property
    def line(self) -> str:
        """How the line is written in forms and addresses."""
        return f"{self.element}.{self.purpose}.{self.audience}"


class Exclusion(models.Model):
    """A named body that is shown nothing of an edition, whatever else is granted."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="exclusions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "body"], name="excluded_once")]

    def __str__(self) -> str:
        return f"not {self.body_id}"


class Reading(models.Model):
    """That an office, in a role, opened something that is not public, on a day. Neither the person nor the hour."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="readings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    day = models.DateField()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "body", "role", "day"], name="one_reading_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.day}"


class Paper(models.Model):
    """What a State writes, shows and withdraws by its own act alone: a presentation, a practice card.

    A concrete one adds `subject` (one to one) and `state`; its words are in the versions of its editions.
    """

    status = models.CharField(max_length=10, choices=PaperStatus.choices, default=PaperStatus.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PaperStatus.DRAFT, shown_at__isnull=True, withdrawn_at__isnull=True)
                | Q(status=PaperStatus.SHOWN, shown_at__isnull=False, withdrawn_at__isnull=True)
                | Q(status=PaperStatus.WITHDRAWN, shown_at__isnull=False, withdrawn_at__isnull=False),
                name="%(class)s_has_its_times",
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def reference(self) -> str:
        return self.subject.reference or self.subject.slug


class PaperVersion(models.Model):
    """The words of one edition of a paper. A concrete one adds `edition` (one to one), `paper`, and its columns.

    `ELEMENTS` maps each column, and `SETS` each many-to-many, to its one element; `LABELS` are what readers see.
    """

    edit_no = models.PositiveIntegerField(default=1)

    ELEMENTS: ClassVar[dict] = {}
    SETS: ClassVar[dict] = {}
    LABELS: ClassVar[dict] = {}

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def columns(self) -> dict:
        """What stands in each column, by its name; of another row its number."""
        return {name: self._meta.get_field(name).value_from_object(self) for name in self.ELEMENTS}

    def content(self) -> dict:
        """Every word and choice that readers could see: what the edition is sealed under."""
        content = self.columns()
        content |= {name: sorted(one.pk for one in getattr(self, name).all()) for name in self.SETS}
        return content | {"language": self.edition.language}
