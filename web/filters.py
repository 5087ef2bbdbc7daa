from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError

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
