from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    AGENDA_OPEN = "agenda_open", _("Agenda open for proposals")
    AGENDA_PUBLISHED = "agenda_published", _("Agenda published")
    HELD = "held", pgettext_lazy("a session", "Held")
    REPORTED = "reported", _("Reported")


#: the agenda is a draft before, and nobody but its curators learns of it
AGENDA_PUBLIC = (SessionStatus.AGENDA_PUBLISHED, SessionStatus.HELD, SessionStatus.REPORTED)


class SessionScope(models.TextChoices):
    GLOBAL = "global", _("Annual session")
    REGIONAL = "regional", _("Regional session")


class SegmentKind(models.TextChoices):
    OPEN = "open", _("Open")
    NON_ATTRIBUTABLE = "non_attributable", _("Without attribution")
    CLOSED = "closed", _("Closed")


class ItemKind(models.TextChoices):
    NEED = "need", _("A need")
    MATCH = "match", _("A match to announce")
    REPORT_BACK = "report_back", _("A report back")
    PRESENTATION = "presentation", _("A presentation")
    PRACTICE = "practice", _("A practice")
    FREE = "free", _("Free text")


class Pool(models.TextChoices):
    """What the agenda is built from, list by list, in the order in which its curators look through it."""

    UNANSWERED = "unanswered", _("Needs without an answer")
    ANSWERED = "answered", _("Needs with an answer")
    MATCH = "match", _("Matches to announce")
    REPORT_BACK = "report_back", _("Reports back")
    PRESENTATION = "presentation", _("Presentations")
    PRACTICE = "practice", _("Practices")


class Part(models.TextChoices):
    """Who speaks in an item, in the order of a matching slot."""

    STATE = "state", _("The State")
    PRACTITIONER = "practitioner", _("A practitioner")
    PEERS = "peers", _("Peers who solved it")
    SOCIETY = "society", _("NHRI and civil society")
    OFFERS = "offers", _("Offers and questions")
    CHAIR = "chair", _("The chair reads back who does what by when")


#: the matching slot: minutes of each part
MATCHING_SLOT = (
    (Part.STATE, 5),
    (Part.PRACTITIONER, 5),
    (Part.PEERS, 10),
    (Part.SOCIETY, 5),
    (Part.OFFERS, 15),
    (Part.CHAIR, 5),
)
#: a presentation, put to its peers with questions and answers
PRESENTING = ((Part.STATE, 10), (Part.OFFERS, 10))
MATCHING_MINUTES = sum(minutes for _part, minutes in MATCHING_SLOT)


class RegistrationStatus(models.TextChoices):
    ASKED = "asked", _("Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RegistrationDecline(models.TextChoices):
    NO_ROOM = "no_room", _("No room is left")
    NOT_OF_REGION = "not_of_region", _("It is not on the list of this region")
    NOT_VERIFIED = "not_verified", _("The office could not be verified")


class TravelStatus(models.TextChoices):
    ASKED = "asked", _("Asked for")
    AT_BOARD = "at_board", _("Before the board")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class TravelRefusal(models.TextChoices):
    NO_FUNDS = "no_funds", _("The funds are not there")
    NOT_ELIGIBLE = "not_eligible", _("Not within the rules of the fund")
    TOO_LATE = "too_late", _("It came too late")


class SpeakingStatus(models.TextChoices):
    ASKED = "asked", _("Asked to speak")
    LISTED = "listed", _("On the list")
    SPOKEN = "spoken", _("Has spoken")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class TableStatus(models.TextChoices):
    ASKED = "asked", _("Waits for a yes")
    BOOKED = "booked", _("Booked")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    LAPSED = "lapsed", _("Not answered in time")


class CommitmentKind(models.TextChoices):
    PLEDGE = "pledge", _("Support for the need")
    REPORT = "report", _("A report on what is under way")


class CommitmentStatus(models.TextChoices):
    ANNOUNCED = "announced", _("Announced, unconfirmed")
    GIVEN = "given", _("Confirmed by one side")
    CONFIRMED = "confirmed", _("Confirmed by both sides")
    DECLINED = "declined", _("Not confirmed")
    DROPPED = "dropped", _("Dropped, nobody confirmed it")


#: a promise that is no pledge which stands already
BESIDE = "beside"
#: still asks for a yes; chased, and dropped in the end
LOOSE = (CommitmentStatus.ANNOUNCED, CommitmentStatus.GIVEN)
