from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.choices import (
    DECLINED_REASONS,
    LIVE,
    PARTNER_ROLES,
    TAKES_A_PLACE,
    EndReason,
    MatchStatus,
    PartyRole,
)
from matching.models.cards import CardWords
from matching.models.offers import Offer
from matching.models.references import new_match_reference
from requests_app.models import Need
from states.choices import BodyKind
from states.models import Body, State


class Match(CardWords):
    """One need and its parties. Nobody beyond them and the secretariat learns that it exists."""

    reference = models.CharField(max_length=20, unique=True, default=new_match_reference, editable=False)
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="matches")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="matches")
    partner = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    proposed_by_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=MatchStatus.choices, default=MatchStatus.PROPOSED)
    roles_needed = ArrayField(
        models.CharField(max_length=12, choices=PARTNER_ROLES),
        verbose_name=_("Parts that must be there"),
        default=list,
        blank=True,
    )
    terms_no = models.PositiveIntegerField(default=0)
    amending_no = models.PositiveIntegerField(
        null=True, blank=True, help_text="number of the changed card that waits for every party's yes"
    )
    state_public = models.BooleanField(default=False)
    partner_public = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    talks_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    talks_since = models.DateTimeField(null=True, blank=True, help_text="when the present 90 days of talks began")
    talks_asked_at = models.DateTimeField(null=True, blank=True)
    start_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(max_length=20, choices=DECLINED_REASONS, blank=True)
    ended_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)

    class Meta:
        verbose_name_plural = "matches"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "offer"], condition=Q(status__in=LIVE), name="one_live_match_per_offer"
            ),
            models.UniqueConstraint(
                fields=["need", "partner"],
                condition=Q(status__in=LIVE, offer__isnull=True),
                name="one_live_match_per_partner",
            ),
            models.UniqueConstraint(
                fields=["need"],
                condition=Q(status__in=TAKES_A_PLACE, covers_all=True),
                name="one_whole_answer_per_need",
            ),
            models.CheckConstraint(
                condition=~Q(status="in_talks") | Q(talks_since__isnull=False), name="talks_have_their_clock"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="match_ends_after_it_starts",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "active", "completed"])
                | Q(starts_on__isnull=False, ends_on__isnull=False, agreed_at__isnull=False),
                name="agreed_match_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(status="declined") & ~Q(declined_reason="") | ~Q(status="declined") & Q(declined_reason=""),
                name="declined_match_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("match", args=[self.reference])

    @property
    def is_amending(self) -> bool:
        """Whether a change of its card waits for the yes of every party."""
        return self.amending_no is not None and self.status in TAKES_A_PLACE

    @property
    def state(self) -> State:
        return self.need.statement.state

    @property
    def state_id(self) -> int:
        return self.need.statement.state_id

    @property
    def partners(self) -> list["MatchParty"]:
        """The parties beside the recipient; reads the prefetched parties where there are any."""
        return [party for party in self.parties.all() if party.role != PartyRole.RECIPIENT]

    @property
    def roles_missing(self) -> list[str]:
        """The parts that the State asked for and that no partner has now."""
        there = {party.role for party in self.partners}
        return [role for role in self.roles_needed if role not in there]

    @property
    def roles_missing_in_words(self) -> str:
        return ", ".join(str(PartyRole(role).label) for role in self.roles_missing)

    @property
    def recipient(self) -> "MatchParty":
        return next(party for party in self.parties.all() if party.role == PartyRole.RECIPIENT)


class MatchParty(models.Model):
    """A body in a match, with its role and its two yeses: to talks, and to the agreement as it is written."""

    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=PartyRole.choices)
    talks_yes_at = models.DateTimeField(null=True, blank=True)
    talks_yes_by = models.CharField(max_length=300, blank=True)
    agreed_yes_at = models.DateTimeField(null=True, blank=True)
    agreed_yes_by = models.CharField(max_length=300, blank=True)
    extends_yes_at = models.DateTimeField(null=True, blank=True)
    extends_yes_by = models.CharField(max_length=300, blank=True)
    amends_yes_at = models.DateTimeField(null=True, blank=True)
    amends_yes_by = models.CharField(max_length=300, blank=True)
    amends_public = models.BooleanField(default=False, help_text="may_be_public once the changed card holds")
    shows_interest = models.BooleanField(default=False)
    board_on = models.DateField(_("Day on which the board decides"), null=True, blank=True)
    may_be_public = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "match parties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["match", "body"], name="party_once_per_match"),
            models.UniqueConstraint(fields=["match"], condition=Q(role="recipient"), name="one_recipient_per_match"),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}: {self.get_role_display()}"

    @property
    def is_fund(self) -> bool:
        """A fund cannot say yes by itself: its board decides on a day."""
        return self.body.kind == BodyKind.FUND
