"""Acts in the API: `POST /api/v1/<things>/<reference>/<act>/`, the same services as the pages call."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from web.serializers import StrictSerializer


class ActSerializer(StrictSerializer):
    """The words of an act. A reason is a code of the act's own list, refused by the engine where it is not."""

    reason = serializers.CharField(required=False, max_length=40, help_text=_("code of the reason"))
    note = serializers.CharField(required=False, max_length=2000)


class Acts:
    """Gives a view set its acts: `services` maps names to services, `act_serializers` to other inputs."""

    lifecycle = None
    services: dict = {}
    act_serializers: dict = {}

    @extend_schema(request=ActSerializer)
    @action(detail=True, methods=["post"], url_path=r"(?P<act>[a-z_]{2,40})", url_name="act")
    def take_act(self, request, act, **kwargs):
        if act not in self.services:
            raise Http404
        obj = self.get_object()
        if act in self.lifecycle.table:
            self.lifecycle.refuse_if_impossible(self.lifecycle.table[act], obj, self.acting)
        words = self.act_serializers.get(act, ActSerializer)(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        done = self.services[act](obj, by=self.acting, **words.validated_data) or obj
        now = self.get_queryset().filter(pk=done.pk).first()
        return Response(self.get_serializer(now).data if now else {"status": done.status})


@extend_schema_field(list[str])
class ActionsField(serializers.Field):
    """The names of the acts that this person may take on the object now. Give `lifecycle=`."""

    def __init__(self, *, lifecycle, **kwargs):
        self.lifecycle = lifecycle
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, obj) -> list[str]:
        return [row.name for row in self.lifecycle.available(obj, self.context["view"].acting)]
