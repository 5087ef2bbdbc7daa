"""Regions through the API."""

from rest_framework import serializers

from dialogue.selectors.regions import regions_list
from states.models import Region
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class RegionSerializer(StrictModelSerializer):
    host = serializers.CharField(source="host.name", read_only=True)
    states = serializers.SlugRelatedField(slug_field="iso3", many=True, read_only=True)
    sessions = serializers.SlugRelatedField(slug_field="reference", many=True, read_only=True)

    class Meta:
        model = Region
        fields = ["slug", "names", "host", "states", "sessions"]


class RegionViewSet(ScopedViewSet):
    """Regions: States by list, host, sessions. The audience of one in the ledger is `region:<slug>`."""

    selector = staticmethod(regions_list)
    serializer_class = RegionSerializer
    keyset = ("slug",)
    lookup_field = "slug"
    http_method_names = ["get", "head", "options"]
