from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consent.digests import digest_of
from consent.models import Edition, Subject
from consent.triggers import content_sealed
from obligations.models import AffectedGroup, Recommendation, SDGTarget, Theme
from requests_app.choices import BudgetBand, ClosedReason, Modality, StatementStatus, SupportType
from requests_app.triggers import OPEN_NEEDS_GRANT
from states.models import State
from web.fields import LineField, ProseField

MOST_NEEDS = 8


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
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=20, choices=ClosedReason.choices, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

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
        ]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="open_newest", condition=Q(status="open"))]
        triggers = [OPEN_NEEDS_GRANT]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        if self.subject.reference:
            return reverse("need", args=[self.subject.reference])
        return reverse("statement", args=[self.subject.slug])

    @property
    def reference(self) -> str:
        return self.subject.reference or self.subject.slug


class StatementVersion(models.Model):
    """The words of one edition. Typed columns, copied from version to version; sealed with the edition."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="statement_version")
    statement = models.ForeignKey(NeedsStatement, on_delete=models.CASCADE, related_name="versions")
    edit_no = models.PositiveIntegerField(default=0)
    title = LineField(
        _("What do you need, in one line?"),
        max_length=120,
        help_text=_("For example: train public defenders in the outer islands on bail."),
    )
    summary = ProseField(
        _("Summary in plain words"),
        max_length=600,
        help_text=_("Two or three sentences. This is what others may read first."),
    )
    done_at_home = ProseField(
        _("What have you tried or done already?"),
        max_length=2000,
        blank=True,
        help_text=_("«Nothing yet» is a good answer too."),
    )
    contact_mailbox = models.EmailField(
        _("Office mailbox"),
        blank=True,
        help_text=_("A functional mailbox, not a person's. It crosses only when you and a partner both say yes."),
    )
    prevention = ProseField(_("What does it prevent?"), max_length=2000, blank=True)
    recommendations = models.ManyToManyField(Recommendation, blank=True, related_name="+")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("Themes"))
    affected_groups = models.ManyToManyField(AffectedGroup, blank=True, related_name="+")
    sdg_targets = models.ManyToManyField(SDGTarget, blank=True, related_name="+")

    class Meta:
        triggers = [content_sealed("r.edition_id")]

    def __str__(self) -> str:
        return self.title

    def digest(self) -> str:
        """The hash of every word and choice that readers of this edition could see."""
        return digest_of(self.content())

    def content(self) -> dict:
        own = ["title", "summary", "done_at_home", "contact_mailbox", "prevention"]
        sets = ["recommendations", "themes", "affected_groups", "sdg_targets"]
        content: dict = {name: getattr(self, name) for name in own}
        content |= {name: sorted(getattr(self, name).values_list("pk", flat=True)) for name in sets}
        content["needs"] = [
            need.content() for need in self.need_versions.select_related("need").order_by("need__number")
        ]
        return content | {"language": self.edition.language}


class Need(models.Model):
    """One matchable part of a statement. Its number is stable: matches point here."""

    statement = models.ForeignKey(NeedsStatement, on_delete=models.CASCADE, related_name="needs")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["statement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="need_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=MOST_NEEDS), name="need_number_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} #{self.number}"

    @property
    def state_id(self) -> int:
        return self.statement.state_id


class NeedVersion(models.Model):
    """The words of one need in one edition."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="versions")
    version = models.ForeignKey(StatementVersion, on_delete=models.CASCADE, related_name="need_versions")
    title = LineField(_("This part in one line"), max_length=120, blank=True)
    support_type = models.CharField(_("Kind of support"), max_length=20, choices=SupportType.choices)
    institution = LineField(_("Which institution would receive it?"), max_length=200)
    success_sign = LineField(
        _("How will you see that it worked?"),
        max_length=300,
        help_text=_("One thing that can be counted or shown, with a date where you can."),
    )
    modality = models.CharField(_("How"), max_length=12, choices=Modality.choices, blank=True)
    wanted_from = models.DateField(_("Wanted from"), null=True, blank=True)
    wanted_to = models.DateField(_("Wanted until"), null=True, blank=True)
    budget_band = models.CharField(_("Budget, roughly"), max_length=12, choices=BudgetBand.choices)

    class Meta:
        ordering = ["need__number"]
        constraints = [
            models.UniqueConstraint(fields=["need", "version"], name="need_once_per_version"),
            models.CheckConstraint(
                condition=Q(wanted_to__isnull=True)
                | Q(wanted_from__isnull=True)
                | Q(wanted_to__gte=models.F("wanted_from")),
                name="need_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]
        triggers = [
            content_sealed("SELECT v.edition_id FROM requests_app_statementversion v WHERE v.id = r.version_id"),
        ]

    def __str__(self) -> str:
        return self.title or self.version.title

    def content(self) -> dict:
        plain = ["title", "support_type", "institution", "success_sign", "modality", "budget_band"]
        dates = {name: str(getattr(self, name) or "") for name in ("wanted_from", "wanted_to")}
        return {"number": self.need.number, **{name: getattr(self, name) for name in plain}, **dates}
