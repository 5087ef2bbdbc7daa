from django.db import models
from django.utils.translation import gettext_lazy as _


class MailStatus(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    CANCELLED = "cancelled", _("no longer right to send")
    FAILED = "failed", _("given up")
    UNCERTAIN = "uncertain", _("perhaps sent")


#: somebody has to look at these
TROUBLED = (MailStatus.FAILED, MailStatus.UNCERTAIN)
