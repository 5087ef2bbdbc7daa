"""Bilateral tables: one's own, whom to ask and when, a request and the answers to it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from dialogue import services
from dialogue.lifecycles import TABLE
from dialogue.models import AnnualSession, TableTalk
from dialogue.selectors import sessions_list
from dialogue.selectors.sessions import segment_at
from dialogue.selectors.tables import delegations_to_ask, free_times, sits_at, tables_shown_to
from lifecycle.api import ActionsField, Acts
from web.api import ScopedViewSet
from web.serializers import KeyField, StrictModelSerializer, StrictSerializer


class TableSerializer(StrictModelSerializer):
    session = serializers.SlugRelatedField(slug_field="reference", read_only=True)
    segment = serializers.SlugRelatedField(slug_field="key", read_only=True)
    asking = serializers.CharField(source="asking.body.name", read_only=True, help_text="the office that asked")
    asked = serializers.CharField(source="asked.body.name", read_only=True, help_text="the office that is asked")
    about = serializers.SerializerMethodField(help_text="for the two sides alone")
    actions = ActionsField(lifecycle=TABLE)

    class Meta:
        model = TableTalk
        fields = [
            "key", "session", "segment", "asking", "asked", "starts_at", "ends_at", "table", "about", "status",
            "actions",
        ]  # fmt: skip
        read_only_fields = fields

    def get_about(self, talk) -> str:
        return talk.about if sits_at(self.context["view"].acting, talk) else ""


class TableWords(StrictSerializer):
    session = KeyField(help_text="reference of the session")
    asked = KeyField(help_text="key of the delegation, from `free`")
    segment = KeyField(help_text="key of the segment, from `free`")
    starts_at = serializers.DateTimeField()
    about = serializers.CharField(required=False, allow_blank=True, max_length=160)


class FreeQuestion(StrictSerializer):
    session = KeyField()
    asked = KeyField(required=False)


class DelegationSerializer(serializers.Serializer):
    key = serializers.CharField()
    office = serializers.CharField(source="body.name")


class FreeTimeSerializer(serializers.Serializer):
    segment = serializers.CharField(source="segment.key")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class FreeSerializer(serializers.Serializer):
    """Whom the person's office can ask, and, with `asked`, when both and a table are free."""

    delegations = DelegationSerializer(many=True)
    times = FreeTimeSerializer(many=True)


class TableViewSet(Acts, ScopedViewSet):
    selector = staticmethod(tables_shown_to)
    serializer_class = TableSerializer
    lookup_field = "key"
    keyset = ("-pk",)
    lifecycle = TABLE
    services = services.TABLE_ACTS

    @extend_schema(request=TableWords)
    def create(self, request):
        words = TableWords(data=request.data)
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        session = self._session(given.pop("session"))
        asked = delegations_to_ask(self.acting, session).filter(key=given.pop("asked")).first()
        segment = segment_at(session, given.pop("segment"))
        missing = [name for name, found in {"asked": asked, "segment": segment}.items() if found is None]
        if missing:
            raise serializers.ValidationError({name: ["There is no such choice."] for name in missing})
        done = services.ask_table(session, by=self.acting, asked=asked, segment=segment, **given)
        return Response(self.get_serializer(done).data, status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[FreeQuestion], responses=FreeSerializer)
    @action(detail=False, methods=["get"], pagination_class=None)
    def free(self, request):
        asked = FreeQuestion(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        session = self._session(asked.validated_data["session"])
        delegations = delegations_to_ask(self.acting, session)
        other = delegations.filter(key=asked.validated_data.get("asked", "")).first()
        times = free_times(self.acting, session, other) if other else []
        return Response(FreeSerializer({"delegations": delegations, "times": times}).data)

    def _session(self, reference: str) -> AnnualSession:
        found = sessions_list(self.acting).filter(reference=reference).first()
        if found is None:
            raise NotFound
        return found
