import django_filters
import rules
from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from lifecycle.api import ActionsField, Acts
from matching import services
from matching.api.fitting import FitSerializer, NeedAsked, fit_of
from matching.choices import Eligible, OfferForm
from matching.forms import OFFER_FACET_NAMES, PROVIDERS
from matching.lifecycles import OFFER
from matching.models import Offer
from matching.selectors import (
    needs_fitting,
    offer_at,
    offer_conditions,
    offers_with_replies,
    open_need_named,
    own_pledge_named,
    pledge_fulfilled,
    practices_named,
    practices_of,
    reply_of,
    suggested_for,
)
from obligations.selectors import themes_list
from requests_app.choices import Cooperation, SupportType
from requests_app.selectors import linkable
from states.choices import RegionalGroup
from web.api import ScopedViewSet
from web.errors import NotPermitted
from web.filters import BrowseFilter, CodesFilter
from web.search import has_words
from web.serializers import StrictModelSerializer

SHOWN = [
    "language",
    "title",
    "summary",
    "support_type",
    "form",
    "places",
    "languages",
    "eligible",
    "regions",
    "themes",
    "affected_groups",
    "sdg_targets",
    "modality",
    "cooperation",
    "expects",
    "conditions",
    "who_pays",
    "amount_band",
    "currency",
    "how_to_apply",
    "board_route",
    "board_on",
    "lead_weeks",
    "evidence",
    "activity_id",
    "valid_from",
    "valid_until",
]


class NeedNamed(serializers.CharField):
    """A need that the caller may read and that is open, by its reference and number."""

    def to_internal_value(self, data):
        need = open_need_named(self.context["acting"], super().to_internal_value(data))
        if need is None:
            raise serializers.ValidationError(_("No open need that you may read has this number."))
        return need


class PledgeNamed(serializers.CharField):
    """A pledge of the caller's own office, by its reference."""

    def to_internal_value(self, data):
        pledge = own_pledge_named(self.context["acting"], super().to_internal_value(data))
        if pledge is None:
            raise serializers.ValidationError(_("Your office has no pledge with this reference."))
        return pledge


class OfferWords(StrictModelSerializer):
    """What a partner writes."""

    themes = serializers.SlugRelatedField(slug_field="slug", many=True, required=False, queryset=themes_list())
    affected_groups = serializers.SlugRelatedField(
        slug_field="slug", many=True, required=False, queryset=linkable("affected_groups")
    )

    sdg_targets = serializers.SlugRelatedField(
        slug_field="code", many=True, required=False, queryset=linkable("sdg_targets")
    )
    in_reply_to = NeedNamed(required=False, allow_null=True, help_text="reference#number; null: a standing offer")
    fulfils = PledgeNamed(required=False, allow_null=True, help_text="reference of a pledge of your own")
    practices = serializers.ListField(
        child=serializers.RegexField(r"^[\w-]{3,20}$"), required=False, max_length=10, help_text="references"
    )

    class Meta:
        model = Offer
        fields = [*SHOWN, "in_reply_to", "fulfils", "practices", "mailbox", "data_mailbox"]

    def validate_practices(self, references):
        cards = practices_named(self.context["acting"], references)
        unknown = set(references) - {card.reference for card in cards}
        if unknown:
            words = _("No practice that you may read has this reference: %(references)s.")
            raise serializers.ValidationError(words % {"references": ", ".join(sorted(unknown))})
        return cards


