from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    AGENDA_OPEN = "agenda_open", _("Agenda open for proposals")
    AGENDA_PUBLISHED = "agenda_published", _("Agenda published")
    HELD = "held", _("Held")
    REPORTED = "reported", _("Reported")


class SessionScope(models.TextChoices):
    GLOBAL = "global", _("Annual session")
    REGIONAL = "regional", _("Regional session")
