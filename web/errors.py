"""The ways an act can fail. Each becomes one answer, in one place (web.answers)."""

from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _


class Conflict(Exception):
    """409: somebody else changed it meanwhile. `current` holds what is stored now, so that both can be shown."""

    def __init__(self, message, current: dict | None = None):
        self.current = current or {}
        super().__init__(message)


class WrongStatus(Conflict):
    """409: the object is no longer where this act could start."""

    def __init__(self, obj, act):
        message = _("This is now «%(status)s»: «%(act)s» is no longer possible. Nothing was changed.")
        super().__init__(message % {"status": obj.get_status_display(), "act": act}, {"status": obj.status})


class NotPermitted(PermissionDenied):
    """403; where the existence of the object is private its selector has already answered 404."""


class ProofNeeded(ReauthenticationRequired, PermissionDenied):
    """The act binds: 403 for tokens; people are asked for their password by allauth's middleware, then it goes on."""


class FailedCheck(ValidationError):
    """400: the act is permitted, but something that it needs is missing."""
