"""The list of needs with the filters of its page; they know how far a need is covered, which only this floor does."""

import django_filters
from django.conf import settings

from matching.choices import Coverage
from matching.forms import NEED_FACETS
from matching.selectors import need_conditions
from requests_app.api import NeedViewSet
from requests_app.choices import SupportType
from requests_app.models import NeedVersion
from requests_app.selectors import needs_browsed
from states.choices import CountryGroup, RegionalGroup
from web.filters import BrowseFilter, CodesFilter


class NeedFilter(BrowseFilter):
    state = django_filters.CharFilter(max_length=3)
    support_type = django_filters.MultipleChoiceFilter(choices=SupportType.choices)
    theme = CodesFilter()
    region = django_filters.MultipleChoiceFilter(choices=RegionalGroup.choices)
    group = django_filters.MultipleChoiceFilter(choices=CountryGroup.choices)
    language = django_filters.MultipleChoiceFilter(choices=settings.LANGUAGES)
    coverage = django_filters.MultipleChoiceFilter(choices=Coverage.choices)
    call = CodesFilter()

    class Meta:
        model = NeedVersion
        fields = ["state", *NEED_FACETS]

    def narrowed(self, queryset, filters):
        """By the summaries that the person may read, as the page does."""
        found = needs_browsed(self.acting, filters.get("q", "")).filter(*need_conditions(filters).values())
        return found.filter(state_code=filters["state"]) if "state" in filters else found


class BrowsedNeedViewSet(NeedViewSet):
    """The list of needs. One need is part of its statement: see there."""

    filterset_class = NeedFilter
    kept = True
