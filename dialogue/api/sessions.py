"""Sessions through the API: the same selectors and services as the pages."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from dialogue import services
from dialogue.choices import ItemKind, Pool, SegmentKind
from dialogue.lifecycles import SESSION
from dialogue.models import AnnualSession
from dialogue.selectors import agenda_of, sessions_list
from dialogue.selectors.progress import session_progress
from dialogue.selectors.sessions import regions_for
from dialogue.selectors.waiting import (
    keyset_of,
    needs_unlisted,
    shown_waiting,
    things_waiting,
    unanswered_unlisted,
)
from lifecycle.api import ActionsField, Acts
from web.api import ScopedViewSet
from web.fields import no_control_characters
from web.serializers import KeyField, StrictModelSerializer, StrictSerializer


class SessionSerializer(StrictModelSerializer):
    region = serializers.SlugRelatedField(slug_field="slug", read_only=True, allow_null=True)
    call = serializers.SlugRelatedField(slug_field="reference", read_only=True, allow_null=True)
    previous = serializers.SlugRelatedField(slug_field="reference", read_only=True, allow_null=True)
    actions = ActionsField(lifecycle=SESSION)

    class Meta:
        model = AnnualSession
        fields = [
            "reference", "title", "scope", "region", "call", "previous", "status", "place", "time_zone", "languages",
            "agenda_opens_on", "agenda_due_on", "starts_on", "ends_on", "report_due_on", "about", "actions",
        ]  # fmt: skip


class SessionWords(StrictModelSerializer):
    """What a curator writes of a session."""

    region = KeyField(required=False, help_text="slug of the region that the person hosts")
    call_opens_on = serializers.DateField(required=False)
    call_closes_on = serializers.DateField(required=False)

    class Meta:
        model = AnnualSession
        fields = [
            "title", "region", "place", "time_zone", "languages", "call_opens_on", "call_closes_on",
            "agenda_opens_on", "agenda_due_on", "starts_on", "ends_on", "report_due_on", "about",
        ]  # fmt: skip


class CloneWords(StrictSerializer):
    starts_on = serializers.DateField(help_text="first day of the next session")


class LineSerializer(serializers.Serializer):
    """One item, as far as the reader may know it; names of States stand in open segments alone."""

    key = serializers.CharField(source="item.key")
    kind = serializers.ChoiceField(source="item.kind", choices=ItemKind.choices)
    title = serializers.CharField(source="shown.title")
    language = serializers.CharField(source="shown.language")
    state = serializers.SerializerMethodField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()

    def get_state(self, line) -> str:
        return line.shown.state if self.context["attributed"] else ""


class BlockSerializer(serializers.Serializer):
    key = serializers.CharField(source="segment.key")
    title = serializers.CharField()
    kind = serializers.ChoiceField(source="segment.kind", choices=SegmentKind.choices)
    room = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField(), help_text="of interpretation")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    items = serializers.SerializerMethodField()

    def get_items(self, block) -> list[dict]:
        return LineSerializer(block.lines, many=True, context={"attributed": block.attributed}).data


class WaitingSerializer(serializers.Serializer):
    thing = serializers.CharField(source="value")
    kind = serializers.ChoiceField(choices=ItemKind.choices)
    title = serializers.CharField(source="shown.title")
    state = serializers.CharField(source="shown.state")
    theme = serializers.CharField()
    unanswered = serializers.BooleanField(help_text="open for sixty days, and nobody has answered")


class WaitingWords(StrictSerializer):
    """Which list of what waits, and what of it. Lists of needs begin with the one that has been open for longest."""

    pool = serializers.ChoiceField(choices=Pool.choices, default=Pool.UNANSWERED)
    theme = KeyField(required=False, help_text="slug of a theme, for lists of needs")
    q = serializers.CharField(
        required=False, max_length=100, validators=[no_control_characters], help_text="words, for lists of needs"
    )
    cursor = serializers.CharField(required=False, help_text="from `next` and `previous`")


class AskWords(StrictSerializer):
    """Of which need its State is asked to let it be listed: one of `unlisted`."""

    statement = serializers.CharField(max_length=60)
    number = serializers.IntegerField(min_value=1, max_value=8)


def _ask(session, *, by, statement: str, number: int):
    named = {"statement__subject__reference": statement, "number": number}
    found = needs_unlisted(by, session).filter(**named).first()
    if found is None:
        raise serializers.ValidationError({"statement": ["No need of this name waits here."]})
    services.ask_to_list(found, session=session, by=by)


class UnlistedSerializer(serializers.Serializer):
    """A need without an answer that its State has not let be listed; null where it was not asked yet."""

    statement = serializers.CharField(source="need.statement.reference")
    number = serializers.IntegerField(source="need.number")
    title = serializers.CharField()
    state = serializers.CharField(source="need.statement.state.iso3")
    asked_at = serializers.DateTimeField(allow_null=True)


class KeptSerializer(serializers.Serializer):
    """One commitment and where it stands; `report` is the reference of the report that it became, once it is given."""

    commitment = serializers.CharField(source="commitment.key")
    what = serializers.CharField(source="commitment.what")
    giver = serializers.CharField(source="commitment.giver.name")
    receiver = serializers.CharField(source="commitment.receiver.name")
    due_on = serializers.DateField(source="commitment.due_on")
    stands = serializers.CharField()
    report = serializers.SerializerMethodField()

    def get_report(self, row) -> str | None:
        return row["report"].due.reference if row["report"] else None


class SumSerializer(serializers.Serializer):
    currency = serializers.CharField()
    pledged = serializers.DecimalField(max_digits=20, decimal_places=2)
    delivered = serializers.DecimalField(max_digits=20, decimal_places=2)


class ProgressSerializer(serializers.Serializer):
    """What came of a session's commitments, as far as the reader may have each."""

    promised = serializers.IntegerField()
    kept = serializers.IntegerField(help_text="delivered or reported")
    sums = SumSerializer(many=True)
    commitments = KeptSerializer(source="rows", many=True)


