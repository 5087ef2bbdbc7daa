"""The consent ledger through the API: a State's own grants, and their withdrawal."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from consent import services
from consent.audiences import nameable_bodies
from consent.choices import AUDIENCE_PATTERN
from consent.models import Exclusion, Grant, Reading, Subject
from consent.rules import can_consent
from consent.selectors import exclusions_of, grants_of, readings_of, subjects_of_own_state
from states.models import Body
from states.rules import body_of
from web.api import ScopedViewSet
from web.errors import NotPermitted
from web.serializers import KeyedField, StrictModelSerializer, StrictSerializer


class GrantSerializer(StrictModelSerializer):
    subject = serializers.CharField(source="edition.subject.__str__", read_only=True)
    edition = serializers.IntegerField(source="edition.number", read_only=True)
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Grant
        fields = [
            "id", "subject", "edition", "element", "purpose", "audience", "capacity_label", "given_at", "until",
            "withdrawn_at", "withdrawn_capacity", "actions",
        ]  # fmt: skip

    def get_actions(self, obj) -> list[str]:
        may = obj.withdrawn_at is None and can_consent(self.context["view"].acting, obj.edition.subject)
        return ["withdraw"] if may else []


class ReadingSerializer(StrictModelSerializer):
    subject = serializers.CharField(source="edition.subject.__str__", read_only=True)
    edition = serializers.IntegerField(source="edition.number", read_only=True)
    office = serializers.CharField(source="body.name", read_only=True)

    class Meta:
        model = Reading
        fields = ["day", "office", "role", "subject", "edition"]


class NoWords(StrictSerializer):
    """An act that takes no words."""


class OwnSubject(StrictSerializer):
    """A subject of one's own State, by its slug."""

    subject = KeyedField(
        slug_field="slug", queryset=Subject.objects.none(), help_text=_("the slug of a subject of your State")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "view" in self.context:
            self.fields["subject"].queryset = subjects_of_own_state(self.context["view"].acting)


class WithdrawalScope(OwnSubject):
    """Every consent of one subject, or only that to one audience."""

    audience = serializers.RegexField(AUDIENCE_PATTERN, required=False, max_length=40)


class ExclusionWords(OwnSubject):
    """Leave one named body out of the edition that is shown, or was filed last."""

    body = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.none(), help_text=_("the number of a body, as in the audience body:<number>")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = body_of(self.context["view"].acting) if "view" in self.context else None
        if own is not None and own.is_of_state:
            self.fields["body"].queryset = nameable_bodies(own.state_id)


class ExclusionSerializer(StrictModelSerializer):
    subject = serializers.CharField(source="edition.subject.slug", read_only=True)
    edition = serializers.IntegerField(source="edition.number", read_only=True)
    body_name = serializers.CharField(source="body.name", read_only=True)
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Exclusion
        fields = ["id", "subject", "edition", "body", "body_name", "actions"]

    def get_actions(self, obj) -> list[str]:
        return ["lift"] if can_consent(self.context["view"].acting, obj.edition.subject) else []


class GrantViewSet(ScopedViewSet):
    """The consent ledger of one's own State. Withdrawal binds: it asks a session with a fresh proof of identity."""

    selector = staticmethod(grants_of)
    serializer_class = GrantSerializer
    lookup_field = "pk"
    lookup_value_regex = r"[0-9]{1,18}"
    http_method_names = ["get", "post", "head", "options"]

    @extend_schema(request=NoWords)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        grant = self.get_object()
        NoWords(data=request.data).is_valid(raise_exception=True)
        line = (grant.element, grant.purpose, grant.audience)
        services.withdraw_consent(grant.edition.subject, by=self.acting, edition=grant.edition.number, line=line)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(operation_id="v1_grants_withdraw_all", request=WithdrawalScope, responses={200: {"type": "object"}})
    @action(detail=False, methods=["post"], url_path="withdraw", url_name="withdraw-all")
    def withdraw_all(self, request):
        if not can_consent(self.acting, None):
            raise NotPermitted
        words = WithdrawalScope(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = words.validated_data
        ended = services.withdraw_consent(given["subject"], by=self.acting, audience=given.get("audience", ""))
        return Response({"withdrawn": ended})


class ReadingViewSet(ScopedViewSet):
    """Which offices opened something of one's own State that is not public, by day: its own, and agreed partners."""

    selector = staticmethod(readings_of)
    serializer_class = ReadingSerializer
    keyset = ("-day", "-pk")
    lookup_field = "pk"
    lookup_value_regex = r"[0-9]{1,18}"
    http_method_names = ["get", "head", "options"]


class ExclusionViewSet(ScopedViewSet):
    """Whom one's own State leaves out of which edition. Leaving out and lifting bind: they ask a fresh proof."""

    selector = staticmethod(exclusions_of)
    serializer_class = ExclusionSerializer
    lookup_field = "pk"
    lookup_value_regex = r"[0-9]{1,18}"
    http_method_names = ["get", "post", "head", "options"]

    @extend_schema(request=ExclusionWords)
    def create(self, request):
        if not can_consent(self.acting, None):
            raise NotPermitted
        words = ExclusionWords(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        subject, body = words.validated_data["subject"], words.validated_data["body"]
        edition = services.widen_consent(subject, by=self.acting, lines=[], excluded=[body])
        made = self.get_queryset().get(edition=edition, body=body)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=NoWords, responses={204: None})
    @action(detail=True, methods=["post"])
    def lift(self, request, pk):
        exclusion = self.get_object()
        NoWords(data=request.data).is_valid(raise_exception=True)
        services.lift_exclusion(exclusion, by=self.acting)
        return Response(status=status.HTTP_204_NO_CONTENT)
