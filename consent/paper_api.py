"""Papers through the API: what the person may have of the edition that is shown, the rest is null; and for their
State everything, drafts too, with the acts of writing, showing, showing anew and withdrawing."""

from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response

from consent.papers import PaperKind
from consent.selectors.papers import paper_tombstones, papers_reachable, readings_reached
from consent.serializers import ConsentWords
from consent.services import note_readings
from consent.services import papers as services
from lifecycle.api import Acts
from states.rules import body_of
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer

#: how what is linked is called in the API
CALLED = {"themes": "slug", "sdg_targets": "code", "recommendations": "reference"}
EDIT_NO = {"min_value": 0, "max_value": 2**31 - 1}


class PaperWords(StrictModelSerializer):
    """What a State writes. A subclass names the version, its columns and its linked sets."""

    language = serializers.ChoiceField(choices=settings.LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "recommendations" in self.fields and "view" in self.context:
            relation: Any = self.fields["recommendations"]
            body = body_of(self.context["view"].acting)
            relation.child_relation.queryset = relation.child_relation.queryset.filter(
                state=body.state_id if body else None
            )

    def given(self) -> dict:
        """The words and the language as the services take them; `edit_no` where it is asked."""
        words = dict(self.validated_data)
        apart = {name: words.pop(name) for name in ("language", "edit_no") if name in words}
        return apart | {"words": words}


class ShowPaper(ConsentWords):
    """Consent: who may have what, and the number of the text that was reviewed."""

    edit_no = serializers.IntegerField(**EDIT_NO)
    note = serializers.CharField(required=False, max_length=2000)


class PaperSerializer(StrictModelSerializer):
    """A subclass gives `kind` and the model. A draft is known by its slug until it is shown."""

    kind: Any = None
    reference = serializers.CharField(read_only=True)
    state = serializers.CharField(source="state.iso3", read_only=True)
    language = serializers.SerializerMethodField()
    edition = serializers.SerializerMethodField()
    edit_no = serializers.SerializerMethodField(help_text="of the text being written, for its State; else null")
    title = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField(help_text="the permitted answers by name")
    links = serializers.SerializerMethodField(
        help_text="the permitted links as they are written: slugs, codes, references"
    )
    actions = serializers.SerializerMethodField()

    class Meta:
        fields = [
            "reference", "state", "status", "language", "edition", "edit_no", "shown_at", "title", "words", "links",
            "actions",
        ]  # fmt: skip

    def _reached(self, obj) -> tuple:
        """(version, projection) for each of the whole page, read at once."""
        reached = self.context.setdefault("reached", {})
        if obj.pk not in reached:
            page = self.parent.instance if self.parent else [obj]
            reached |= readings_reached(self.kind, self.context["view"].acting, page)
            read = [version.edition for version, _reading in reached.values()]
            note_readings(read, by=self.context["view"].acting)
        return reached[obj.pk]

    def reading(self, obj):
        return self._reached(obj)[1]

    def get_language(self, obj) -> str:
        return self.reading(obj).language

    def get_edition(self, obj) -> int:
        return self._reached(obj)[0].edition.number

    def get_edit_no(self, obj) -> int | None:
        version = self._reached(obj)[0]
        return version.edit_no if version.edition.sealed_at is None else None

    def get_title(self, obj) -> str:
        return self.reading(obj).title

    @extend_schema_field(serializers.DictField)
    def get_words(self, obj):
        seen = {line.name: line.value for line in self.reading(obj).lines}
        words = {name: seen.get(name) for name in self.kind.version.ELEMENTS if name != "title"}
        return words | {name: [str(one) for one in rows] for name, rows in self.reading(obj).sets.items()}

    @extend_schema_field(serializers.DictField(child=serializers.ListField(child=serializers.CharField())))
    def get_links(self, obj):
        sets = self.reading(obj).sets
        return {name: [getattr(one, CALLED[name]) for one in rows] for name, rows in sets.items()}

    def get_actions(self, obj) -> list[str]:
        return [row.name for row in self.kind.lifecycle.available(obj, self.context["view"].acting)]


def acts_of(kind: PaperKind) -> dict:
    """The services of one kind as acts take them: (paper, by=, words of the act)."""

    def show(paper, *, by, **words):
        return services.show_paper(kind, paper, by=by, **words)

    def begin_edition(paper, *, by, **_words):
        return services.begin_paper_edition(kind, paper, by=by)

    def withdraw(paper, *, by, note="", **_words):
        return services.withdraw_paper(kind, paper, by=by, note=note)

    return {"show": show, "begin_edition": begin_edition, "withdraw": withdraw}


class PaperViewSet(Acts, ScopedViewSet):
    """A subclass gives `kind`, `selector`, `serializer_class`, and `write` and `change` (PaperWords) in its methods."""

    kind: Any = None
    selector = staticmethod(lambda acting: None)
    act_serializers = {"show": ShowPaper}
    words_class: Any = None
    change_class: Any = None

    @cached_property
    def lifecycle(self):
        return self.kind.lifecycle

    @cached_property
    def services(self):
        return acts_of(self.kind)

    def get_object(self):
        """By reference, or for its State by the slug that a draft has before it is shown."""
        wanted = self.kwargs["reference"]
        by_slug = papers_reachable(self.kind, self.acting).filter(subject__slug=wanted, subject__reference=None)
        found = self.get_queryset().filter(subject__reference=wanted).first() or by_slug.first()
        if found is None:
            raise self.nothing_at(subject__reference=wanted)
        return found

    def tombstones(self):
        return paper_tombstones(self.kind, self.acting)

    def _given(self, serializer_class, **how) -> dict:
        words = serializer_class(data=self.request.data, context=self.get_serializer_context(), **how)
        words.is_valid(raise_exception=True)
        return words.given()

    def create(self, request):
        paper = services.begin_paper(self.kind, by=self.acting, **self._given(self.words_class))
        return Response(self.get_serializer(paper).data, status=status.HTTP_201_CREATED)

    def partial_update(self, request, reference):
        paper = self.get_object()
        given = self._given(self.change_class, partial=True)
        services.save_paper(self.kind, paper, by=self.acting, **({"edit_no": -1} | given))
        return Response(self.get_serializer(paper).data)
