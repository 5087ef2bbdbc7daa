from requests_app.api.lists import CallViewSet, NeedViewSet
from requests_app.api.statements import StatementViewSet

__all__ = ["CallViewSet", "NeedViewSet", "StatementViewSet"]
