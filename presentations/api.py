from consent.paper_api import PaperSerializer, PaperViewSet
from presentations.kind import PRESENTATIONS
from presentations.models import Presentation
from presentations.selectors import presentations_shown_to


class PresentationSerializer(PaperSerializer):
    kind = PRESENTATIONS

    class Meta(PaperSerializer.Meta):
        model = Presentation


class PresentationViewSet(PaperViewSet):
    selector = staticmethod(presentations_shown_to)
    serializer_class = PresentationSerializer
