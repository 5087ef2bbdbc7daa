"""The draft of an agenda, for its curators: segments and items made, changed, moved, taken off."""

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from dialogue import services
from dialogue.api.choosing import chosen
from dialogue.models import AgendaItem, Segment
from dialogue.selectors.sessions import (
    bodies_to_invite,
    items_curated,
    segments_curated,
    sessions_curated,
    themes_of_segments,
)
from dialogue.services.sessions import WRITABLE
from web.api import ScopedViewSet
from web.serializers import KeyField, StrictModelSerializer, StrictSerializer


@extend_schema_field(list[str])
class Written(serializers.Field):
    """The acts that are open on a thing of the agenda, while its session can be written."""

    def __init__(self, *names: str, **kwargs):
        self.names = list(names)
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, obj) -> list[str]:
        session = obj.session if isinstance(obj, Segment) else obj.segment.session
        return self.names if session.status in WRITABLE else []


class SegmentSerializer(StrictModelSerializer):
    session = serializers.SlugRelatedField(slug_field="reference", read_only=True)
    theme = serializers.SlugRelatedField(slug_field="slug", read_only=True, allow_null=True)
    invited = serializers.PrimaryKeyRelatedField(many=True, read_only=True)
    link = serializers.CharField(read_only=True, help_text="address of the room on the network, or empty")
    actions = Written("write", "remove")

    class Meta:
        model = Segment
        fields = [
            "key", "session", "title", "theme", "kind", "starts_at", "ends_at", "room", "link", "languages", "tables",
            "invited", "actions",
        ]  # fmt: skip
        read_only_fields = fields


class SegmentWords(StrictModelSerializer):
    session = KeyField(help_text="reference of the session")
    theme = KeyField(required=False, allow_null=True, help_text="slug of a theme")
    languages = serializers.ListField(child=serializers.ChoiceField(choices=settings.LANGUAGES), required=False)
    invited = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, max_length=300, help_text="numbers of offices"
    )

    class Meta:
        model = Segment
        fields = [
            "session", "title", "theme", "kind", "starts_at", "ends_at", "room", "link", "languages", "tables",
            "invited",
        ]  # fmt: skip


class SegmentViewSet(ScopedViewSet):
    selector = staticmethod(segments_curated)
    serializer_class = SegmentSerializer
    lookup_field = "key"

    @extend_schema(request=SegmentWords)
    def create(self, request):
        given = self._words(SegmentWords(data=request.data))
        session = chosen(sessions_curated(self.acting), given.pop("session"), field="session", by="reference")
        invited = self._invited(given)
        done = services.write_segment(session, by=self.acting, words=given, invited=invited)
        return Response(self.get_serializer(done).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SegmentWords)
    def partial_update(self, request, key=None):
        segment = self.get_object()
        given = self._words(SegmentWords(data=request.data, partial=True))
        invited = self._invited(given)
        given.pop("session", None)
        done = services.write_segment(segment.session, by=self.acting, words=given, segment=segment, invited=invited)
        return Response(self.get_serializer(done).data)

    @extend_schema(request=StrictSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request, key=None):
        self._words(StrictSerializer(data=request.data))
        services.remove_segment(self.get_object(), by=self.acting)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _words(self, words) -> dict:
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        if given.get("theme"):
            given["theme"] = chosen(themes_of_segments(), given["theme"], field="theme", by="slug")
        return given

    def _invited(self, given: dict) -> list | None:
        """The offices named by number; None where the request says nothing of them."""
        numbers = given.pop("invited", None)
        return (
            None if numbers is None else [chosen(bodies_to_invite(), one, field="invited", by="pk") for one in numbers]
        )


class ItemSerializer(StrictModelSerializer):
    segment = serializers.SlugRelatedField(slug_field="key", read_only=True)
    actions = Written("write", "move", "place", "remove")

    class Meta:
        model = AgendaItem
        fields = ["key", "segment", "order", "kind", "title", "minutes", "begun_at", "ended_at", "skipped", "actions"]
        read_only_fields = fields


class NewItem(StrictSerializer):
    segment = KeyField(help_text="key of the segment")
    thing = serializers.RegexField(
        r"^[a-z_]{2,12}:[0-9]{1,18}$", required=False, help_text="from the session's `waiting`"
    )
    title = serializers.CharField(required=False, max_length=160, help_text="of a free item")
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=480)

    def validate(self, words):
        if bool(words.get("thing")) == bool(words.get("title")):
            raise serializers.ValidationError({"thing": ["Give either a thing or the title of a free item."]})
        return words


class ItemWords(StrictSerializer):
    title = serializers.CharField(required=False, max_length=160)
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=480)


class MoveWords(StrictSerializer):
    step = serializers.ChoiceField(choices=[-1, 1], help_text="up or down among the items of its segment")


class PlaceWords(StrictSerializer):
    segment = KeyField(help_text="key of the segment")
    before = KeyField(required=False, help_text="key of the item that comes next; at the end without it")


class ItemViewSet(ScopedViewSet):
    selector = staticmethod(items_curated)
    serializer_class = ItemSerializer
    lookup_field = "key"

    @extend_schema(request=NewItem)
    def create(self, request):
        given = self._words(NewItem)
        segment = chosen(segments_curated(self.acting), given.pop("segment"), field="segment")
        kind, _colon, pk = given.pop("thing", "free:0").partition(":")
        done = services.add_item(segment, by=self.acting, kind=kind, pk=int(pk), **given)
        return Response(self.get_serializer(done).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ItemWords)
    def partial_update(self, request, key=None):
        item, given = self.get_object(), self._words(ItemWords)
        words = {"title": item.title, "minutes": item.minutes} | given
        return Response(self.get_serializer(services.write_item(item, by=self.acting, **words)).data)

    @extend_schema(request=MoveWords)
    @action(detail=True, methods=["post"])
    def move(self, request, key=None):
        item = self.get_object()
        services.move_item(item, by=self.acting, step=self._words(MoveWords)["step"])
        return self._now(item)

    @extend_schema(request=PlaceWords)
    @action(detail=True, methods=["post"])
    def place(self, request, key=None):
        item, given = self.get_object(), self._words(PlaceWords)
        mine = segments_curated(self.acting).filter(session=item.segment.session_id)
        segment = chosen(mine, given["segment"], field="segment")
        before = chosen(segment.items, given["before"], field="before") if "before" in given else None
        services.place_items([item], by=self.acting, segment=segment, before=before)
        return self._now(item)

    @extend_schema(request=StrictSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request, key=None):
        item = self.get_object()
        self._words(StrictSerializer)
        services.remove_item(item, by=self.acting)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _words(self, serializer) -> dict:
        words = serializer(data=self.request.data)
        words.is_valid(raise_exception=True)
        return dict(words.validated_data)

    def _now(self, item) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=item.pk)).data)
