"""Taking part: one's own office, and for the curators everybody."""

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from dialogue import services
from dialogue.api.choosing import chosen
from dialogue.lifecycles import REGISTRATION
from dialogue.models import Registration
from dialogue.selectors import sessions_list
from dialogue.selectors.registration import registrations_shown_to
from lifecycle.api import ActionsField, Acts
from web.api import ScopedViewSet
from web.serializers import KeyField, StrictModelSerializer

WORDS = [
    "people", "from_capital", "practitioners", "remote", "languages", "accessibility", "listed", "at_tables", "days",
]  # fmt: skip


class RegistrationSerializer(StrictModelSerializer):
    session = serializers.SlugRelatedField(slug_field="reference", read_only=True)
    office = serializers.CharField(source="body.name", read_only=True)
    actions = ActionsField(lifecycle=REGISTRATION)

    class Meta:
        model = Registration
        fields = ["key", "session", "office", "status", "declined_reason", "checked_in_at", *WORDS, "actions"]
        read_only_fields = fields


class RegistrationWords(StrictModelSerializer):
    """How the person's office takes part; sent again, it changes what was registered."""

    session = KeyField(help_text="reference of the session")
    languages = serializers.ListField(child=serializers.ChoiceField(choices=settings.LANGUAGES), required=False)

    class Meta:
        model = Registration
        fields = ["session", *WORDS]


class RegistrationViewSet(Acts, ScopedViewSet):
    selector = staticmethod(registrations_shown_to)
    serializer_class = RegistrationSerializer
    lookup_field = "key"
    lifecycle = REGISTRATION
    services = services.REGISTRATION_ACTS

    @extend_schema(request=RegistrationWords)
    def create(self, request):
        words = RegistrationWords(data=request.data)
        words.is_valid(raise_exception=True)
        given = dict(words.validated_data)
        session = chosen(sessions_list(self.acting), given.pop("session"), field="session", by="reference")
        done = services.register(session, by=self.acting, words=given)
        return Response(self.get_serializer(done).data, status=status.HTTP_201_CREATED)
