"""What a State gives back to its own tracking database, through the API."""

from rest_framework import serializers

from insights.giveback import links_given_back, row_of
from web.api import ScopedViewSet


class GiveBackSerializer(serializers.Serializer):
    """One recommendation that one statement is linked to, and what came of it."""

    state = serializers.CharField()
    mechanism = serializers.CharField()
    symbol = serializers.CharField()
    paragraph = serializers.CharField()
    cycle = serializers.IntegerField(allow_null=True)
    session = serializers.IntegerField(allow_null=True)
    recommendation = serializers.CharField()
    text = serializers.CharField()
    position = serializers.CharField()
    themes = serializers.CharField()
    council_texts = serializers.CharField()
    statement = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()
    open_since = serializers.DateField(allow_null=True)
    agreements = serializers.IntegerField()
    completed = serializers.IntegerField()
    moved = serializers.CharField(allow_null=True)
    reported_on = serializers.DateField(allow_null=True)

    def to_representation(self, link) -> dict:
        return row_of(link)


class GiveBackViewSet(ScopedViewSet):
    """The links of one's own State, newest first; nobody else's, and nothing for anybody else."""

    selector = staticmethod(links_given_back)
    serializer_class = GiveBackSerializer
    keyset = ("-pk",)
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ["get", "head", "options"]
