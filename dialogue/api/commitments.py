"""What was promised: read as the pages show it, with the yes or no of each side."""

from rest_framework import serializers

from dialogue import services
from dialogue.lifecycles import COMMITMENT
from dialogue.models import Commitment
from dialogue.selectors.commitments import commitments_shown_to
from lifecycle.api import ActionsField, Acts, ActSerializer
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class CommitmentSerializer(StrictModelSerializer):
    session = serializers.CharField(source="item.segment.session.reference", read_only=True)
    item = serializers.SlugRelatedField(slug_field="key", read_only=True)
    giver = serializers.CharField(source="giver.name", read_only=True)
    receiver = serializers.CharField(source="receiver.name", read_only=True)
    pledge = serializers.SlugRelatedField(slug_field="reference", read_only=True, allow_null=True)
    due = serializers.SlugRelatedField(slug_field="reference", read_only=True, allow_null=True)
    actions = ActionsField(lifecycle=COMMITMENT)

    class Meta:
        model = Commitment
        fields = [
            "key", "session", "item", "kind", "giver", "receiver", "what", "amount", "currency", "due_on",
            "status", "pledge", "due", "actions",
        ]  # fmt: skip
        read_only_fields = fields


class YesWords(ActSerializer):
    may_be_public = serializers.BooleanField(required=False, help_text="shown only where both sides say so")


class ConfirmWords(YesWords):
    same_as = serializers.RegexField(
        r"^[\w-]{3,20}$",
        required=False,
        help_text="reference of the pledge that stands already and was promised here, or `beside` for another one",
    )


class CommitmentViewSet(Acts, ScopedViewSet):
    selector = staticmethod(commitments_shown_to)
    serializer_class = CommitmentSerializer
    lookup_field = "key"
    lifecycle = COMMITMENT
    services = services.COMMITMENT_ACTS
    act_serializers = {"give": YesWords, "confirm": ConfirmWords}
