import django_filters
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError

from web.fields import CodesField, no_control_characters

PAGING = {"cursor"}


class StrictFilterBackend(DjangoFilterBackend):
    """Only the filters that a view declares; any other query word is refused by name."""

    def filter_queryset(self, request, queryset, view):
        filterset_class = self.get_filterset_class(view, queryset)
        known = set(filterset_class.get_filters()) if filterset_class else set()
        unknown = set(request.query_params) - known - PAGING
        if unknown and view.action == "list":
            raise ValidationError({name: ["There is no such filter."] for name in sorted(unknown)})
        return super().filter_queryset(request, queryset, view)


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class CodesFilter(django_filters.Filter):
    """Codes of rows in the database, repeated: `?theme=water&theme=justice`."""

    field_class = CodesField


class BrowseFilter(django_filters.FilterSet):
    """The filters of a list as on its page: words in `q`, each facet repeated for «or», several facets for «and».

    A subclass narrows in `narrowed(queryset, filters)`, where `filters` holds what was given, by name.
    """

    q = django_filters.CharFilter(max_length=100, validators=[no_control_characters], help_text="words to look for")

    def narrowed(self, queryset, filters: dict):
        raise NotImplementedError

    def filter_queryset(self, queryset):
        given = {name: value for name, value in self.form.cleaned_data.items() if value}
        return self.narrowed(queryset, given) if given else queryset

    @property
    def acting(self):
        return self.request._request.acting
