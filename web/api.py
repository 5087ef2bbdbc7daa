"""The base of every API view: its rows come from a selector, or it does not come to life."""

from django.utils.translation import gettext_lazy as _lazy
from rest_framework import mixins, status, viewsets
from rest_framework.exceptions import APIException, NotFound

from accounts.acting import ANONYMOUS
from web.idempotency import Idempotent
from web.public_reads import PublicRead


class Gone(APIException):
    """410: the person could read it until it was withdrawn; there is a date and no word more."""

    status_code = status.HTTP_410_GONE
    default_detail = _lazy("This was withdrawn. Its text is no longer shown anywhere on the platform.")


class ScopedViewSet(PublicRead, Idempotent, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """List and detail of what `selector(acting)` returns; `keyset` orders the pages.

    A class with `queryset`, or without `selector`, is refused when Python reads it.
    """

    selector = None
    keyset: tuple[str, ...] = ("-pk",)
    lookup_field = "reference"
    lookup_value_regex = r"[\w-]{1,60}"
    http_method_names = ["get", "post", "put", "patch", "head", "options"]

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "queryset" in cls.__dict__ or cls.selector is None:
            raise TypeError(f"{cls.__name__}: give a selector of (acting), never a queryset")

    @property
    def acting(self):
        """Who asks; nobody while the schema is being drawn."""
        return ANONYMOUS if getattr(self, "swagger_fake_view", False) else self.request._request.acting

    def get_queryset(self):
        return type(self).selector(self.acting)

    def nothing_at(self, **where) -> APIException:
        """What to raise where the selector has no such row: 410 for whoever could read it, for all others 404."""
        return Gone() if self.tombstones().filter(**where).exists() else NotFound()

    def tombstones(self):
        """What was withdrawn and the person could read until then; of most things a withdrawal leaves no trace."""
        return self.get_queryset().none()
