"""Needs and calls through the API: lists over the same selectors as the pages."""

from rest_framework import serializers

from requests_app.choices import StatementStatus, SupportType
from requests_app.models import Call
from requests_app.selectors import calls_list, days_open, needs_browsed, tombstones_for
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class NeedSerializer(serializers.Serializer):
    """A need by its summary: what lists may show. Made by hand of rows as they come: this list is hot."""

    reference = serializers.CharField()
    number = serializers.IntegerField()
    state = serializers.CharField()
    title = serializers.CharField()
    support_type = serializers.ChoiceField(choices=SupportType.choices)
    language = serializers.CharField()
    open_since = serializers.DateTimeField()
    checked = serializers.BooleanField(help_text="false: opened by its State, not yet checked by the secretariat")
    wanted_from = serializers.DateField(allow_null=True)
    wanted_to = serializers.DateField(allow_null=True)
    days_open = serializers.IntegerField(allow_null=True, help_text="whole days; null where the State did not grant it")

    def to_representation(self, instance: dict) -> dict:
        same = {name: instance[name] for name in SAME}
        return same | {
            "state": instance["state_code"],
            "title": instance["line"],
            "open_since": instance["opened_at"],
            "checked": instance["checked_at"] is not None or instance["status"] != StatementStatus.OPEN,
            "days_open": days_open(instance) if instance["is_waiting_shown"] else None,
        }


SAME = ("reference", "number", "support_type", "language", "wanted_from", "wanted_to")


class NeedViewSet(ScopedViewSet):
    """The list of needs. One need is part of its statement: see there."""

    selector = staticmethod(needs_browsed)
    serializer_class = NeedSerializer
    keyset = ("-opened_at", "-need_id")
    http_method_names = ["get", "head", "options"]

    def get_object(self):
        """The first part of the statement under this reference."""
        parts = self.get_queryset().filter(reference=self.kwargs["reference"])
        found = parts.order_by("number").first()
        if found is None:
            raise self.nothing_at(subject__reference=self.kwargs["reference"])
        return found

    def tombstones(self):
        return tombstones_for(self.acting)


class CallSerializer(StrictModelSerializer):
    class Meta:
        model = Call
        fields = ["reference", "title", "year", "opens_on", "closes_on"]


class CallViewSet(ScopedViewSet):
    selector = staticmethod(calls_list)
    serializer_class = CallSerializer
    http_method_names = ["get", "head", "options"]
