from rest_framework import serializers

from consent.paper_api import PaperSerializer, PaperViewSet
from practices.kind import PRACTICES
from practices.models import PracticeCard
from practices.selectors import practices_shown_to


class PracticeSerializer(PaperSerializer):
    kind = PRACTICES
    problem = serializers.CharField(source="subject.shown.practice_version.problem")

    class Meta(PaperSerializer.Meta):
        model = PracticeCard
        fields = [*PaperSerializer.Meta.fields, "problem"]


class PracticeViewSet(PaperViewSet):
    selector = staticmethod(practices_shown_to)
    serializer_class = PracticeSerializer
