from dialogue.models import AnnualSession
from dialogue.selectors import sessions_list
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class SessionSerializer(StrictModelSerializer):
    class Meta:
        model = AnnualSession
        fields = ["reference", "title", "scope", "status", "place", "time_zone", "starts_on", "ends_on", "about"]


class SessionViewSet(ScopedViewSet):
    selector = staticmethod(sessions_list)
    serializer_class = SessionSerializer
    keyset = ("-starts_on", "-pk")
    http_method_names = ["get", "head", "options"]
