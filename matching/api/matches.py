from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response

from lifecycle.api import ActionsField, Acts
from matching import services
from matching.choices import PARTNER_ROLES, PartyRole
from matching.lifecycles import MATCH
from matching.models import CARD, CardVersion, Match, MatchParty
from matching.rules import sees_reasons
from matching.selectors import (
    change_that_waits,
    contacts_of,
    earlier_cards,
    matches_of,
    open_need,
    partners_named,
    usable_offers,
    yeses_open_to,
)
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer, StrictSerializer

NUMBER = {"min_value": 0, "max_value": 2**31 - 1}


class ProposalWords(StrictSerializer):
    """A proposal on a need, named as `XTV-2027-7KD#1`. A State and the secretariat need an `offer`."""

    need = serializers.RegexField(
        r"^[A-Z0-9-]{5,20}#[1-8]$", help_text="reference of the statement, #, number of the need"
    )
    offer = serializers.RegexField(r"^[\w-]{3,20}$", required=False, allow_null=True)
    scope = serializers.CharField(max_length=600)
    role = serializers.ChoiceField(choices=PARTNER_ROLES, default=PartyRole.IMPLEMENTER)
    shows_interest = serializers.BooleanField(default=False, help_text="others may know that a partner is interested")

    def validate_need(self, value):
        reference, number = value.split("#")
        found = open_need(self.context["view"].acting, reference, int(number))
        if found is None:
            raise serializers.ValidationError(_("There is no such open need."))
        return found

    def validate(self, words):
        wanted = words.get("offer")
        if wanted:
            offers = usable_offers(self.context["view"].acting, words["need"].statement.state)
            words["offer"] = offers.filter(reference=wanted).first()
            if words["offer"] is None:
                raise serializers.ValidationError({"offer": [_("There is no such open offer for this need.")]})
        return words


class CardWords(StrictModelSerializer):
    """The agreement card, with the number of the card that the writer last saw."""

    terms_no = serializers.IntegerField(**NUMBER)

    class Meta:
        model = Match
        fields = [*CARD, "terms_no"]
        extra_kwargs = {name: {"required": True, "allow_null": False} for name in ("starts_on", "ends_on")}

    def validate(self, words):
        if words["ends_on"] <= words["starts_on"]:
            raise serializers.ValidationError({"ends_on": [_("The end lies before the beginning.")]})
        return words


class AgreementWords(StrictSerializer):
    """The yes to the card with this number, and whether the match may be shown to everybody."""

    terms_no = serializers.IntegerField(**NUMBER)
    may_be_public = serializers.BooleanField(default=False)


class PublicityWords(StrictSerializer):
    may_be_public = serializers.BooleanField()


class TalksWords(StrictSerializer):
    """The yes to talks; a partner says whether others may know that there is interest."""

    shows_interest = serializers.BooleanField(default=False)


class BoardWords(StrictSerializer):
    """The day on which a fund's board decides."""

    board_on = serializers.DateField()


class RolesWords(StrictSerializer):
    """The parts that must be somebody's before the State agrees."""

    roles = serializers.ListField(child=serializers.ChoiceField(choices=PARTNER_ROLES), max_length=4)


class PartyWords(StrictSerializer):
    """The partner that the State brings into its talks; with `needed` it agrees only while somebody has this part."""

    body = serializers.CharField(max_length=200, help_text="name of the partner, as offers and parties show it")
    role = serializers.ChoiceField(choices=PARTNER_ROLES)
    needed = serializers.BooleanField(default=False)

    def validate_body(self, value):
        found = partners_named(value)
        if not found:
            raise serializers.ValidationError(_("There is no partner of this name."))
        if len(found) > 1:
            raise serializers.ValidationError(
                _("More than one partner has this name. Bring it in on the page of the match.")
            )
        return found[0]


class AsideWords(StrictSerializer):
    """Why a change comes to nothing, in free words."""

    note = serializers.CharField(required=False, max_length=2000)


class NoWords(StrictSerializer):
    """Nothing is to be said beside."""


class PartySerializer(StrictModelSerializer):
    body = serializers.CharField(source="body.name")

    class Meta:
        model = MatchParty
        fields = ["body", "role", "talks_yes_at", "agreed_yes_at", "extends_yes_at", "amends_yes_at", "board_on"]


class ContactShown(StrictSerializer):
    """An office mailbox of a party."""

    body = serializers.CharField()
    mailbox = serializers.EmailField()
    for_data = serializers.BooleanField(help_text="the one for questions of data protection")


