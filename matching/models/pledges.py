from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.choices import (
    COUNTED,
    PLEDGE_ENDS,
    PledgeStatus,
)
from matching.models.matches import Match
from matching.models.promised import PROMISED, Promised
from matching.models.references import new_pledge_reference
from states.models import Body, State
from web.fields import ProseField


class Pledge(Promised):
    """What one party of a match promises to give, in its own currency or in kind. No money moves here."""

    reference = models.CharField(max_length=20, unique=True, default=new_pledge_reference, editable=False)
    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="pledges")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="pledges")
    status = models.CharField(max_length=18, choices=PledgeStatus.choices, default=PledgeStatus.ANNOUNCED)
    what = ProseField(
        _("What you pledge"), max_length=600, help_text=_("One or two sentences. Support in kind counts too.")
    )
    withdrawn_reason = models.CharField(max_length=20, choices=PLEDGE_ENDS, blank=True)
    at_session = models.BooleanField(default=False, help_text="announced aloud, written down by the secretariat")
    partner_yes_at = models.DateTimeField(null=True, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=PROMISED,
                name="pledged_amount_has_its_currency",
                violation_error_message=_("An amount goes with its currency."),
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn") & ~Q(withdrawn_reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_reason=""),
                name="withdrawn_pledge_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=COUNTED) | Q(partner_yes_at__isnull=False, confirmed_at__isnull=False),
                name="counted_pledge_has_both_yeses",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return f"{self.match.get_absolute_url()}#{self.reference}"

    @property
    def state(self) -> State:
        return self.match.state

    @property
    def state_id(self) -> int:
        return self.match.state_id
