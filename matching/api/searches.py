"""Saved searches through the API. A token reads for its owner and keeps none."""

from django.core.exceptions import ValidationError as Refused
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from matching import services
from matching.forms import FILTER_FORMS, filters_in
from matching.models import SavedSearch
from matching.selectors import searches_of
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class SearchSerializer(StrictModelSerializer):
    """A saved search; `url` is the list as it narrows it."""

    url = serializers.CharField(source="list_url", read_only=True)

    class Meta:
        model = SavedSearch
        fields = ["slug", "of", "name", "filters", "rhythm", "next_on", "created_at", "url"]


class SearchWords(StrictModelSerializer):
    """`filters` are those of the list: `{"q": "training", "region": ["african"]}`."""

    filters = serializers.DictField(required=False)

    class Meta:
        model = SavedSearch
        fields = ["of", "name", "filters", "rhythm"]
        extra_kwargs = {"rhythm": {"required": True}}

    def validate(self, attrs):
        return attrs | {"filters": _filters(attrs["of"], attrs.get("filters", {}))}


def _filters(of: str, given: dict) -> dict:
    """As they are kept. Unknown ones are refused by name."""
    unknown = set(given) - set(FILTER_FORMS[of].base_fields) | {"order"} & set(given)
    if unknown:
        raise serializers.ValidationError({name: [_("There is no such filter.")] for name in sorted(unknown)})
    lists = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    try:
        return filters_in(of, MultiValueDict({name: list(map(str, value)) for name, value in lists.items()}))
    except Refused as fault:
        raise serializers.ValidationError(fault.message_dict) from fault


class SearchChange(StrictModelSerializer):
    class Meta:
        model = SavedSearch
        fields = ["name", "rhythm"]


class SearchViewSet(ScopedViewSet):
    selector = staticmethod(searches_of)
    serializer_class = SearchSerializer
    lookup_field = "slug"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    @extend_schema(request=SearchWords)
    def create(self, request):
        words = SearchWords(data=request.data)
        words.is_valid(raise_exception=True)
        search = services.save_search(by=self.acting, **words.validated_data)
        return Response(self.get_serializer(search).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SearchChange)
    def partial_update(self, request, slug):
        search = self.get_object()
        words = SearchChange(data=request.data, partial=True)
        words.is_valid(raise_exception=True)
        kept = {"name": search.name, "rhythm": search.rhythm}
        return Response(
            self.get_serializer(services.change_search(search, by=self.acting, **kept | words.validated_data)).data
        )

    def destroy(self, request, slug):
        services.delete_search(self.get_object(), by=self.acting)
        return Response(status=status.HTTP_204_NO_CONTENT)
