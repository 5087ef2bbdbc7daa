"""Who takes part: offices, never named persons. Accessibility needs are for the hosts alone."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogue.choices import RegistrationDecline, RegistrationStatus, TravelRefusal, TravelStatus
from dialogue.models.agenda import new_key
from dialogue.models.sessions import AnnualSession
from states.choices import BodyKind
from states.models import Body, State
from web.fields import ProseField

MOST_PEOPLE = 50


def _people(label, **more):
    return models.PositiveSmallIntegerField(label, default=0, validators=[MaxValueValidator(MOST_PEOPLE)], **more)


class Registration(models.Model):
    """An office takes part in a session, with so many people, some of them from the capital or from afar.

    `listed` puts it on the list of participants: nothing is preselected for anybody, and civil society least of all.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    session = models.ForeignKey(AnnualSession, on_delete=models.PROTECT, related_name="registrations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="registrations")
    status = models.CharField(max_length=10, choices=RegistrationStatus.choices, default=RegistrationStatus.ASKED)
    people = models.PositiveSmallIntegerField(
        _("How many people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    from_capital = _people(_("Of whom officials from the capital"))
    practitioners = _people(_("Of whom practitioners"), help_text=_("People who do the work that is spoken of."))
    remote = _people(_("Of whom from afar, by link"))
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        size=6,
        default=list,
        blank=True,
        verbose_name=_("Languages"),
    )
    accessibility = ProseField(
        _("What do you need to take part fully?"),
        max_length=1000,
        blank=True,
        help_text=_("Only your office and those who prepare the rooms read this. No names."),
    )
    listed = models.BooleanField(_("Our office may stand on the list of participants"), default=False)
    at_tables = models.BooleanField(
        _("Other delegations may ask us for a bilateral table"),
        default=False,
        help_text=_("Delegations of States and partners then see the name of your office and when it is free."),
    )
    days = ArrayField(models.DateField(), size=5, default=list, blank=True, verbose_name=_("On which days you come"))
    declined_reason = models.CharField(max_length=16, choices=RegistrationDecline.choices, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "body"], name="registered_once"),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE, remote__lte=F("people"))
                & Q(from_capital__lte=F("people"), practitioners__lte=F("people")),
                name="registration_counts_add_up",
                violation_error_message=_("More people are named than come in all."),
            ),
            models.CheckConstraint(
                condition=Q(status=RegistrationStatus.DECLINED) & ~Q(declined_reason="")
                | ~Q(status=RegistrationStatus.DECLINED) & Q(declined_reason=""),
                name="declined_registration_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True) | Q(status=RegistrationStatus.CONFIRMED),
                name="only_the_confirmed_check_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} – {self.session}"

    def get_absolute_url(self) -> str:
        return reverse("registration", args=[self.session.reference])

    @property
    def state_id(self) -> int | None:
        return self.body.state_id

    @property
    def state(self) -> State | None:
        return self.body.state

    @property
    def body_kind_label(self) -> str:
        return BodyKind(self.body.kind).label


class TravelRequest(models.Model):
    """A State asks a fund to pay for travel to the session: application, the board's date, granted or refused."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="travel")
    fund = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("Fund"))
    people = models.PositiveSmallIntegerField(
        _("For how many people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    why = ProseField(_("Whom the journey is for, by function, and why"), max_length=1000)
    status = models.CharField(max_length=10, choices=TravelStatus.choices, default=TravelStatus.ASKED)
    board_on = models.DateField(_("The board meets on"), null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    refused_reason = models.CharField(max_length=16, choices=TravelRefusal.choices, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=5), name="travel_for_few_people"),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "withdrawn"]) | Q(board_on__isnull=False),
                name="travel_before_the_board_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(status=TravelStatus.REFUSED) & ~Q(refused_reason="")
                | ~Q(status=TravelStatus.REFUSED) & Q(refused_reason=""),
                name="refused_travel_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.registration)

    def get_absolute_url(self) -> str:
        return reverse("travel", args=[self.key])

    @property
    def state_id(self) -> int:
        return self.registration.body.state_id

    @property
    def state(self) -> State:
        return self.registration.body.state

    @property
    def body_id(self) -> int:
        """The fund's body decides."""
        return self.fund_id
