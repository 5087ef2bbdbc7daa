import rules
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View

from states import services
from states.demo import PERSONAS, persona_of
from states.forms import AuthorityForm, MandateChoiceForm, RepresentationForm
from states.middleware import ACTED_KEY, MANDATE_KEY
from states.rules import body_of
from states.selectors import contested_states, live_mandates, states_list
from web.errors import NotPermitted
from web.views import SubmitPage

LOGIN_BACKEND = "django.contrib.auth.backends.ModelBackend"


class MandateSwitch(SubmitPage):
    """Choose in which of one's mandates to act; a refusal that offers it names in `next` where to come back to."""

    keeps_typed = False
    template_name = "states/mandate_switch.html"
    form_class = MandateChoiceForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"mandates": live_mandates(self.request.user)}

    def get_initial(self):
        return {"mandate": self.acting.capacity_id}

    def perform(self, form):
        mandate = services.choose_mandate(self.request.user, int(form.cleaned_data["mandate"]))
        self.request.session.cycle_key()
        self.request.session[MANDATE_KEY] = self.request.session[ACTED_KEY] = mandate.pk
        return _wanted(self.request) or reverse("desk")


class SignIn(LoginView):
    """allauth's sign-in page, with the personas to click on in the demonstration."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(personas=PERSONAS if settings.DEMO else [], **kwargs)


class DemoSignIn(View):
    """One click signs in as a persona of the demonstration. Exists only with DEMO=1, on loopback."""

    http_method_names = ["post"]

    def post(self, request):
        username = request.POST.get("username", "")
        if not settings.DEMO or persona_of(username) is None:
            raise Http404
        user = get_object_or_404(get_user_model(), username=username)
        login(request, user, backend=LOGIN_BACKEND)
        record_authentication(request, user, method="demo")
        return redirect(_wanted(request) or "desk")


def _wanted(request) -> str:
    """The page of this site that somebody wanted before, or nothing."""
    wanted = request.POST.get("next", "")
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if own else ""


class Authority(SubmitPage):
    """The State's own setting: which of its offices may authorise what, and whether a second person must."""

    template_name = "states/authority.html"
    form_class = AuthorityForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            body = body_of(self.acting)
            if body is None or not rules.has_perm("states.set_authority", self.acting, body):
                raise NotPermitted
            self.state = body.state
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {name: getattr(self.state, name) for name in self.form_class.base_fields}

    def get_context_data(self, **kwargs):
        return super().get_context_data(state=self.state, **kwargs)

    def perform(self, form):
        services.set_authority(self.state, by=self.acting, **form.cleaned_data)
        messages.success(self.request, _("Changed. It holds from now on."))
        return reverse("desk")


class Representation(SubmitPage):
    """States that two authorities claim: curators mark and settle it; until then nothing is written or shown newly."""

    template_name = "states/representation.html"
    form_class = RepresentationForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not rules.has_perm("states.mark_contested", self.acting, None):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"states": states_list()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(contested=contested_states(), **kwargs)

    def perform(self, form):
        act = services.mark_contested if form.cleaned_data["act"] == "mark" else services.settle_representation
        act(form.cleaned_data["state"], by=self.acting, note=form.cleaned_data["note"])
        messages.success(self.request, _("Done, and recorded."))
        return reverse("representation")
