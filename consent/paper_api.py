"""Papers through the API: what the person may have of the edition that is shown; the rest is null."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consent.selectors.papers import readings_of
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class PaperSerializer(StrictModelSerializer):
    """A subclass gives `kind` and the model."""

    kind: Any = None
    reference = serializers.CharField(source="subject.reference")
    state = serializers.CharField(source="state.iso3")
    language = serializers.CharField(source="subject.shown.language")
    edition = serializers.IntegerField(source="subject.shown.number")
    title = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField(help_text="the permitted answers by name")

    class Meta:
        fields = ["reference", "state", "language", "edition", "shown_at", "title", "words"]

    def reading(self, obj):
        """The projections of the whole page, read at once."""
        readings = self.context.setdefault("readings", {})
        if obj.pk not in readings:
            page = self.parent.instance if self.parent else [obj]
            readings |= readings_of(self.kind, self.context["view"].acting, page)
        return readings[obj.pk]

    def get_title(self, obj) -> str:
        return self.reading(obj).title

    @extend_schema_field(serializers.DictField)
    def get_words(self, obj):
        seen = {line.name: line.value for line in self.reading(obj).lines}
        words = {name: seen.get(name) for name in self.kind.version.ELEMENTS if name != "title"}
        return words | {name: [str(one) for one in rows] for name, rows in self.reading(obj).sets.items()}


class PaperViewSet(ScopedViewSet):
    selector = staticmethod(lambda acting: None)
    lookup_field = "subject__reference"
    http_method_names = ["get", "head", "options"]
