"""Private addresses of calendars: one's own dues in one's own calendar."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from states.models import Mandate


class CalendarFeed(models.Model):
    """An unguessable address that shows the dues of one mandate. Only its hash is kept; revoked, never deleted."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandate"], condition=Q(revoked_at__isnull=True), name="one_calendar_per_mandate"
            )
        ]

    def __str__(self) -> str:
        return f"calendar of mandate {self.mandate_id}"
