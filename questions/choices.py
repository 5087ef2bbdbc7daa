from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for screening")
    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Returned with a question")
    DECLINED = "declined", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class DeclinedReason(models.TextChoices):
    """Why a moderator does not publish what somebody wrote: a question, and a comment too. Never its opinion."""

    RISK = "risk", _("It could put somebody at risk")
    INDIVIDUALS = "individuals", _("It holds data of individuals")
    ABUSIVE = "abusive", _("Its language is abusive")
    OFF_TOPIC = "off_topic", _("It is about something else")
