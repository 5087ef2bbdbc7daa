import rules
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from states import services
from states.models import Deputy, Mandate, State
from states.rules import body_of
from states.selectors import candidates_for, deputies_reachable, posts_of, states_list
from web.api import ScopedViewSet
from web.errors import NotPermitted
from web.serializers import StrictModelSerializer, StrictSerializer

ID = {"min_value": 1, "max_value": 2**53}
ACTS = {"agree": services.agree_to_deputy, "end": services.end_deputy}


class StateSerializer(StrictModelSerializer):
    groups = serializers.SerializerMethodField()

    class Meta:
        model = State
        fields = ["iso3", "iso2", "m49", "names", "membership", "regional_group", "groups", "fictitious"]

    def get_groups(self, obj) -> list[str]:
        return sorted(membership.group for membership in obj.groups_now)


class StateViewSet(ScopedViewSet):
    selector = staticmethod(states_list)
    serializer_class = StateSerializer
    keyset = ("iso3",)
    lookup_field = "iso3"
    http_method_names = ["get", "head", "options"]


class DeputyBegin(StrictSerializer):
    """Who stands in for which post: both are mandates. `ends_on` is the first day without a deputy."""

    post = serializers.IntegerField(**ID, required=False, help_text=_("yours, where it is left out"))
    deputy = serializers.IntegerField(**ID)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()

    def validate(self, words):
        acting = self.context["view"].acting
        body = body_of(acting)
        posts = {one.pk: one for one in posts_of(body)} if body else {}
        people = {one.pk: one for one in candidates_for(body)} if body else {}
        post = posts.get(words.get("post", acting.capacity_id))
        if post is None:
            raise serializers.ValidationError({"post": [_("This is no post of the office.")]})
        if words["deputy"] not in people:
            raise serializers.ValidationError({"deputy": [_("Nobody near the office has this mandate.")]})
        return words | {"body": body, "post": post, "deputy": people[words["deputy"]]}


class CandidateSerializer(StrictModelSerializer):
    person = serializers.CharField(source="user", read_only=True)
    office = serializers.CharField(source="body.name", read_only=True)

    class Meta:
        model = Mandate
        fields = ["id", "person", "role", "office"]


class DeputySerializer(StrictModelSerializer):
    """Somebody who stands in; `agreed` tells whether it waits for a yes, `actions` what one may do."""

    office = serializers.CharField(source="body.name", read_only=True)
    holder = serializers.SerializerMethodField()
    person = serializers.CharField(read_only=True)
    agreed = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()

    class Meta:
        model = Deputy
        fields = ["id", "office", "role", "holder", "person", "starts_on", "ends_on", "agreed", "actions"]

    def get_holder(self, obj) -> str:
        return str(obj.post.user) if obj.post else ""

    def get_agreed(self, obj) -> bool:
        return obj.agreed_at is not None

    def get_actions(self, obj) -> list[str]:
        acting = self.context["view"].acting
        may_agree = obj.agreed_at is None and rules.has_perm("states.agree_to_deputy", acting, obj)
        may_end = rules.has_perm("states.end_deputy", acting, obj)
        return ["agree"] * may_agree + ["end"] * may_end


class DeputyViewSet(ScopedViewSet):
    """Deputies that concern one's office: named, agreed and ended as on the pages; binding, so never by a token."""

    selector = staticmethod(deputies_reachable)
    serializer_class = DeputySerializer
    keyset = ("starts_on", "pk")
    lookup_field = "pk"
    lookup_value_regex = r"\d{1,17}"
    http_method_names = ["get", "post", "head", "options"]

    @extend_schema(request=DeputyBegin)
    def create(self, request):
        if not rules.has_perm("states.name_deputy", self.acting, body_of(self.acting)) or not body_of(self.acting):
            raise NotPermitted
        words = DeputyBegin(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        named = services.name_deputy(by=self.acting, **words.validated_data)
        return Response(self.get_serializer(named).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=CandidateSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None, url_path="candidates", url_name="candidates")
    def candidates(self, request):
        body = body_of(self.acting)
        return Response(CandidateSerializer(candidates_for(body) if body else [], many=True).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path=r"(?P<act>agree|end)", url_name="act")
    def take_act(self, request, pk, act):
        named = ACTS[act](self.get_object(), by=self.acting)
        return Response(self.get_serializer(named).data)
