from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from states.models import ApiToken
from states.selectors import acting_in, live_mandates


class TokenActing(BaseAuthentication):
    """`Authorization: Bearer …` (or `Token …`): acts in the token's one mandate, never proven.

    It may only read unless it was issued for writing too.
    """

    keywords = (b"bearer", b"token")

    def authenticate(self, request):
        words = get_authorization_header(request).split()
        if not words or words[0].lower() not in self.keywords:
            return None
        token = self._live_token(words[1].decode("latin-1")) if len(words) == 2 else None
        mandate = token and live_mandates(token.mandate.user).filter(pk=token.mandate_id).first()
        if mandate is None or not mandate.user.is_active:
            raise AuthenticationFailed("This token is not valid, or its mandate has ended.")
        if not token.may_write and request.method not in ("GET", "HEAD", "OPTIONS"):
            raise PermissionDenied("This token may only read.")
        request._request.acting = acting_in(mandate, by_token=True)
        return mandate.user, token

    def authenticate_header(self, request) -> str:
        return "Bearer"

    def _live_token(self, secret: str):
        live = ApiToken.objects.filter(expires_at__gt=timezone.now())
        return live.filter(digest=ApiToken.digest_of(secret)).select_related("mandate__user").first()


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "states.authentication.TokenActing"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "issued by `manage.py api_token USER`, for one mandate",
        }
