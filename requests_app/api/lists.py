"""Needs and calls through the API: lists over the same selectors as the pages."""

from rest_framework import serializers

from requests_app.choices import SupportType
from requests_app.models import Call
from requests_app.selectors import calls_list, needs_shown_to
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class NeedSerializer(serializers.Serializer):
    """A need by its summary: what lists may show."""

    reference = serializers.CharField(source="statement.subject.reference")
    number = serializers.IntegerField()
    state = serializers.CharField(source="statement.state.iso3")
    title = serializers.CharField()
    support_type = serializers.ChoiceField(choices=SupportType.choices)
    language = serializers.CharField()
    open_since = serializers.DateTimeField(source="statement.opened_at")
    checked = serializers.BooleanField(help_text="false: opened by its State, not yet checked by the secretariat")
    wanted_from = serializers.DateField()
    wanted_to = serializers.DateField()
    days_open = serializers.SerializerMethodField(help_text="whole days; null where the State did not grant it")

    def get_days_open(self, obj) -> int | None:
        return obj.statement.days_open if obj.waiting_shown else None


class NeedViewSet(ScopedViewSet):
    """The list of needs. One need is part of its statement: see there."""

    selector = staticmethod(needs_shown_to)
    serializer_class = NeedSerializer
    keyset = ("-opened_at", "-pk")
    lookup_field = "statement__subject__reference"
    http_method_names = ["get", "head", "options"]


class CallSerializer(StrictModelSerializer):
    class Meta:
        model = Call
        fields = ["reference", "title", "year", "opens_on", "closes_on"]


class CallViewSet(ScopedViewSet):
    selector = staticmethod(calls_list)
    serializer_class = CallSerializer
    http_method_names = ["get", "head", "options"]
