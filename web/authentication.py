from rest_framework.authentication import SessionAuthentication


class SessionActing(SessionAuthentication):
    """The browser's session, with CSRF; `request.acting` was set by the middleware."""

    def authenticate_header(self, request) -> str:
        return "Session"
