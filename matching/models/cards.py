from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.choices import CardAmount, CardEnd
from requests_app.choices import ReportRhythm
from states.models import Body
from web.fields import LineField, ProseField

#: the columns of an agreement card
CARD = (
    "scope",
    "outputs",
    "indicator",
    "baseline",
    "amount_band",
    "starts_on",
    "ends_on",
    "covers_all",
    "report_rhythm",
    "first_report_on",
    "public_terms",
    "exit_terms",
)


class CardWords(models.Model):
    """What the parties of a match agree to: the columns of CARD."""

    scope = ProseField(
        _("What it is about, in one or two sentences"),
        max_length=600,
        help_text=_("Both sides read this. No contact data: they cross when both sides have said yes."),
    )
    outputs = ProseField(
        _("What will be there at the end"),
        max_length=2000,
        blank=True,
        help_text=_("Courses held, people trained, a law drafted, a system in use."),
    )
    indicator = LineField(_("How both sides will see that it worked"), max_length=300, blank=True)
    baseline = LineField(
        _("How it stands today, by that sign"), max_length=300, blank=True, help_text=_("For example: none certified.")
    )
    amount_band = models.CharField(_("Size of the support"), max_length=12, choices=CardAmount.choices, blank=True)
    report_rhythm = models.CharField(
        _("How often both sides report"), max_length=12, choices=ReportRhythm.choices, blank=True
    )
    first_report_on = models.DateField(_("First report due on"), null=True, blank=True)
    public_terms = ProseField(_("What may be made public"), max_length=1000, blank=True)
    exit_terms = ProseField(_("How a side can leave, and what follows"), max_length=1000, blank=True)
    covers_all = models.BooleanField(_("It covers the whole need"), default=False)
    starts_on = models.DateField(_("Starts on"), null=True, blank=True)
    ends_on = models.DateField(_("Ends on"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self):
        if self.first_report_on and self.starts_on and self.first_report_on <= self.starts_on:
            raise ValidationError({"first_report_on": _("The first report lies before the beginning.")})

    def card(self) -> dict:
        """The columns of CARD with what is written in them."""
        return {name: getattr(self, name) for name in CARD}


class CardVersion(CardWords):
    """A card beside the one that holds: a change that waits for every yes, one that was set aside, or an earlier card.

    `terms_no` numbers the texts of one match. A change waits until it is `bound_at` or `set_aside_at`; an earlier card
    was bound once and is another than its match has now.
    """

    match = models.ForeignKey("matching.Match", on_delete=models.CASCADE, related_name="card_versions")
    terms_no = models.PositiveIntegerField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.CharField(max_length=300, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bound_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.CharField(max_length=12, choices=CardEnd.choices, blank=True)

    class Meta:
        ordering = ["terms_no"]
        constraints = [
            models.UniqueConstraint(fields=["match", "terms_no"], name="card_numbered_once_per_match"),
            models.UniqueConstraint(
                fields=["match"],
                condition=Q(bound_at__isnull=True, set_aside_at__isnull=True),
                name="one_change_waits_per_match",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True, set_aside_reason="")
                | Q(set_aside_at__isnull=False, bound_at__isnull=True) & ~Q(set_aside_reason=""),
                name="card_set_aside_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=False, ends_on__gt=F("starts_on")),
                name="card_version_has_its_dates",
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.terms_no}"
