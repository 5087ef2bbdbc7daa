"""Statements, needs, calls and grants through the API: the same selectors and services as the pages."""

import django_filters
from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from consent.models import Grant
from consent.presets import PRESETS
from consent.selectors import elements_seen_in, grants_of
from lifecycle.api import ActionsField, Acts
from obligations.models import Recommendation
from requests_app import services
from requests_app.choices import SupportType
from requests_app.lifecycles import STATEMENT
from requests_app.models import Call, Need, NeedsStatement, NeedVersion, StatementVersion
from requests_app.previews import NEED_ELEMENTS, VERSION_ELEMENTS
from requests_app.selectors import (
    calls_list,
    needs_shown_to,
    own_recommendations,
    statements_reachable,
    versions_read,
)
from requests_app.services.writing import NEED_FIELDS
from states.rules import body_of
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer, StrictSerializer


class NeedWords(StrictModelSerializer):
    class Meta:
        model = NeedVersion
        fields = NEED_FIELDS


class StatementWords(StrictModelSerializer):
    """What a State writes: the fields of the express form."""

    need = NeedWords(help_text="the first need, in the same fields as the form's")
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    recommendations = serializers.SlugRelatedField(
        slug_field="reference", many=True, required=False, queryset=Recommendation.objects.none()
    )

    class Meta:
        model = StatementVersion
        fields = [
            "title",
            "summary",
            "done_at_home",
            "contact_mailbox",
            "prevention",
            "language",
            "need",
            "recommendations",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "view" in self.context:
            offered = own_recommendations(self.context["view"].acting)
            self.fields["recommendations"].child_relation.queryset = offered

    def words(self) -> dict:
        apart = ("need", "language", "recommendations", "edit_no")
        return {k: v for k, v in self.validated_data.items() if k not in apart} | dict(
            self.validated_data.get("need", {})
        )


class StatementChange(StatementWords):
    """The same, with the number of the text that the writer last saw."""

    edit_no = serializers.IntegerField(min_value=0, max_value=2**31 - 1)

    class Meta(StatementWords.Meta):
        fields = [*StatementWords.Meta.fields, "edit_no"]


class SubmitWords(StrictSerializer):
    """Consent and submission: one of the presets, and the number of the text that was reviewed."""

    preset = serializers.ChoiceField(choices=list(PRESETS))
    edit_no = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    note = serializers.CharField(required=False, max_length=2000)

    def to_internal_value(self, data):
        words = super().to_internal_value(data)
        return words | {"lines": PRESETS[words.pop("preset")].lines}


class StatementSerializer(StrictModelSerializer):
    """A statement as far as the person may read it; what is not granted is null."""

    reference = serializers.CharField(read_only=True)
    state = serializers.CharField(source="state.iso3", read_only=True)
    call = serializers.SlugRelatedField(slug_field="reference", read_only=True)
    actions = ActionsField(lifecycle=STATEMENT)
    edit_no = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()

    class Meta:
        model = NeedsStatement
        fields = ["reference", "state", "call", "status", "opened_at", "closed_reason", "edit_no", "words", "actions"]

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
        seen = elements_seen_in(self.context["view"].acting, [one.edition for one in versions.values()])
        return {pk: (version, seen[version.edition_id]) for pk, version in versions.items()}

    @extend_schema_field(serializers.DictField)
    def get_words(self, obj):
        version, seen = self._reading(obj)
        words = {
            name: getattr(version, name) if element in seen else None for name, element in VERSION_ELEMENTS.items()
        }
        needs = [_need_words(need, seen) for need in version.need_versions.all()]
        return words | {"language": version.edition.language, "edition": version.edition.number, "needs": needs}


def _need_words(need_version, seen) -> dict:
    words = {name: getattr(need_version, name) if element in seen else None for name, element in NEED_ELEMENTS.items()}
    return {"number": need_version.need.number, **words}


class StatementViewSet(Acts, ScopedViewSet):
    selector = staticmethod(statements_reachable)
    serializer_class = StatementSerializer
    lifecycle = STATEMENT
    services = services.ACTS | {
        "submit": services.submit_statement,
        "amend": services.amend_statement,
        "begin_edition": services.begin_amendment,
    }
    act_serializers = {"submit": SubmitWords, "amend": SubmitWords}

    def get_object(self):
        """By reference, or by the slug that a draft has before it opens."""
        wanted = self.kwargs["reference"]
        by_slug = self.get_queryset().filter(subject__slug=wanted)
        found = (by_slug | self.get_queryset().filter(subject__reference=wanted)).first()
        if found is None:
            raise NotFound
        return found

    @extend_schema(request=StatementWords)
    def create(self, request):
        words = StatementWords(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        chosen = words.validated_data.get("recommendations", [])
        begun = services.begin_statement(
            by=self.acting, words=words.words(), language=words.validated_data["language"], recommendations=chosen
        )
        return Response(self.get_serializer(begun).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=StatementChange)
    def partial_update(self, request, reference):
        statement = self.get_object()
        words = StatementChange(data=request.data, partial=True, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = words.validated_data
        sets = {"recommendations": given["recommendations"]} if "recommendations" in given else {}
        services.save_version(
            statement,
            by=self.acting,
            words=words.words(),
            edit_no=given.get("edit_no", -1),
            language=given.get("language", ""),
            **sets,
        )
        return Response(self.get_serializer(statement).data)


class NeedFilter(django_filters.FilterSet):
    state = django_filters.CharFilter(field_name="statement__state__iso3", max_length=3)
    support_type = django_filters.ChoiceFilter(field_name="support_type", choices=SupportType.choices)

    class Meta:
        model = Need
        fields = ["state", "support_type"]


class NeedSerializer(serializers.Serializer):
    """A need by its summary: what lists may show."""

    reference = serializers.CharField(source="statement.subject.reference")
    number = serializers.IntegerField()
    state = serializers.CharField(source="statement.state.iso3")
    title = serializers.CharField()
    support_type = serializers.ChoiceField(choices=SupportType.choices)
    language = serializers.CharField()
    open_since = serializers.DateTimeField(source="statement.opened_at")
    wanted_from = serializers.DateField()
    wanted_to = serializers.DateField()


class NeedViewSet(ScopedViewSet):
    """The list of needs. One need is part of its statement: see there."""

    selector = staticmethod(needs_shown_to)
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    keyset = ("-opened_at", "-pk")
    lookup_field = "statement__subject__reference"
    http_method_names = ["get", "head", "options"]


class CallSerializer(StrictModelSerializer):
    class Meta:
        model = Call
        fields = ["reference", "title", "year", "opens_on", "closes_on"]


class CallViewSet(ScopedViewSet):
    selector = staticmethod(calls_list)
    serializer_class = CallSerializer
    http_method_names = ["get", "head", "options"]


class GrantSerializer(StrictModelSerializer):
    subject = serializers.CharField(source="edition.subject.__str__", read_only=True)
    edition = serializers.IntegerField(source="edition.number", read_only=True)

    class Meta:
        model = Grant
        fields = ["subject", "edition", "element", "purpose", "audience", "given_at", "until", "withdrawn_at"]


def own_grants(acting):
    """Every grant that the person's State ever gave; nobody else's."""
    body = body_of(acting)
    return grants_of(body.state_id if body is not None and body.is_of_state else 0)


class GrantViewSet(ScopedViewSet):
    """The consent ledger of one's own State."""

    selector = staticmethod(own_grants)
    serializer_class = GrantSerializer
    lookup_field = "pk"
    http_method_names = ["get", "head", "options"]
