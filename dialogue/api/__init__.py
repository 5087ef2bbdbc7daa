"""Sessions through the API: the same selectors and services as the pages."""

from dialogue.api.agenda import ItemViewSet, SegmentViewSet
from dialogue.api.commitments import CommitmentViewSet
from dialogue.api.regions import RegionViewSet
from dialogue.api.registration import RegistrationViewSet
from dialogue.api.sessions import SessionViewSet
from dialogue.api.tables import TableViewSet

__all__ = [
    "CommitmentViewSet",
    "ItemViewSet",
    "RegionViewSet",
    "RegistrationViewSet",
    "SegmentViewSet",
    "SessionViewSet",
    "TableViewSet",
]