class CardShown(StrictModelSerializer):
    """A card beside the one that holds: the change that waits, or one that held before."""

    class Meta:
        model = CardVersion
        fields = [*CARD, "terms_no", "written_at", "written_by", "bound_at"]


class MatchActions(ActionsField):
    """The acts of the life-cycle, and the yeses that wait for this person."""

    def to_representation(self, obj) -> list[str]:
        yeses = [yes.name for yes in yeses_open_to(self.context["view"].acting, obj)]
        return yeses + super().to_representation(obj)


class MatchSerializer(StrictModelSerializer):
    """A match, for its parties and the secretariat."""

    need = serializers.SerializerMethodField()
    offer = serializers.CharField(source="offer.__str__", allow_null=True, default=None)
    partner = serializers.CharField(source="partner.name")
    parties = PartySerializer(many=True)
    declined_reason = serializers.SerializerMethodField(help_text="for the State and the secretariat; null for others")
    roles_missing = serializers.ListField(child=serializers.CharField(), read_only=True)
    contacts = serializers.SerializerMethodField(help_text="office mailboxes, for the parties, from talks on")
    change = serializers.SerializerMethodField(help_text="the changed card that waits for every party's yes")
    earlier_cards = serializers.SerializerMethodField(help_text="the cards that held before, the newest first")
    actions = MatchActions(lifecycle=MATCH)

    class Meta:
        model = Match
        fields = [
            "reference",
            "need",
            "offer",
            "partner",
            "status",
            *CARD,
            "terms_no",
            "roles_needed",
            "roles_missing",
            "state_public",
            "partner_public",
            "created_at",
            "talks_at",
            "talks_asked_at",
            "agreed_at",
            "started_at",
            "ended_at",
            "declined_reason",
            "ended_reason",
            "parties",
            "contacts",
            "change",
            "earlier_cards",
            "actions",
        ]

    def get_need(self, obj) -> str:
        return f"{obj.need.statement.reference}#{obj.need.number}"

    def get_declined_reason(self, obj) -> str | None:
        return obj.declined_reason if sees_reasons(self.context["view"].acting, obj) else None

    @extend_schema_field(CardShown(allow_null=True))
    def get_change(self, obj):
        change = None if self.context["view"].action == "list" else change_that_waits(obj)
        return change and CardShown(change).data

    @extend_schema_field(CardShown(many=True))
    def get_earlier_cards(self, obj):
        return [] if self.context["view"].action == "list" else CardShown(earlier_cards(obj), many=True).data

    @extend_schema_field(ContactShown(many=True))
    def get_contacts(self, obj):
        if self.context["view"].action == "list":
            return []
        return ContactShown(contacts_of(self.context["view"].acting, obj), many=True).data


class MatchViewSet(Acts, ScopedViewSet):
    selector = staticmethod(matches_of)
    serializer_class = MatchSerializer
    lifecycle = MATCH
    services = services.MATCH_ACTS | {
        "say_yes_to_talks": services.say_yes_to_talks,
        "extend_talks": services.extend_talks,
        "set_board_date": services.set_board_date,
        "add_party": services.add_party,
        "ask_for_roles": services.ask_for_roles,
        "write_card": services.write_card,
        "propose_amendment": services.propose_amendment,
        "say_yes_to_amendment": services.say_yes_to_amendment,
        "set_aside_amendment": services.set_aside_amendment,
        "say_yes_to_agreement": services.say_yes_to_agreement,
        "set_publicity": services.set_publicity,
    }
    act_serializers = {
        "say_yes_to_talks": TalksWords,
        "extend_talks": NoWords,
        "set_board_date": BoardWords,
        "add_party": PartyWords,
        "ask_for_roles": RolesWords,
        "write_card": CardWords,
        "propose_amendment": CardWords,
        "say_yes_to_amendment": AgreementWords,
        "set_aside_amendment": AsideWords,
        "say_yes_to_agreement": AgreementWords,
        "set_publicity": PublicityWords,
    }

    @extend_schema(request=ProposalWords)
    def create(self, request):
        words = ProposalWords(data=request.data, context=self.get_serializer_context())
        words.is_valid(raise_exception=True)
        match = services.propose(by=self.acting, **words.validated_data)
        found = self.get_queryset().get(pk=match.pk)
        return Response(self.get_serializer(found).data, status=status.HTTP_201_CREATED)
