from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consent.choices import Element
from consent.models import Edition, Paper, PaperVersion, Subject
from consent.triggers import content_sealed
from obligations.models import Recommendation, SDGTarget, Theme
from states.models import State
from web.fields import LineField, ProseField


class Presentation(Paper):
    """What a State tells its peers of itself: achievements, challenges, obstacles, prevention. It needs no need."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="presentation")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="presentations")

    class Meta(Paper.Meta):
        ordering = ["-pk"]

    def get_absolute_url(self) -> str:
        return reverse("presentation", args=[self.reference])


class PresentationVersion(PaperVersion):
    """The words of one edition of a presentation; sealed with it."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="presentation_version")
    paper = models.ForeignKey(Presentation, on_delete=models.CASCADE, related_name="versions")
    title = LineField(_("Title, in one line"), max_length=120)
    summary = ProseField(
        _("Summary in plain words"), max_length=600, help_text=_("Two or three sentences that others may read first.")
    )
    achievements = ProseField(_("Achievements"), max_length=4000, blank=True)
    challenges = ProseField(_("Challenges"), max_length=4000, blank=True)
    obstacles = ProseField(_("Obstacles"), max_length=4000, blank=True)
    prevention = ProseField(
        _("Prevention and resilience"), max_length=4000, blank=True, help_text=_("What is done before harm is done.")
    )
    contact_mailbox = models.EmailField(
        _("Office mailbox"), blank=True, help_text=_("A functional mailbox, not a person's.")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("Themes"))
    sdg_targets = models.ManyToManyField(SDGTarget, blank=True, related_name="+", verbose_name=_("SDG targets"))

    recommendations = models.ManyToManyField(
        Recommendation, blank=True, related_name="+", verbose_name=_("Recommendations that it tells of")
    )

    ELEMENTS: ClassVar[dict] = {
        "title": Element.SUMMARY,
        "summary": Element.SUMMARY,
        "achievements": Element.DETAILS,
        "challenges": Element.DETAILS,
        "obstacles": Element.DETAILS,
        "prevention": Element.DETAILS,
        "contact_mailbox": Element.CONTACT,
    }
    SETS: ClassVar[dict] = {
        "themes": Element.SUMMARY,
        "sdg_targets": Element.DETAILS,
        "recommendations": Element.DETAILS,
    }

    class Meta:
        triggers = [content_sealed("r.edition_id")]

    def content(self) -> dict:
        """Recommendations only where there are some: editions of before they were asked keep their seal."""
        content = super().content()
        return content if content["recommendations"] else {n: v for n, v in content.items() if n != "recommendations"}
