from dialogue.models.agenda import LONGEST_MINUTES, AgendaItem, Segment, SpeakerSlot
from dialogue.models.commitments import Commitment
from dialogue.models.registration import MOST_PEOPLE, Registration, TravelRequest
from dialogue.models.releases import AgendaRelease, ReleasedItem, ReleasedSegment
from dialogue.models.sessions import LONGEST_DAYS, AnnualSession, ListingAsk, SessionListing
from dialogue.models.speaking import SpeakingRequest
from dialogue.models.tables import TABLE_TIME, TableSeat, TableTalk

__all__ = [
    "LONGEST_DAYS",
    "LONGEST_MINUTES",
    "MOST_PEOPLE",
    "TABLE_TIME",
    "AgendaItem",
    "AgendaRelease",
    "AnnualSession",
    "Commitment",
    "ListingAsk",
    "Registration",
    "ReleasedItem",
    "ReleasedSegment",
    "Segment",
    "SessionListing",
    "SpeakerSlot",
    "SpeakingRequest",
    "TableSeat",
    "TableTalk",
    "TravelRequest",
]
