from django.db import models
from django.utils.translation import gettext_lazy as _

from obligations.choices import SupportType as SupportType  # the same vocabulary for practices


class StatementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CLEARANCE = "clearance", _("Waiting for clearance")
    SUBMITTED = "submitted", _("Submitted")
    IN_CHECK = "in_check", _("Being checked")
    CLARIFICATION = "clarification", _("Clarification asked")
    NOT_RECEIVABLE = "not_receivable", _("Not receivable")
    OPEN = "open", _("Open to offers")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn by the State")


class ClosedReason(models.TextChoices):
    MET = "met", _("The need was met")
    PARTLY_MET = "partly_met", _("The need was partly met")
    MET_FROM_OWN_MEANS = "met_from_own_means", _("Met from the State's own means")
    MET_ELSEWHERE = "met_elsewhere", _("Met elsewhere")
    SUPERSEDED = "superseded", _("Replaced by another statement")
    NO_RESPONSE = "no_response", _("No response")
    LAPSED = "lapsed", _("Not reconfirmed within the year")


class NotReceivableReason(models.TextChoices):
    NOT_AUTHENTIC = "not_authentic", _("It does not come from the State's own authority")
    INCOMPLETE = "incomplete", _("Something compulsory is missing")
    NAMES_INDIVIDUALS = "names_individuals", _("It holds data of individuals")
    DUPLICATE = "duplicate", _("The same statement is already filed")


class Modality(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    REMOTE = "remote", _("Remote")
    HYBRID = "hybrid", _("Both")


class BudgetBand(models.TextChoices):
    NONE = "none", _("No money needed")
    UNDER_25K = "under_25k", _("Under 25,000 US dollars")
    UNDER_100K = "under_100k", _("25,000 to 100,000 US dollars")
    UNDER_500K = "under_500k", _("100,000 to 500,000 US dollars")
    OVER_500K = "over_500k", _("Over 500,000 US dollars")
    UNKNOWN = "unknown", _("Not known yet")


class Cooperation(models.TextChoices):
    BILATERAL = "bilateral", _("With one partner")
    SOUTH_SOUTH = "south_south", _("South-South")
    TRIANGULAR = "triangular", _("Triangular")
    REGIONAL = "regional", _("Regional")


class Priority(models.IntegerChoices):
    FIRST = 1, _("1: first of all")
    SECOND = 2, _("2: soon")
    THIRD = 3, _("3: when possible")


class SubmittingBody(models.TextChoices):
    MISSION = "mission", _("Permanent mission")
    FOREIGN_MINISTRY = "foreign_ministry", _("Foreign ministry")
    NMIRF = "nmirf", _("National mechanism for implementation, reporting and follow-up")
    MINISTRY = "ministry", _("Line ministry")


class NMIRFType(models.TextChoices):
    MINISTERIAL = "ministerial", _("Within one ministry")
    INTERMINISTERIAL = "interministerial", _("Between ministries")
    SEPARATE = "separate", _("A body of its own")
    NONE_YET = "none_yet", _("None yet")


class Level(models.TextChoices):
    NATIONAL = "national", _("National")
    SUBNATIONAL = "subnational", _("Subnational")
    BOTH = "both", _("Both")


class ReportRhythm(models.TextChoices):
    QUARTERLY = "quarterly", _("Every three months")
    HALF_YEARLY = "half_yearly", _("Every six months")
    YEARLY = "yearly", _("Once a year")


class Section(models.TextChoices):
    """The pages of the statement form, in their order. A State can open one to a ministry."""

    WHO = "who", _("Who speaks")
    NEED = "need", _("The need")
    PARTS = "parts", _("Parts")
    LINKS = "links", _("Recommendations, themes and goals")
    PLACE = "place", _("People and place")
    SUPPORT = "support", _("Support so far")
    FOLLOW_UP = "follow_up", _("Own part and follow-up")


class PaperKind(models.TextChoices):
    NOTE_VERBALE = "note_verbale", _("Note verbale")
    CLEARANCE = "clearance", _("Clearance of the capital")


class HourStatus(models.TextChoices):
    ASKED = "asked", _("Asked")
    OFFERED = "offered", _("Times are offered")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled by the State")


LIVE_HOURS = (HourStatus.ASKED, HourStatus.OFFERED, HourStatus.AGREED)


class CallStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
