from requests_app.api.hours import HourViewSet
from requests_app.api.lists import CallViewSet, NeedViewSet
from requests_app.api.statements import StatementViewSet

__all__ = ["CallViewSet", "HourViewSet", "NeedViewSet", "StatementViewSet"]
