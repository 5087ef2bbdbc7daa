"""Hours of writing help through the API: asked by a State, offered, agreed; the draft lent and taken back."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from lifecycle.api import ActionsField, Acts
from requests_app import services
from requests_app.lifecycles import HOUR
from requests_app.models import MOST_SLOTS, ClinicHour
from requests_app.selectors import hour_helpers, hours_of, offices_that_help, statements_of_own_state
from states.models import Body
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer, StrictSerializer


class AskHour(StrictModelSerializer):
    """Whom the State asks, with which draft, and what for."""

    statement = serializers.CharField(max_length=60, help_text=_("the slug of a draft"))
    helper = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.none(), help_text=_("the number of an office that helps")
    )

    class Meta:
        model = ClinicHour
        fields = ["statement", "helper", "wish", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "view" in self.context:
            self.fields["helper"].queryset = offices_that_help()

    def validate_statement(self, slug):
        found = statements_of_own_state(self.context["view"].acting).filter(subject__slug=slug).first()
        if found is None:
            raise serializers.ValidationError(_("Your State has no draft of this slug."))
        return found

    def validate(self, attrs):
        if not hour_helpers(attrs["statement"]).filter(pk=attrs["helper"].pk).exists():
            raise serializers.ValidationError({"helper": [_("This office does not help with statements.")]})
        return attrs


class OfferSlots(StrictSerializer):
    """One to three times ahead."""

    slots = serializers.ListField(child=serializers.DateTimeField(), min_length=1, max_length=MOST_SLOTS)


class AgreeSlot(StrictSerializer):
    """One of the times that were offered."""

    slot = serializers.DateTimeField()


class NoteOnly(StrictSerializer):
    note = serializers.CharField(required=False, max_length=2000)


class NothingMore(StrictSerializer):
    """An act that takes no words."""


class HourSerializer(StrictModelSerializer):
    """An hour, for the State that asked and the office that helps. The draft itself is read on its page."""

    statement = serializers.SerializerMethodField(help_text="the draft's slug, for its State; else null")
    state = serializers.CharField(source="statement.state.iso3", read_only=True)
    helper = serializers.CharField(source="helper.name", read_only=True)
    lent = serializers.SerializerMethodField()
    actions = ActionsField(lifecycle=HOUR)

    class Meta:
        model = ClinicHour
        fields = [
            "reference", "statement", "state", "helper", "wish", "language", "status", "slots", "begins_at", "lent",
            "actions",
        ]  # fmt: skip

    def get_statement(self, hour) -> str | None:
        acting = self.context["view"].acting
        body = acting.capacity.body if acting.capacity is not None else None
        own = body is not None and body.is_of_state and body.state_id == hour.state_id
        return hour.statement.subject.slug if own else None

    def get_lent(self, hour) -> bool:
        return hour.lent_at is not None


def _lend(hour, *, by):
    return services.lend_draft(hour, by=by, lend=True)


def _take_back(hour, *, by):
    return services.lend_draft(hour, by=by, lend=False)


class HourViewSet(Acts, ScopedViewSet):
    selector = staticmethod(hours_of)
    serializer_class = HourSerializer
    lifecycle = HOUR
    services = {
        "offer": services.offer_slots,
        "agree": services.agree_slot,
        "decline": services.decline_hour,
        "cancel": services.cancel_hour,
        "lend": _lend,
        "take_back": _take_back,
    }
    act_serializers = {
        "offer": OfferSlots,
        "agree": AgreeSlot,
        "decline": NoteOnly,
        "cancel": NoteOnly,
        "lend": NothingMore,
        "take_back": NothingMore,
    }

    @extend_schema(request=AskHour)
    def create(self, request):
        words = AskHour(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        hour = services.ask_hour(given.pop("statement"), by=self.acting, **given)
        return Response(self.get_serializer(hour).data, status=status.HTTP_201_CREATED)
