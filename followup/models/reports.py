"""What a side reports on a due."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followup.choices import Change, Holds, Implementation, Moved
from followup.models.dues import ReportDue
from obligations.models import Recommendation
from practices.models import PracticeCard
from requests_app.models import NeedsStatement
from web.fields import LineField, ProseField

MOST_PEOPLE = 100_000_000


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
    changes = ArrayField(
        models.CharField(max_length=12, choices=Change.choices),
        verbose_name=_("Where did it change something?"),
        default=list,
        blank=True,
    )
    people_reached = models.PositiveIntegerField(
        _("How many people did it reach?"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PEOPLE)],
        help_text=_("A number you can stand by, or nothing."),
    )
    indicator_value = LineField(_("Where does what you count stand now?"), max_length=300, blank=True)
    evidence = LineField(
        _("Where can it be seen?"),
        max_length=500,
        blank=True,
        help_text=_("An address or a document. It is shown as you write it; the platform does not open it."),
    )
    unplanned = ProseField(_("What came of it that nobody had planned?"), max_length=2000, blank=True)
    no_difficulty = models.BooleanField(_("There was no difficulty"), default=False)
    difficulties = ProseField(
        _("What was difficult?"), max_length=2000, blank=True, help_text=_("«No difficulty» is a good answer.")
    )
    way_forward = ProseField(
        _("How do you want to go on?"), max_length=2000, blank=True, help_text=_("Needed where it was difficult.")
    )
    support_still_needed = ProseField(_("What support is still needed?"), max_length=2000, blank=True)
    starts_need = models.BooleanField(_("Begin a draft of a new need from it"), default=False)
    lesson = ProseField(_("What could others learn from it?"), max_length=2000, blank=True)
    starts_practice = models.BooleanField(_("Begin a draft practice card from it"), default=False)
    other_report = LineField(
        _("Does another report of yours say it already? Its title or reference"), max_length=200, blank=True
    )
    nothing_to_add = models.BooleanField(_("We have nothing to add since the last report"), default=False)
    joint = models.BooleanField(_("Both sides wrote this report together"), default=False)
    still_in_use = models.CharField(_("Is it still in use?"), max_length=8, choices=Holds.choices, blank=True)
    funded = models.CharField(_("Is it paid for?"), max_length=8, choices=Holds.choices, blank=True)
    funded_by = LineField(_("By whom?"), max_length=200, blank=True)
    to_a_peer = ProseField(_("What would you tell a peer who begins?"), max_length=2000, blank=True)
    started_need = models.ForeignKey(NeedsStatement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_practice = models.ForeignKey(
        PracticeCard, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    in_annual_report = models.BooleanField(default=False)
    make_public = models.BooleanField(default=False)
    edit_no = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(difficulties="") | ~Q(way_forward=""),
                name="difficulty_has_a_way_forward",
                violation_error_message=_("Say how you want to go on, where something was difficult."),
            ),
            models.CheckConstraint(
                condition=Q(no_difficulty=False) | Q(difficulties=""),
                name="no_difficulty_tells_of_none",
                violation_error_message=_("You say that nothing was difficult, and then what was."),
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.due_id}"

    @property
    def annexes(self) -> list:
        """Its documents, for whoever reads its words; reads the prefetched ones where there are any."""
        return [one.document for one in self.documents.all()]

    @property
    def changes_in_words(self) -> str:
        return " · ".join(str(Change(one).label) for one in self.changes)


class RecommendationMove(models.Model):
    """How far a recommendation moved in the period, in the State's own view."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="moves", db_index=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    moved = models.CharField(max_length=10, choices=Moved.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "recommendation"], name="recommendation_once_per_report")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.moved}"
