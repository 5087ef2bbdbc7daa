import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM
from lifecycle.triggers import CHAIN_RECORD, PROTECTED


class TransitionRecord(models.Model):
    """One link of an object's chain: who did what, when, in which capacity. Append-only, held by triggers.

    `subject_type` and `subject_id` name the object without a foreign key, since a record outlives what it tells
    of; so do `actor_id` and `capacity_id`, which may be empty where a life-cycle records no actor.
    """

    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField(default=0, editable=False)
    transition = models.CharField(max_length=40)
    from_status = models.CharField(max_length=30, blank=True)
    to_status = models.CharField(max_length=30, blank=True)
    actor_id = models.BigIntegerField(null=True)
    capacity_id = models.BigIntegerField(null=True)
    capacity_label = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64, editable=False, default="")
    hash = models.CharField(max_length=64, editable=False, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "seq"], name="record_place_in_chain"),
        ]
        triggers = [CHAIN_RECORD, *PROTECTED]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}/{self.seq} {self.transition}"

    @property
    def by_whom(self) -> str:
        """As pages tell it: the capacity as it was recorded, in the reader's language where nobody but the platform
        acted.
        """
        return _("the platform") if self.capacity_label == SYSTEM.capacity_label else self.capacity_label


class Seal(models.Model):
    """The digest of all records up to `last_id`: finds removed tails and whole removed chains."""

    day = models.DateField(unique=True)
    last_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["day"]
        triggers = [pgtrigger.Protect(name="keep", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.day}: {self.digest[:12]}"
