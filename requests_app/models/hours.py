"""An hour of writing help that a State asks of OHCHR, the secretariat or a peer's NMIRF."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from requests_app.choices import HourStatus
from requests_app.models.statements import NeedsStatement
from states.models import Body
from web.fields import ProseField

MOST_SLOTS = 3


def new_hour_reference() -> str:
    return f"HOUR-{secrets.token_hex(4).upper()}"


class ClinicHour(models.Model):
    """Asked by the State, offered in up to three slots by the helper, agreed. The helper reads the draft only since
    `lent_at`, and no longer once the State takes it back.
    """

    reference = models.CharField(max_length=20, unique=True, default=new_hour_reference, editable=False)
    statement = models.ForeignKey(NeedsStatement, on_delete=models.CASCADE, related_name="clinic_hours")
    helper = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name=_("Who should help?"))
    status = models.CharField(max_length=12, choices=HourStatus.choices, default=HourStatus.ASKED)
    wish = ProseField(
        _("What do you want help with?"),
        max_length=600,
        help_text=_("The helper reads this at once; the draft only if you lend it. Please name no individuals."),
    )
    language = models.CharField(_("Language of the hour"), max_length=10, choices=settings.LANGUAGES)
    slots = ArrayField(models.DateTimeField(), size=MOST_SLOTS, default=list, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    lent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=HourStatus.AGREED) | Q(begins_at__isnull=False), name="agreed_hour_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("clinic_hour", args=[self.reference])

    @property
    def state_id(self) -> int:
        return self.statement.state_id

    @property
    def state(self):
        return self.statement.state
