from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogue.choices import SessionScope, SessionStatus
from states.models import check_time_zone
from web.fields import LineField, ProseField


class AnnualSession(models.Model):
    """The yearly session of one or two days, or a regional one with its own host."""

    reference = models.CharField(max_length=20, unique=True)
    title = LineField(_("title"), max_length=120)
    scope = models.CharField(max_length=10, choices=SessionScope.choices, default=SessionScope.GLOBAL)
    status = models.CharField(max_length=20, choices=SessionStatus.choices, default=SessionStatus.PLANNED)
    place = LineField(_("place"), max_length=120)
    time_zone = models.CharField(max_length=64, default="Europe/Zurich", validators=[check_time_zone])
    starts_on = models.DateField()
    ends_on = models.DateField()
    about = ProseField(_("what it is about"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="session_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.reference])
