from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from matching import services
from matching.models import ResponseNote
from matching.selectors import is_overdue, notes_of
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer, StrictSerializer

NUMBER = {"min_value": 0, "max_value": 2**31 - 1}


class NoteWords(StrictSerializer):
    """The text, with the number of the edit that the writer last saw."""

    text = serializers.CharField(max_length=12000)
    edit_no = serializers.IntegerField(**NUMBER)


class NoteSeen(StrictSerializer):
    """The number of the edit that the sender last saw."""

    edit_no = serializers.IntegerField(**NUMBER)


class NoteSerializer(StrictModelSerializer):
    """A note on the needs of a State that wait: a draft for the secretariat, what was sent for the State."""

    state = serializers.CharField(source="state.iso3")
    is_overdue = serializers.SerializerMethodField()

    class Meta:
        model = ResponseNote
        fields = ["reference", "state", "month", "text", "edit_no", "drafted_at", "sent_at", "is_overdue"]

    def get_is_overdue(self, obj) -> bool:
        return is_overdue(obj)


class NoteViewSet(ScopedViewSet):
    selector = staticmethod(notes_of)
    serializer_class = NoteSerializer

    @extend_schema(request=NoteWords, operation_id="response_notes_write")
    @action(detail=True, methods=["post"])
    def write(self, request, reference):
        return self._done(services.write_note, NoteWords)

    @extend_schema(request=NoteSeen, operation_id="response_notes_send")
    @action(detail=True, methods=["post"])
    def send(self, request, reference):
        return self._done(services.send_note, NoteSeen)

    def _done(self, service, words_class) -> Response:
        note = self.get_object()
        words = words_class(data=self.request.data)
        words.is_valid(raise_exception=True)
        return Response(self.get_serializer(service(note, by=self.acting, **words.validated_data)).data)
