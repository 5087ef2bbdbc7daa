"""Keyset pages, never OFFSET: a deep page costs what the first one costs. For the API and for pages alike."""

from django.core.exceptions import BadRequest, ValidationError
from rest_framework import exceptions
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class KeysetPagination(CursorPagination):
    """Pages of 50, ordered by the view's `keyset` (a field, then the id)."""

    page_size = 50
    offset_cutoff = 1000
    cursor_query_param = "cursor"

    def get_ordering(self, request, queryset, view):
        return tuple(view.keyset)

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValueError, ValidationError) as fault:  # no cursor, or a position that its field cannot have
            raise exceptions.ValidationError({"cursor": [self.invalid_cursor_message]}) from fault

    def get_paginated_response_schema(self, schema):
        """As the library's, but with addresses that may be null in the words of OpenAPI 3.1."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }


class PageOfRows:
    """One page of `queryset` for a template: `rows`, `next_url`, `previous_url`. A bad cursor raises BadRequest."""

    def __init__(self, request, queryset, *, keyset: tuple[str, ...], size: int = 20):
        self.keyset = keyset
        pager = KeysetPagination()
        pager.page_size = size
        try:
            self.rows = pager.paginate_queryset(queryset, Request(request), view=self)
        except exceptions.ValidationError as fault:
            raise BadRequest("This page address is not valid.") from fault
        self.next_url, self.previous_url = pager.get_next_link(), pager.get_previous_link()
