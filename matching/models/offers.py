from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.choices import (
    Eligible,
    OfferForm,
    OfferStatus,
)
from matching.models.references import new_slug
from obligations.models import Theme
from requests_app.choices import SupportType
from states.choices import RegionalGroup
from states.models import Body
from web.fields import LineField, ProseField

LONGEST_VALIDITY = timedelta(days=366)
MOST_PLACES = 1000


class Offer(models.Model):
    """Support that a partner holds ready, for whom and until when. The partner publishes it itself once verified."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="offers")
    reference = models.CharField(max_length=20, unique=True, null=True, blank=True)
    slug = models.CharField(max_length=16, unique=True, default=new_slug, editable=False)
    status = models.CharField(max_length=12, choices=OfferStatus.choices, default=OfferStatus.DRAFT)
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    title = LineField(_("What do you offer, in one line?"), max_length=120)
    summary = ProseField(_("Summary in plain words"), max_length=600)
    support_type = models.CharField(_("Kind of support"), max_length=20, choices=SupportType.choices)
    form = models.CharField(_("In what form"), max_length=12, choices=OfferForm.choices)
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES), size=6, verbose_name=_("Working languages")
    )
    regions = ArrayField(
        models.CharField(max_length=20, choices=RegionalGroup.choices),
        size=5,
        default=list,
        blank=True,
        verbose_name=_("Regions"),
        help_text=_("None chosen means all."),
    )
    eligible = ArrayField(
        models.CharField(max_length=4, choices=Eligible.choices), size=4, verbose_name=_("For which States")
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("Themes"))
    conditions = ProseField(
        _("Conditions"),
        max_length=2000,
        blank=True,
        help_text=_("Say openly what you expect: co-financing, a legal agreement, clearance, travel."),
    )
    places = models.PositiveSmallIntegerField(
        _("How many at once"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("How many States you can support at the same time."),
    )
    valid_from = models.DateField(_("Valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("Valid until"), help_text=_("At most twelve months; you can reconfirm it."))
    mailbox = models.EmailField(
        _("Office mailbox"),
        help_text=_("A functional mailbox, not a person's. It crosses only when you and a State both say yes."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from"), valid_until__lte=F("valid_from") + LONGEST_VALIDITY),
                name="offer_valid_at_most_a_year",
                violation_error_message=_("An offer is valid for at most twelve months."),
            ),
            models.CheckConstraint(condition=Q(places__gte=1, places__lte=MOST_PLACES), name="offer_has_places"),
            models.CheckConstraint(
                condition=~Q(status__in=["open", "paused"]) | Q(reference__isnull=False, opened_at__isnull=False),
                name="open_offer_has_its_reference",
            ),
        ]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="open_offers_newest", condition=Q(status="open"))]

    def __str__(self) -> str:
        return self.reference or self.slug

    def get_absolute_url(self) -> str:
        return reverse("offer", args=[str(self)])

    def clean(self):
        begins, ends = self.valid_from, self.valid_until
        if begins and ends and not begins <= ends <= begins + LONGEST_VALIDITY:
            raise ValidationError({"valid_until": _("An offer ends after it begins, and within twelve months.")})
        if self.places and self.places > MOST_PLACES:
            raise ValidationError({"places": _("At most 1,000.")})
