from rest_framework import serializers

from practices.models import PracticeCard
from practices.selectors import practices_shown_to
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer

SHOWN = "subject.shown.practice_version"


class PracticeSerializer(StrictModelSerializer):
    reference = serializers.CharField(source="subject.reference")
    state = serializers.CharField(source="state.iso3")
    language = serializers.CharField(source="subject.shown.language")
    title = serializers.CharField(source=f"{SHOWN}.title")
    problem = serializers.CharField(source=f"{SHOWN}.problem")

    class Meta:
        model = PracticeCard
        fields = ["reference", "state", "language", "title", "problem"]


class PracticeViewSet(ScopedViewSet):
    selector = staticmethod(practices_shown_to)
    serializer_class = PracticeSerializer
    lookup_field = "subject__reference"
    http_method_names = ["get", "head", "options"]
