"""Needs, calls and grants through the API: lists over the same selectors as the pages."""

import django_filters
from rest_framework import serializers

from consent.models import Grant
from consent.selectors import grants_of
from requests_app.choices import SupportType
from requests_app.models import Call, Need
from requests_app.selectors import calls_list, needs_shown_to
from states.rules import body_of
from web.api import ScopedViewSet
from web.serializers import StrictModelSerializer


class NeedFilter(django_filters.FilterSet):
    state = django_filters.CharFilter(field_name="statement__state__iso3", max_length=3)
    support_type = django_filters.ChoiceFilter(field_name="support_type", choices=SupportType.choices)

    class Meta:
        model = Need
        fields = ["state", "support_type"]


class NeedSerializer(serializers.Serializer):
    """A need by its summary: what lists may show."""

    reference = serializers.CharField(source="statement.subject.reference")
    number = serializers.IntegerField()
    state = serializers.CharField(source="statement.state.iso3")
    title = serializers.CharField()
    support_type = serializers.ChoiceField(choices=SupportType.choices)
    language = serializers.CharField()
    open_since = serializers.DateTimeField(source="statement.opened_at")
    wanted_from = serializers.DateField()
    wanted_to = serializers.DateField()


class NeedViewSet(ScopedViewSet):
    """The list of needs. One need is part of its statement: see there."""

    selector = staticmethod(needs_shown_to)
    serializer_class = NeedSerializer
    filterset_class = NeedFilter
    keyset = ("-opened_at", "-pk")
    lookup_field = "statement__subject__reference"
    http_method_names = ["get", "head", "options"]


class CallSerializer(StrictModelSerializer):
    class Meta:
        model = Call
        fields = ["reference", "title", "year", "opens_on", "closes_on"]


class CallViewSet(ScopedViewSet):
    selector = staticmethod(calls_list)
    serializer_class = CallSerializer
    http_method_names = ["get", "head", "options"]


class GrantSerializer(StrictModelSerializer):
    subject = serializers.CharField(source="edition.subject.__str__", read_only=True)
    edition = serializers.IntegerField(source="edition.number", read_only=True)

    class Meta:
        model = Grant
        fields = ["subject", "edition", "element", "purpose", "audience", "given_at", "until", "withdrawn_at"]


def own_grants(acting):
    """Every grant that the person's State ever gave; nobody else's."""
    body = body_of(acting)
    return grants_of(body.state_id if body is not None and body.is_of_state else 0)


class GrantViewSet(ScopedViewSet):
    """The consent ledger of one's own State."""

    selector = staticmethod(own_grants)
    serializer_class = GrantSerializer
    lookup_field = "pk"
    http_method_names = ["get", "head", "options"]
