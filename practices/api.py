from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from accounts.acting import ANONYMOUS
from consent.paper_api import EDIT_NO, PaperSerializer, PaperViewSet, PaperWords
from consent.selectors.papers import papers_reachable
from obligations.api import own_links
from practices.kind import PRACTICES
from practices.models import PracticeCard, PracticeVersion
from practices.selectors import sharing_offices


class PracticeWords(PaperWords):
    """What a State writes on a practice card; `shared_by` is the number of an office of its own."""

    themes, sdg_targets, recommendations = own_links()

    class Meta:
        model = PracticeVersion
        fields = [*PracticeVersion.ELEMENTS, *PracticeVersion.SETS, "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        acting = self.context["view"].acting if "view" in self.context else ANONYMOUS
        self.fields["shared_by"].queryset = sharing_offices(acting)


class PracticeChange(PracticeWords):
    edit_no = serializers.IntegerField(**EDIT_NO)

    class Meta(PracticeWords.Meta):
        fields = [*PracticeWords.Meta.fields, "edit_no"]


class PracticeSerializer(PaperSerializer):
    kind = PRACTICES
    problem = serializers.SerializerMethodField()
    shared_by = serializers.SerializerMethodField(help_text="the number of the office that can share it, where granted")

    class Meta(PaperSerializer.Meta):
        model = PracticeCard
        fields = [*PaperSerializer.Meta.fields, "problem", "shared_by"]

    def get_problem(self, obj) -> str:
        return next((line.value for line in self.reading(obj).lines if line.name == "problem"), "")

    def get_shared_by(self, obj) -> int | None:
        seen = any(line.name == "shared_by" for line in self.reading(obj).lines)
        return self._reached(obj)[0].shared_by_id if seen else None


@extend_schema_view(create=extend_schema(request=PracticeWords), partial_update=extend_schema(request=PracticeChange))
class PracticeViewSet(PaperViewSet):
    kind = PRACTICES
    selector = staticmethod(lambda acting: papers_reachable(PRACTICES, acting))
    serializer_class = PracticeSerializer
    words_class, change_class = PracticeWords, PracticeChange
