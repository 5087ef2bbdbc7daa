"""Codes of saved searches."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchOf(models.TextChoices):
    NEEDS = "needs", _("Needs")
    OFFERS = "offers", _("Offers")


class AlertRhythm(models.TextChoices):
    DAILY = "daily", _("Once a day, when there is something new")
    WEEKLY = "weekly", _("Once a week, when there is something new")
    NEVER = "never", _("Never, I look myself")
