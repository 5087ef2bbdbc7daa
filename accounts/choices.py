from django.db import models
from django.utils.translation import gettext_lazy as _


class MailRhythm(models.TextChoices):
    AT_ONCE = "at_once", _("Each one at once")
    DAILY = "daily", _("One mail a day, with everything in it")
    WEEKLY = "weekly", _("One mail a week, with everything in it")
    DESK = "desk", _("No mail: I look at my desk")
