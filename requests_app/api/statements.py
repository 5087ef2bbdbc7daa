"""Statements through the API: the same selectors and services as the pages, the same map of answers."""

from django.conf import settings
from django.db.models import Q
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response

from consent.choices import Element
from consent.selectors import elements_seen_in
from consent.serializers import ConsentWords
from consent.services import note_readings
from lifecycle.api import ActionsField, Acts
from obligations.models import Recommendation
from requests_app import services
from requests_app.api.documents import Documents, DocumentSerializer
from requests_app.api.parts import Parts
from requests_app.lifecycles import STATEMENT
from requests_app.models import LAST_NUMBER, MOST_NEEDS, NeedsStatement, NeedVersion, StatementVersion
from requests_app.previews import (
    LINKED_BY,
    NEED_ELEMENTS,
    NEED_FIELDS,
    SET_ELEMENTS,
    SETS,
    VERSION_ELEMENTS,
    VERSION_FIELDS,
)
from requests_app.selectors import (
    linkable,
    own_recommendations,
    statements_reachable,
    tombstones_for,
    versions_read,
)
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class NeedWords(StrictModelSerializer):
    number = serializers.IntegerField(
        min_value=1,
        max_value=LAST_NUMBER,
        required=False,
        help_text="of an existing part; a new part has none and is given the next",
    )

    class Meta:
        model = NeedVersion
        fields = ["number", *NEED_FIELDS]


def links(name: str, queryset) -> serializers.SlugRelatedField:
    return serializers.SlugRelatedField(slug_field=LINKED_BY[name], many=True, required=False, queryset=queryset)


class StatementWords(StrictModelSerializer):
    """What a State writes: every answer of the form; what the express form asks is required."""

    needs = NeedWords(many=True, min_length=1, max_length=MOST_NEEDS, help_text="all the parts, in their order")
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    recommendations = links("recommendations", Recommendation.objects.none())
    council_texts = links("council_texts", linkable("council_texts"))
    themes = links("themes", linkable("themes"))
    affected_groups = links("affected_groups", linkable("affected_groups"))
    sdg_targets = links("sdg_targets", linkable("sdg_targets"))

    class Meta:
        model = StatementVersion
        fields = [*VERSION_FIELDS, "language", "needs", *SETS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "view" in self.context:
            offered = own_recommendations(self.context["view"].acting)
            self.fields["recommendations"].child_relation.queryset = offered

    def parts(self) -> dict:
        """The words, the links and the parts as the services take them."""
        given = self.validated_data
        words = {name: given[name] for name in VERSION_FIELDS if name in given}
        sets = {name: given[name] for name in SETS if name in given}
        needs = {"needs": [dict(one) for one in given["needs"]]} if "needs" in given else {}
        return {"words": words, "language": given.get("language", ""), **sets, **needs}


class StatementChange(StatementWords):
    """The same, with the number of the text that the writer last saw."""

    edit_no = serializers.IntegerField(min_value=0, max_value=2**31 - 1)

    class Meta(StatementWords.Meta):
        fields = [*StatementWords.Meta.fields, "edit_no"]


class SubmitWords(ConsentWords):
    """Consent and submission: who may have what, and the number of the text that was reviewed."""

    edit_no = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    note = serializers.CharField(required=False, max_length=2000)


class StatementSerializer(StrictModelSerializer):
    """A statement as far as the person may read it; what is not granted is null."""

    reference = serializers.CharField(read_only=True)
    state = serializers.CharField(source="state.iso3", read_only=True)
    call = serializers.SlugRelatedField(slug_field="reference", read_only=True, allow_null=True)
    actions = ActionsField(lifecycle=STATEMENT)
    checked = serializers.SerializerMethodField(help_text="false: opened by its State, not yet checked; null: not open")
    edit_no = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    documents = serializers.SerializerMethodField(help_text="annexes that the person may download")

    class Meta:
        model = NeedsStatement
        fields = [
            "reference",
            "state",
            "call",
            "status",
            "opened_at",
            "checked",
            "closed_reason",
            "edit_no",
            "words",
            "documents",
            "actions",
        ]

    def get_checked(self, obj) -> bool | None:
        return not obj.is_unchecked if obj.opened_at else None

    def get_edit_no(self, obj) -> int | None:
        version, _seen = self._reading(obj)
        return version.edit_no if version.edition.sealed_at is None else None

    def _may_write(self, obj) -> bool:
        return STATEMENT.permits(STATEMENT.table["ask_clearance"], obj, self.context["view"].acting)

    def _reading(self, obj) -> tuple:
        """The version that the person gets and its permitted elements, read at once for the whole page."""
        readings = self.context.setdefault("readings", {})
        if obj.pk not in readings:
            readings |= self._read(self.parent.instance if self.parent else [obj])
        return readings[obj.pk]

    def _read(self, page) -> dict:
        versions = versions_read(page, self._may_write)
        acting, editions = self.context["view"].acting, [one.edition for one in versions.values()]
        note_readings(editions, by=acting)
        seen = elements_seen_in(acting, editions)
        return {pk: (version, seen[version.edition_id]) for pk, version in versions.items()}

    @extend_schema_field(serializers.DictField)
    def get_words(self, obj):
        version, seen = self._reading(obj)
        words = {
            name: getattr(version, name) if element in seen else None for name, element in VERSION_ELEMENTS.items()
        }
        for name, element in SET_ELEMENTS.items():
            linked = getattr(version, name).all() if element in seen else None
            words[name] = linked if linked is None else [getattr(one, LINKED_BY[name]) for one in linked]
        needs = [_need_words(need, seen) for need in version.need_versions.all()]
        return words | {"language": version.edition.language, "edition": version.edition.number, "needs": needs}

    @extend_schema_field(DocumentSerializer(many=True))
    def get_documents(self, obj):
        version, seen = self._reading(obj)
        annexed = [one.document for one in version.attachments.all()] if Element.DOCUMENTS in seen else []
        return DocumentSerializer(annexed, many=True).data


def _need_words(need_version, seen) -> dict:
    words = {name: getattr(need_version, name) if element in seen else None for name, element in NEED_ELEMENTS.items()}
    return {"number": need_version.need.number, **words}


class StatementViewSet(Parts, Documents, Acts, ScopedViewSet):
    selector = staticmethod(statements_reachable)
    serializer_class = StatementSerializer
    lifecycle = STATEMENT
    services = services.ACTS | {
        "submit": services.submit_statement,
        "amend": services.amend_statement,
        "begin_edition": services.begin_amendment,
    }
    act_serializers = {"submit": SubmitWords, "amend": SubmitWords}

    def get_queryset(self):
        return super().get_queryset().select_related("call")

    def get_object(self):
        """By reference, or by the slug that a draft has before it opens."""
        wanted = self.kwargs["reference"]
        named = Q(subject__slug=wanted) | Q(subject__reference=wanted)
        found = statements_reachable(self.acting, named).select_related("call").first()
        if found is None:
            raise self.nothing_at(subject__reference=wanted)
        return found

    def tombstones(self):
        return tombstones_for(self.acting)

    @extend_schema(request=StatementWords)
    def create(self, request):
        words = StatementWords(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        begun = services.begin_statement(by=self.acting, **words.parts())
        return Response(self.get_serializer(begun).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=StatementChange)
    def partial_update(self, request, reference):
        statement = self.get_object()
        words = StatementChange(data=request.data, partial=True, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = words.validated_data
        services.save_version(statement, by=self.acting, edit_no=given.get("edit_no", -1), **words.parts())
        return Response(self.get_serializer(statement).data)
