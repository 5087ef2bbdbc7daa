from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from questions.choices import DeclinedReason as DeclinedReason  # one list of reasons for whatever is screened


class ReportStatus(models.TextChoices):
    WAITING = "waiting", _("To be written")
    SUBMITTED = "submitted", _("Submitted")
    NOTED = "noted", _("Noted by the secretariat")
    RETURNED = "returned", _("Returned with a question")
    WAIVED = "waived", _("Not needed")


#: the reporting side still owes it
OWED = (ReportStatus.WAITING, ReportStatus.RETURNED)
#: others than the reporting side may read it
GIVEN = (ReportStatus.SUBMITTED, ReportStatus.NOTED)


class DueKind(models.TextChoices):
    PERIOD = "period", _("Report on a period")
    OUTCOME = "outcome", _("Outcome check a year after the end")


class WaivedReason(models.TextChoices):
    ENDED_EARLY = "ended_early", _("The work ended before the period did")
    REPORTED_ELSEWHERE = "reported_elsewhere", _("Another report says it")
    PARTY_LEFT = "party_left", _("This body is no longer part of it")
    UNABLE = "unable", _("An emergency makes it impossible")


class Implementation(models.TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    DELAYED = "delayed", _("Delayed")
    CONSTRAINED = "constrained", _("Held up by something outside our hands")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class Change(models.TextChoices):
    LAW = "law", _("A law or rule")
    INSTITUTION = "institution", _("An institution")
    PRACTICE = "practice", _("A practice")
    PEOPLE = "people", _("The lives of people")


class Moved(models.TextChoices):
    NO_CHANGE = "no_change", _("No change yet")
    PARTLY = "partly", _("Partly implemented")
    FULLY = "fully", _("Fully implemented")


class NoteStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    GIVEN = "given", pgettext_lazy("a note", "Given")
    WITHDRAWN = "withdrawn", _("Withdrawn by the State")


class Holds(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


class CommentStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for screening")
    SCREENING = "screening", _("Being screened")
    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Returned with a question")
    DECLINED = "declined", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class CommentMode(models.TextChoices):
    NAMED = "named", _("Public, with our name")
    WITHOUT_NAME = "without_name", _("Public, without our name")
    CONFIDENTIAL = "confidential", _("For the secretariat only")


#: the modes that the doors offer; the others wait for identities kept apart
OFFERED_MODES = [(CommentMode.NAMED.value, CommentMode.NAMED.label)]


class Stance(models.TextChoices):
    AGREE = "agree", _("We agree with what is said")
    PARTLY = "partly", _("We agree in part")
    DISAGREE = "disagree", _("We disagree")
