from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from consent.paper_api import EDIT_NO, PaperSerializer, PaperViewSet, PaperWords
from consent.selectors.papers import papers_reachable
from obligations.api import own_links
from presentations.kind import PRESENTATIONS
from presentations.models import Presentation, PresentationVersion


class PresentationWords(PaperWords):
    """What a State writes of itself."""

    themes, sdg_targets, recommendations = own_links()

    class Meta:
        model = PresentationVersion
        fields = [*PresentationVersion.ELEMENTS, *PresentationVersion.SETS, "language"]


class PresentationChange(PresentationWords):
    edit_no = serializers.IntegerField(**EDIT_NO)

    class Meta(PresentationWords.Meta):
        fields = [*PresentationWords.Meta.fields, "edit_no"]


class PresentationSerializer(PaperSerializer):
    kind = PRESENTATIONS

    class Meta(PaperSerializer.Meta):
        model = Presentation


@extend_schema_view(
    create=extend_schema(request=PresentationWords), partial_update=extend_schema(request=PresentationChange)
)
class PresentationViewSet(PaperViewSet):
    kind = PRESENTATIONS
    selector = staticmethod(lambda acting: papers_reachable(PRESENTATIONS, acting))
    serializer_class = PresentationSerializer
    words_class, change_class = PresentationWords, PresentationChange
