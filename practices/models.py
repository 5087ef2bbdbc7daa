from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consent.choices import Element
from consent.models import Edition, Paper, PaperVersion, Subject
from consent.triggers import content_sealed
from obligations.choices import SupportType
from obligations.models import Recommendation, SDGTarget, Theme
from states.choices import BodyKind
from states.models import Body, State
from web.fields import LineField, ProseField


class PracticeCard(Paper):
    """Something that worked in a State and that others may copy. Its words are in the versions of its editions."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="practice")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="practices")

    class Meta(Paper.Meta):
        ordering = ["-pk"]

    def get_absolute_url(self) -> str:
        return reverse("practice", args=[self.reference])


class PracticeVersion(PaperVersion):
    """The words of one edition of a practice; sealed with it."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="practice_version")
    paper = models.ForeignKey(PracticeCard, on_delete=models.CASCADE, related_name="versions")
    title = LineField(_("The practice in one line"), max_length=120)
    problem = ProseField(_("Which problem did it solve?"), max_length=1000)
    kinds = ArrayField(
        models.CharField(max_length=20, choices=SupportType.choices),
        size=12,
        default=list,
        blank=True,
        verbose_name=_("Kinds of support that it can be"),
    )
    what_was_done = ProseField(_("What was done?"), max_length=2000)
    cost = ProseField(_("What did it cost?"), max_length=500, blank=True)
    time_needed = LineField(_("How long did it take?"), max_length=120, blank=True)
    what_made_it_work = ProseField(_("What made it work?"), max_length=2000, blank=True)
    what_failed_first = ProseField(_("What failed first?"), max_length=2000, blank=True)
    conditions = ProseField(_("What does one need to copy it?"), max_length=2000, blank=True)
    contact_mailbox = models.EmailField(
        _("Office mailbox"), blank=True, help_text=_("A functional mailbox, not a person's.")
    )
    shared_by = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": BodyKind.SOUTH_SOUTH},
        verbose_name=_("We can share this: which office would offer it?"),
        help_text=_("It gets a draft offer, to change, send or delete. Empty: nothing is offered."),
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("Themes"))
    sdg_targets = models.ManyToManyField(SDGTarget, blank=True, related_name="+", verbose_name=_("SDG targets"))
    recommendations = models.ManyToManyField(
        Recommendation, blank=True, related_name="+", verbose_name=_("Recommendations that it answers")
    )

    ELEMENTS: ClassVar[dict] = {
        "title": Element.SUMMARY,
        "problem": Element.SUMMARY,
        "kinds": Element.SUMMARY,
        "what_was_done": Element.DETAILS,
        "cost": Element.DETAILS,
        "time_needed": Element.DETAILS,
        "what_made_it_work": Element.DETAILS,
        "what_failed_first": Element.DETAILS,
        "conditions": Element.DETAILS,
        "contact_mailbox": Element.CONTACT,
        "shared_by": Element.DETAILS,
    }
    SETS: ClassVar[dict] = {
        "themes": Element.SUMMARY,
        "sdg_targets": Element.DETAILS,
        "recommendations": Element.DETAILS,
    }
    LABELS: ClassVar[dict] = {
        "problem": _("The problem"),
        "kinds": _("Kinds of support"),
        "what_was_done": _("What was done"),
        "cost": _("What it cost"),
        "time_needed": _("How long it took"),
        "what_made_it_work": _("What made it work"),
        "what_failed_first": _("What failed first"),
        "conditions": _("What one needs to copy it"),
        "shared_by": _("Office that can share it"),
    }

    class Meta:
        triggers = [content_sealed("r.edition_id")]


class Adoption(models.Model):
    """A State took over a practice. It counts; the State is named only where it says so."""

    card = models.ForeignKey(PracticeCard, on_delete=models.PROTECT, related_name="adoptions")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="adoptions")
    adopted_at = models.DateTimeField(auto_now_add=True)
    may_be_named = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "state"], name="practice_adopted_once_by_a_state")]

    def __str__(self) -> str:
        return f"{self.card_id} by {self.state_id}"
