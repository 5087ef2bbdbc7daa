from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.models.references import new_note_reference
from states.models import State
from web.fields import ProseField


class ResponseNote(models.Model):
    """What the secretariat owes a State whose needs wait for 60 days: one note a month, on all of them."""

    reference = models.CharField(max_length=20, unique=True, default=new_note_reference, editable=False)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    text = ProseField(_("What you write to the State"), max_length=12000)
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=300, blank=True)
    edit_no = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month", "state"]
        constraints = [
            models.UniqueConstraint(fields=["state", "month"], name="one_note_per_state_and_month"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="note_month_begins_on_its_first"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("response_note", args=[self.reference])