class AgendaSerializer(serializers.Serializer):
    """The last published agenda, as far as the reader may know it."""

    version = serializers.IntegerField(source="release.number")
    published_at = serializers.DateTimeField(source="release.released_at")
    segments = BlockSerializer(source="standing", many=True)


class SessionViewSet(Acts, ScopedViewSet):
    selector = staticmethod(sessions_list)
    serializer_class = SessionSerializer
    keyset = ("-starts_on", "-pk")
    lifecycle = SESSION
    services = services.SESSION_ACTS | {"clone": services.clone_session, "ask_to_list": _ask}
    act_serializers = {"clone": CloneWords, "ask_to_list": AskWords}

    @extend_schema(request=SessionWords)
    def create(self, request):
        words = SessionWords(data=request.data)
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        slug = given.pop("region", None)
        region = regions_for(self.acting).filter(slug=slug).first() if slug else None
        if slug and region is None:
            raise serializers.ValidationError({"region": ["You host no such region."]})
        session = services.plan_session(by=self.acting, words=given, region=region)
        return Response(self.get_serializer(session).data, status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[WaitingWords], responses=WaitingSerializer(many=True))
    @action(detail=True, methods=["get"], url_path="waiting", url_name="waiting")
    def agenda_waiting(self, request, reference=None):
        """What could go on the agenda, list by list, for its curators; empty for everybody else."""
        session, words = self.get_object(), WaitingWords(data=request.query_params.dict())
        words.is_valid(raise_exception=True)
        asked = {name: value for name, value in words.validated_data.items() if name != "cursor"}
        self.keyset = keyset_of(asked["pool"])
        page = self.paginate_queryset(things_waiting(self.acting, session, **asked))
        rows = shown_waiting(self.acting, session, asked["pool"], page)
        return self.get_paginated_response(WaitingSerializer(rows, many=True).data)

    @extend_schema(responses=UnlistedSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, url_path="unlisted", url_name="unlisted")
    def agenda_unlisted(self, request, reference=None):
        """Needs without an answer that are not listed, for its curators; empty for everybody else."""
        return Response(UnlistedSerializer(unanswered_unlisted(self.acting, self.get_object()), many=True).data)

    @extend_schema(responses=ProgressSerializer)
    @action(detail=True, methods=["get"])
    def progress(self, request, reference=None):
        return Response(ProgressSerializer(session_progress(self.acting, self.get_object())).data)

    @extend_schema(responses=AgendaSerializer)
    @action(detail=True, methods=["get"])
    def agenda(self, request, reference=None):
        agenda = agenda_of(self.acting, self.get_object())
        if agenda is None:
            raise NotFound
        return Response(AgendaSerializer(agenda).data)
