from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.proof import proved_recently
from states.choices import BINDING_ROLES
from states.rules import role_of
from states.selectors import acting_of

MANDATE_KEY, ACTED_KEY = "mandate", "acted_in"
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/", "/i18n/")


class ActingMiddleware:
    """Gives each request its Acting, and asks people in a binding role for a second factor before anything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        refresh_acting(request)
        if settings.SECOND_FACTOR_FOR_BINDING_ROLES and _lacks_second_factor(request):
            return _ask_for_second_factor(request)
        return self.get_response(request)


def _acting(request):
    user = request.user
    proven = user.is_authenticated and proved_recently(request)
    acting = acting_of(user, request.session.get(MANDATE_KEY), proven=proven)
    if request.session.get(ACTED_KEY, acting.capacity_id) != acting.capacity_id:
        request.session.cycle_key()  # the role changed under way: whoever copied the old key has nothing
        request.session[ACTED_KEY] = acting.capacity_id
    return acting


def remember_mandates(sender, request, user, **_signal) -> None:
    """At sign-in: in which capacity this session begins."""
    request.session[ACTED_KEY] = acting_of(user, None, proven=False).capacity_id


def refresh_acting(request, **_signal) -> None:
    """After a proof of identity in the middle of a request: the act that asked for it goes on as proven."""
    request.acting = SimpleLazyObject(lambda: _acting(request))


def _lacks_second_factor(request) -> bool:
    if request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR) or not request.user.is_authenticated:
        return False
    return role_of(request.acting) in BINDING_ROLES and not is_mfa_enabled(request.user)


def _ask_for_second_factor(request):
    """A person is led to the page that sets it up; a program cannot be, and is told by name what is missing."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": "second_factor_needed"}, status=403)
    messages.warning(request, _("Your role binds your office: please set up a second factor first."))
    return redirect("mfa_activate_totp")
