from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from web.fields import LineField


class CouncilSession(models.Model):
    """A regular session of the Human Rights Council: proposals need no answer while it lasts."""

    name = LineField(_("name"), max_length=60, unique=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), help_text=_("The last day of it."))

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="council_session_ends_after_it_starts",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.name
