"""The consent ledger through the API: a State's own grants, and their withdrawal."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from consent import services
from consent.choices import AUDIENCE_PATTERN
from consent.models import Grant, Subject
from consent.rules import can_consent
from consent.selectors import grants_of, subjects_of_own_state
from web.api import ScopedViewSet
from web.errors import NotPermitted
from web.serializers import StrictModelSerializer, StrictSerializer


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


class NoWords(StrictSerializer):
    """An act that takes no words."""


class WithdrawalScope(StrictSerializer):
    """Every consent of one subject, or only that to one audience."""

    subject = serializers.SlugRelatedField(
        slug_field="slug", queryset=Subject.objects.none(), help_text=_("the slug of a subject of your State")
    )
    audience = serializers.RegexField(AUDIENCE_PATTERN, required=False, max_length=40)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "view" in self.context:
            self.fields["subject"].queryset = subjects_of_own_state(self.context["view"].acting)


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
