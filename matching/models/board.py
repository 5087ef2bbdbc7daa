from django.db import models
from django.db.models import Q

from matching.models.matches import Match
from matching.models.offers import Offer
from requests_app.models import Call, Need


class BoardLine(models.Model):
    """One line of the broker's board: this offer for this need of the call. It binds nobody before it is sent, and
    then it is a proposal like any other. What a hand wrote stays when the machine proposes anew.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="board_lines")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(default=0)
    locked = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    match = models.OneToOneField(Match, on_delete=models.SET_NULL, null=True, blank=True, related_name="board_line")

    class Meta:
        ordering = ["call", "need"]
        constraints = [
            models.UniqueConstraint(fields=["call", "need"], name="one_board_line_per_need"),
            models.CheckConstraint(condition=~Q(by_hand=True) | Q(locked=True), name="line_by_hand_is_locked"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.need_id} → {self.offer_id}"
