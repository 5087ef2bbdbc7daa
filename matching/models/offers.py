from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.expressions import CombinedExpression
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.choices import (
    AmountBand,
    Eligible,
    Expectation,
    OfferForm,
    OfferStatus,
)
from matching.models.references import check_currency, new_slug
from obligations.models import AffectedGroup, SDGTarget, Theme
from requests_app.choices import Cooperation, Modality, SupportType
from requests_app.models import Need
from states.choices import RegionalGroup
from states.models import Body
from web.fields import LineField, ProseField
from web.search import folded, terms_of

LONGEST_VALIDITY = timedelta(days=366)
MOST_PLACES = 1000
MOST_WEEKS = 104
_SEARCHED = CombinedExpression(
    CombinedExpression(F("title"), "||", Value(" "), output_field=models.TextField()),
    "||",
    F("summary"),
    output_field=models.TextField(),
)


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
    expects = ArrayField(
        models.CharField(max_length=12, choices=Expectation.choices),
        size=4,
        default=list,
        blank=True,
        verbose_name=_("What you expect of the State"),
    )
    conditions = ProseField(
        _("Conditions"),
        max_length=2000,
        blank=True,
        help_text=_("Say openly what you expect: co-financing, a legal agreement, clearance, travel."),
    )
    modality = models.CharField(_("How"), max_length=12, choices=Modality.choices, blank=True)
    cooperation = models.CharField(_("With whom"), max_length=12, choices=Cooperation.choices, blank=True)
    affected_groups = models.ManyToManyField(
        AffectedGroup, blank=True, related_name="+", verbose_name=_("Groups of persons")
    )
    amount_band = models.CharField(
        _("Amount, roughly"),
        max_length=12,
        choices=AmountBand.choices,
        blank=True,
        help_text=_("For money alone. Leave it empty for support in kind."),
    )
    currency = models.CharField(_("Currency"), max_length=3, blank=True, validators=[check_currency])
    who_pays = ProseField(
        _("Who pays what"),
        max_length=600,
        blank=True,
        help_text=_("Fees, travel, interpretation: which of them you bear, which the State."),
    )
    how_to_apply = ProseField(
        _("How to apply, in up to three steps"), max_length=1000, blank=True, help_text=_("One step a line.")
    )
    board_route = ProseField(
        _("How your board decides"),
        max_length=600,
        blank=True,
        help_text=_("For funds: from the application to granted or refused. It is shown openly."),
    )
    board_on = models.DateField(_("The board meets next on"), null=True, blank=True)
    lead_weeks = models.PositiveSmallIntegerField(
        _("Weeks from the agreement to the start"), null=True, blank=True, validators=[MaxValueValidator(MOST_WEEKS)]
    )
    evidence = ProseField(
        _("Evidence of earlier work"),
        max_length=1000,
        blank=True,
        help_text=_("Addresses of reports or practices, one a line. They are shown as text."),
    )
    practices = models.ManyToManyField(
        "practices.PracticeCard", blank=True, related_name="+", verbose_name=_("Practices that show it")
    )
    activity_id = LineField(
        _("Where it is published"),
        max_length=120,
        blank=True,
        help_text=_("The identifier of an IATI activity or the number of an FTS flow, if it has one."),
    )
    fulfils = models.ForeignKey(
        "matching.Pledge",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("It gives what this pledge promised"),
        help_text=_("Only those who may read the pledge see the link."),
    )
    data_mailbox = models.EmailField(
        _("Mailbox for data protection"),
        blank=True,
        help_text=_("An office, never a person. It crosses together with the office mailbox."),
    )
    terms = models.GeneratedField(
        expression=terms_of(_SEARCHED, F("language")), output_field=SearchVectorField(), db_persist=True
    )
    folded = models.GeneratedField(expression=folded(_SEARCHED), output_field=models.TextField(), db_persist=True)
    places = models.PositiveSmallIntegerField(
        _("How many at once"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("How many States you can support at the same time."),
    )
    valid_from = models.DateField(_("Valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("Valid until"), help_text=_("At most twelve months; you can reconfirm it."))
    in_reply_to = models.ForeignKey(
        Need,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("In reply to one need"),
        help_text=_("Empty: a standing offer. Only those who may read the need see the link."),
    )
    sdg_targets = models.ManyToManyField(
        SDGTarget, blank=True, related_name="+", verbose_name=_("Targets of the 2030 Agenda")
    )
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
            models.CheckConstraint(
                condition=Q(amount_band="", currency="") | ~Q(amount_band="") & Q(currency__regex="^[A-Z]{3}$"),
                name="offered_amount_has_its_currency",
                violation_error_message=_("An amount goes with its currency."),
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="open_offers_newest", condition=Q(status="open")),
            GinIndex(fields=["terms"], name="offer_by_terms", fastupdate=False),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="offer_by_likeness", fastupdate=False),
            GinIndex(fields=["eligible", "regions", "languages"], name="offer_by_arrays", condition=Q(status="open")),
        ]

    def __str__(self) -> str:
        return self.reference or self.slug

    def get_absolute_url(self) -> str:
        return reverse("offer", args=[str(self)])

    def clean(self):
        begins, ends = self.valid_from, self.valid_until
        if begins and ends and not begins <= ends <= begins + LONGEST_VALIDITY:
            raise ValidationError({"valid_until": _("An offer ends after it begins, and within twelve months.")})
        if self.amount_band and not self.currency:
            raise ValidationError({"currency": _("Which currency?")})
        if self.currency and not self.amount_band:
            raise ValidationError({"amount_band": _("How much, roughly?")})
        if self.places and self.places > MOST_PLACES:
            raise ValidationError({"places": _("At most 1,000.")})
