"""Sessions through the API: the same selectors and services as the pages."""

from dialogue.api.sessions import SessionViewSet
from dialogue.api.tables import TableViewSet

__all__ = ["SessionViewSet", "TableViewSet"]
