from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from consent.paper_api import EDIT_NO, PaperSerializer, PaperViewSet, PaperWords
from consent.selectors.papers import papers_reachable
from obligations.api import own_links
from practices.kind import PRACTICES
from practices.models import PracticeCard, PracticeVersion


class PracticeWords(PaperWords):
    """What a State writes on a practice card. Which office would share it is said on its page."""

    themes, sdg_targets, recommendations = own_links()

    class Meta:
        model = PracticeVersion
        fields = [*PracticeVersion.ELEMENTS, *PracticeVersion.SETS, "language"]


class PracticeChange(PracticeWords):
    edit_no = serializers.IntegerField(**EDIT_NO)

    class Meta(PracticeWords.Meta):
        fields = [*PracticeWords.Meta.fields, "edit_no"]


class PracticeSerializer(PaperSerializer):
    kind = PRACTICES
    problem = serializers.SerializerMethodField()

    class Meta(PaperSerializer.Meta):
        model = PracticeCard
        fields = [*PaperSerializer.Meta.fields, "problem"]

    def get_problem(self, obj) -> str:
        return next((line.value for line in self.reading(obj).lines if line.name == "problem"), "")


@extend_schema_view(create=extend_schema(request=PracticeWords), partial_update=extend_schema(request=PracticeChange))
class PracticeViewSet(PaperViewSet):
    kind = PRACTICES
    selector = staticmethod(lambda acting: papers_reachable(PRACTICES, acting))
    serializer_class = PracticeSerializer
    words_class, change_class = PracticeWords, PracticeChange
