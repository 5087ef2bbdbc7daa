"""What was said in the room: announced, confirmed by both sides, then a pledge or a report due. One chain of keys."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogue.choices import CommitmentKind, CommitmentStatus
from dialogue.models.agenda import AgendaItem, new_key
from followup.models import ReportDue
from matching.models import PROMISED, Match, Pledge, Promised
from states.models import Body
from web.fields import ProseField


class Commitment(Promised):
    """Who promised what to whom by when, in one agenda item. Unconfirmed, it is known to both sides and the curators.

    `client_key` is made where it is typed: the same words sent twice, over a bad line, are one. Confirmed, it points
    to what it became: slot → commitment → pledge or report due.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    client_key = models.UUIDField(unique=True, default=uuid.uuid4)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="commitments")
    kind = models.CharField(_("What was promised"), max_length=8, choices=CommitmentKind.choices)
    giver = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("Who promised it"))
    receiver = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("To whom"))
    what = ProseField(_("Who does what, in one or two sentences"), max_length=600)
    due_on = models.DateField(_("By when"))
    status = models.CharField(max_length=10, choices=CommitmentStatus.choices, default=CommitmentStatus.ANNOUNCED)
    typed_at = models.DateTimeField(default=timezone.now, editable=False)
    typed_by = models.CharField(max_length=300)
    given_at = models.DateTimeField(null=True, blank=True)
    giver_public = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    receiver_public = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    match = models.ForeignKey(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments")
    pledge = models.OneToOneField(Pledge, on_delete=models.PROTECT, null=True, blank=True, related_name="commitment")
    due = models.ForeignKey(ReportDue, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=PROMISED & (Q(kind=CommitmentKind.PLEDGE) | Q(amount__isnull=True)),
                name="promised_amount_has_its_currency",
                violation_error_message=_("An amount goes with its currency, and with support alone."),
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="commitment_has_two_sides",
                violation_error_message=_("Nobody promises something to itself."),
            ),
            models.CheckConstraint(
                condition=~Q(status=CommitmentStatus.CONFIRMED)
                | Q(given_at__isnull=False, confirmed_at__isnull=False)
                & (
                    Q(kind=CommitmentKind.PLEDGE, pledge__isnull=False)
                    | Q(kind=CommitmentKind.REPORT, due__isnull=False)
                ),
                name="confirmed_commitment_became_something",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.what, self.money]))

    def get_absolute_url(self) -> str:
        return reverse("commitment", args=[self.key])
