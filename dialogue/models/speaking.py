"""Who asks to speak in an item; on the list it becomes a slot with its place and minutes."""

from django.db import models
from django.utils import timezone

from dialogue.choices import SpeakingStatus
from dialogue.models.agenda import AgendaItem, new_key
from states.models import Body


class SpeakingRequest(models.Model):
    """An office that takes part asks to speak in one item, in the room or by link (a raised hand)."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speaking_requests")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    remote = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=SpeakingStatus.choices, default=SpeakingStatus.ASKED)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "body"], name="asked_to_speak_once")]

    def __str__(self) -> str:
        return f"{self.body} on {self.item}"

    @property
    def session(self):
        return self.item.segment.session
