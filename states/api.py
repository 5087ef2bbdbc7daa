from rest_framework import serializers

from states.models import State
from states.selectors import states_list
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class StateSerializer(StrictModelSerializer):
    groups = serializers.SerializerMethodField()

    class Meta:
        model = State
        fields = ["iso3", "iso2", "m49", "names", "membership", "regional_group", "groups", "fictitious"]

    def get_groups(self, obj) -> list[str]:
        return sorted(membership.group for membership in obj.groups_now)


class StateViewSet(ScopedViewSet):
    selector = staticmethod(states_list)
    serializer_class = StateSerializer
    keyset = ("iso3",)
    lookup_field = "iso3"
    http_method_names = ["get", "head", "options"]
