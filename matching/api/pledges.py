from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from lifecycle.api import ActionsField, Acts
from matching import services
from matching.lifecycles import PLEDGE
from matching.models import Pledge
from matching.selectors import matches_of, pledges_of
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class PledgeWords(StrictModelSerializer):
    """A pledge on a match, named by its reference; `amount` goes with `currency`."""

    match = serializers.RegexField(r"^[\w-]{3,20}$")
    beside = serializers.BooleanField(
        default=False, help_text="it is another than what this partner pledged for the need so far"
    )

    class Meta:
        model = Pledge
        fields = ["match", "what", "amount", "currency", "beside"]

    def validate_match(self, value):
        found = matches_of(self.context["view"].acting).filter(reference=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no such match."))
        return found


class PledgeSerializer(StrictModelSerializer):
    match = serializers.CharField(source="match.reference")
    body = serializers.CharField(source="body.name")
    actions = ActionsField(lifecycle=PLEDGE)

    class Meta:
        model = Pledge
        fields = [
            "reference",
            "match",
            "body",
            "status",
            "what",
            "amount",
            "currency",
            "withdrawn_reason",
            "created_at",
            "at_session",
            "partner_yes_at",
            "confirmed_at",
            "committed_at",
            "ended_at",
            "actions",
        ]


class PledgeViewSet(Acts, ScopedViewSet):
    selector = staticmethod(pledges_of)
    serializer_class = PledgeSerializer
    lifecycle = PLEDGE
    services = services.PLEDGE_ACTS | {"stand_by_pledge": services.stand_by_pledge}

    @extend_schema(request=PledgeWords)
    def create(self, request):
        words = PledgeWords(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        match, beside = (words.validated_data.pop(name) for name in ("match", "beside"))
        pledge = services.announce_pledge(match, by=self.acting, words=words.validated_data, beside=beside)
        found = self.get_queryset().get(pk=pledge.pk)
        return Response(self.get_serializer(found).data, status=status.HTTP_201_CREATED)