class OfferSerializer(StrictModelSerializer):
    """An offer as everybody may read it: its mailbox crosses only between parties in talks."""

    reference = serializers.CharField(source="__str__", read_only=True, help_text="in a draft, its slug")
    body = serializers.CharField(source="body.name", read_only=True)
    themes = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    affected_groups = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    sdg_targets = serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)
    in_reply_to = serializers.SerializerMethodField(help_text="reference#number, where you may read that need")
    fulfils = serializers.SerializerMethodField(help_text="reference of the pledge, where you may read it")
    practices = serializers.SerializerMethodField(help_text="references, of those that you may read; empty in lists")
    taken = serializers.IntegerField(read_only=True, help_text="places in use")
    is_valid = serializers.BooleanField(read_only=True, help_text="whether it holds today")
    actions = ActionsField(lifecycle=OFFER)

    class Meta:
        model = Offer
        fields = [
            "reference", "body", "status", *SHOWN, "in_reply_to", "fulfils", "practices", "taken",
            "is_valid", "opened_at", "actions",
        ]  # fmt: skip

    def get_fulfils(self, offer) -> str | None:
        if hasattr(offer, "gives"):
            return offer.gives
        pledge = pledge_fulfilled(self.context["view"].acting, offer)
        return pledge and pledge.reference

    def get_practices(self, offer) -> list[str]:
        if self.context["view"].action == "list":
            return []
        return [card.reference for card in practices_of(self.context["view"].acting, offer)]

    def get_in_reply_to(self, offer) -> str | None:
        return offer.replies_to if hasattr(offer, "replies_to") else reply_of(self.context["view"].acting, offer)


class OfferFilter(BrowseFilter):
    support_type = django_filters.MultipleChoiceFilter(choices=SupportType.choices)
    form = django_filters.MultipleChoiceFilter(choices=OfferForm.choices)
    theme = CodesFilter()
    region = django_filters.MultipleChoiceFilter(choices=RegionalGroup.choices)
    eligible = django_filters.MultipleChoiceFilter(choices=Eligible.choices)
    language = django_filters.MultipleChoiceFilter(choices=settings.LANGUAGES)
    cooperation = django_filters.MultipleChoiceFilter(choices=Cooperation.choices)
    provider = django_filters.MultipleChoiceFilter(choices=PROVIDERS)

    class Meta:
        model = Offer
        fields = list(OFFER_FACET_NAMES)

    def narrowed(self, queryset, filters):
        found = queryset.filter(*offer_conditions(filters).values())
        return found.filter(has_words(filters["q"])) if "q" in filters else found


def offers_with_themes(acting):
    """The offers that the person may read, with what they are linked to, in four queries whatever their number."""
    return offers_with_replies(acting).prefetch_related("themes", "affected_groups", "sdg_targets")


class OfferViewSet(Acts, ScopedViewSet):
    selector = staticmethod(offers_with_themes)
    serializer_class = OfferSerializer
    filterset_class = OfferFilter
    lifecycle = OFFER
    services = services.OFFER_ACTS

    def get_object(self):
        """By reference, or by the slug that a draft has before it opens."""
        found = offer_at(self.acting, self.kwargs["reference"])
        if found is None:
            raise NotFound
        return found

    def _answer(self, offer, code=status.HTTP_200_OK):
        return Response(self.get_serializer(self.get_queryset().get(pk=offer.pk)).data, status=code)

    @extend_schema(request=OfferWords)
    def create(self, request):
        words = OfferWords(data=request.data, context={"acting": self.acting})
        words.is_valid(raise_exception=True)
        return self._answer(
            services.save_offer(None, by=self.acting, words=words.validated_data), status.HTTP_201_CREATED
        )

    @extend_schema(request=OfferWords)
    def partial_update(self, request, reference):
        words = OfferWords(data=request.data, partial=True, context={"acting": self.acting})
        words.is_valid(raise_exception=True)
        return self._answer(services.save_offer(self.get_object(), by=self.acting, words=words.validated_data))

    @extend_schema(parameters=[NeedAsked], responses=FitSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None, filterset_class=None)
    def fitting(self, request):
        """Offers for one need: for a partner its own, for its State and the secretariat the best twenty or, where
        none fits, what comes nearest with what is missing.
        """
        asked = NeedAsked(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        found = suggested_for(self.acting, asked.validated_data["need"], asked.validated_data["number"])
        if found is None:
            raise NotFound
        return Response(FitSerializer(map(fit_of, found.fits), many=True).data)

    @extend_schema(responses=FitSerializer(many=True))
    @action(detail=True, methods=["get"], url_path="needs", pagination_class=None, filterset_class=None)
    def fitting_needs(self, request, reference):
        """Needs for an offer of one's own body, among those that one may read."""
        offer = self.get_object()
        if not rules.has_perm("matching.write_offer", self.acting, offer):
            raise NotPermitted
        return Response(FitSerializer(map(fit_of, needs_fitting(self.acting, offer)), many=True).data)
