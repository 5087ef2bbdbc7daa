from requests_app.api.lists import CallViewSet, GrantViewSet, NeedViewSet
from requests_app.api.statements import StatementViewSet

__all__ = ["CallViewSet", "GrantViewSet", "NeedViewSet", "StatementViewSet"]
