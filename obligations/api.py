"""Recommendations and themes through the API: read only, the same selectors as the pages."""

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from obligations.choices import CouncilTextKind, Response
from obligations.models import CouncilText, Recommendation, Theme
from obligations.selectors import council_texts, linkable_lists, recommendations_described, themes_list, words_in_text
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer

READ_ONLY = ["get", "head", "options"]
YES_NO = [("true", "true"), ("false", "false")]


class RecommendationSerializer(StrictModelSerializer):
    mechanism = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    state = serializers.SlugRelatedField(slug_field="iso3", read_only=True)
    recommending_state = serializers.SlugRelatedField(slug_field="iso3", read_only=True, allow_null=True)
    themes = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    affected_groups = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    goals = serializers.SlugRelatedField(slug_field="number", many=True, read_only=True)
    sdg_targets = serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)

    class Meta:
        model = Recommendation
        fields = [
            "reference", "mechanism", "state", "text", "language", "recommending_state", "recommending_label",
            "response", "action_level", "session_number", "cycle", "themes", "issue_label", "technical_assistance",
            "symbol", "paragraph", "published_on", "affected_groups", "goals", "sdg_targets", "group_label",
            "goal_label",
        ]  # fmt: skip


class RecommendationFilter(django_filters.FilterSet):
    state = django_filters.CharFilter(field_name="state__iso3", max_length=3, label=_("ISO3 code of the State"))
    mechanism = django_filters.CharFilter(field_name="mechanism__slug", max_length=60)
    theme = django_filters.CharFilter(field_name="themes__slug", max_length=60)
    response = django_filters.ChoiceFilter(choices=Response.choices)
    technical_assistance = django_filters.TypedChoiceFilter(choices=YES_NO, coerce="true".__eq__)
    q = django_filters.CharFilter(method="search", max_length=100, label=_("Words in the text"))

    class Meta:
        model = Recommendation
        fields = ["state", "mechanism", "theme", "response", "technical_assistance"]

    def search(self, found, name, value):
        return found.filter(words_in_text(value))


class RecommendationViewSet(ScopedViewSet):
    """Recommendations to States, those on technical assistance first, then the newest."""

    selector = staticmethod(recommendations_described)
    serializer_class = RecommendationSerializer
    filterset_class = RecommendationFilter
    keyset = ("-place",)
    http_method_names = READ_ONLY


class CouncilTextSerializer(StrictModelSerializer):
    url = serializers.CharField(read_only=True, help_text="address of the text; empty where none is known")

    class Meta:
        model = CouncilText
        fields = ["symbol", "kind", "title", "adopted_on", "agenda_item", "url"]


class CouncilTextFilter(django_filters.FilterSet):
    symbol = django_filters.CharFilter(max_length=40)
    kind = django_filters.ChoiceFilter(choices=CouncilTextKind.choices)
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", max_length=100)

    class Meta:
        model = CouncilText
        fields = ["symbol", "kind"]


class CouncilTextViewSet(ScopedViewSet):
    """Resolutions, decisions and statements of the Human Rights Council that a statement can name, by symbol."""

    selector = staticmethod(council_texts)
    serializer_class = CouncilTextSerializer
    filterset_class = CouncilTextFilter
    keyset = ("-pk",)
    lookup_field = "symbol"
    lookup_value_regex = r"A/HRC/[A-Z]+/[\w/-]{1,20}"
    http_method_names = READ_ONLY


class ThemeSerializer(StrictModelSerializer):
    goals = serializers.SlugRelatedField(slug_field="number", many=True, read_only=True)

    class Meta:
        model = Theme
        fields = ["slug", "names", "goals"]


class ThemeViewSet(ScopedViewSet):
    """The themes, named in six languages, with the numbers of their Sustainable Development Goals."""

    selector = staticmethod(themes_list)
    serializer_class = ThemeSerializer
    keyset = ("pk",)
    lookup_field = "slug"
    http_method_names = READ_ONLY


def own_links() -> tuple:
    """Fields for themes, SDG targets and recommendations that a paper links, by slug, code and reference; whoever uses
    them narrows the recommendations to the writer's State.
    """
    return tuple(
        serializers.SlugRelatedField(slug_field=field, many=True, required=False, queryset=rows)
        for field, rows in linkable_lists().values()
    )
