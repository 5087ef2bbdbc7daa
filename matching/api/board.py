from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from matching import services
from matching.models import BoardLine
from matching.selectors import boards_of, need_of, offer_named
from requests_app.models import Call
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer, StrictSerializer


class LineWords(StrictSerializer):
    """A line by hand: a need of the call, named as `XTV-2027-7KD#1`, and an offer; without an offer it is taken off."""

    need = serializers.RegexField(r"^[A-Z0-9-]{5,20}#[0-9]{1,2}$")
    offer = serializers.RegexField(r"^[\w-]{3,20}$", required=False, allow_null=True)

    def validate_need(self, value):
        found = need_of(self.context["call"], value)
        if found is None:
            raise serializers.ValidationError(_("There is no such need in this call."))
        return found

    def validate_offer(self, value):
        found = offer_named(value)
        if value and found is None:
            raise serializers.ValidationError(_("There is no such offer."))
        return found


class NoWords(StrictSerializer):
    """Nothing is to be said beside."""


class LineSerializer(StrictModelSerializer):
    need = serializers.SerializerMethodField()
    offer = serializers.CharField(source="offer.__str__")
    match = serializers.CharField(source="match.reference", read_only=True, default=None, help_text="once it was sent")

    class Meta:
        model = BoardLine
        fields = ["need", "offer", "score", "locked", "by_hand", "match"]

    def get_need(self, obj) -> str:
        return f"{obj.need.statement.subject.reference}#{obj.need.number}"


class BoardSerializer(StrictModelSerializer):
    """A call with the lines of its board; for curators."""

    lines = LineSerializer(source="board_lines", many=True)

    class Meta:
        model = Call
        fields = ["reference", "title", "year", "lines"]


class BoardViewSet(ScopedViewSet):
    selector = staticmethod(boards_of)
    serializer_class = BoardSerializer

    @extend_schema(request=NoWords, operation_id="boards_propose")
    @action(detail=True, methods=["post"])
    def propose(self, request, reference):
        services.propose_allocation(self.get_object(), by=self.acting)
        return self._board()

    @extend_schema(request=LineWords, operation_id="boards_set_line")
    @action(detail=True, methods=["post"])
    def set_line(self, request, reference):
        call = self.get_object()
        words = LineWords(data=request.data, context={"call": call})
        words.is_valid(raise_exception=True)
        found = words.validated_data
        services.set_line(call, found["need"], by=self.acting, offer=found.get("offer"))
        return self._board()

    @extend_schema(request=NoWords, operation_id="boards_send")
    @action(detail=True, methods=["post"])
    def send(self, request, reference):
        services.send_invitations(self.get_object(), by=self.acting)
        return self._board()

    def _board(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)
