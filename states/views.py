from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from states import services
from states.demo import PERSONAS, persona_of
from states.forms import MandateChoiceForm
from states.middleware import MANDATE_KEY
from states.selectors import live_mandates
from web.views import SubmitPage

LOGIN_BACKEND = "django.contrib.auth.backends.ModelBackend"


class MandateSwitch(SubmitPage):
    """Choose in which of one's mandates to act, once per session."""

    template_name = "states/mandate_switch.html"
    form_class = MandateChoiceForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"mandates": live_mandates(self.request.user)}

    def get_initial(self):
        return {"mandate": self.acting.capacity_id}

    def perform(self, form):
        mandate = services.choose_mandate(self.request.user, int(form.cleaned_data["mandate"]))
        self.request.session.cycle_key()
        self.request.session[MANDATE_KEY] = mandate.pk
        return reverse("desk")


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
        wanted = request.POST.get("next", "")
        return redirect(wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "desk")
