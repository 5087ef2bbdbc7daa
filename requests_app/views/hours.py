"""Pages of the hour of writing help, for the State that asks and the office that helps."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from requests_app import services
from requests_app.forms import AskHourForm, SlotsForm
from requests_app.lifecycles import HOUR
from requests_app.rules import may_lend, may_write
from requests_app.selectors import hour_helpers, hours_of, lent_draft
from requests_app.views.hands import OwnStatement
from web.errors import NotPermitted
from web.views import SubmitPage


class HourAsk(OwnStatement, SubmitPage):
    """Ask OHCHR, the secretariat or a peer's NMIRF for an hour with this draft."""

    template_name = "requests_app/hour_ask.html"
    form_class = AskHourForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            if not may_write(self.acting, self.statement):
                raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"helpers": hour_helpers(self.statement)}

    def get_initial(self):
        return {"language": self.request.LANGUAGE_CODE}

    def get_context_data(self, **kwargs):
        return super().get_context_data(statement=self.statement, **kwargs)

    def perform(self, form):
        hour = services.ask_hour(self.statement, by=self.acting, **form.cleaned_data)
        messages.success(self.request, _("Asked. The office offers you times, and a mail tells you."))
        return hour.get_absolute_url()


class OwnHour:
    """Finds the hour among those of one's own State or office."""

    def get_hour(self):
        found = hours_of(self.request.acting).filter(reference=self.kwargs["reference"]).first()
        if found is None:
            raise Http404
        return found


class HourPage(OwnHour, SubmitPage):
    """Where the hour stands, the draft while it is lent, and what this side can do; posting offers times."""

    template_name = "requests_app/hour_detail.html"
    form_class = SlotsForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.hour = self.get_hour()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        acts = {row.name for row in HOUR.available(self.hour, self.acting)}
        more = {"hour": self.hour, "acts": acts, "may_lend": may_lend(self.acting, self.hour) and "cancel" in acts}
        return super().get_context_data(draft=lent_draft(self.acting, self.hour), **more, **kwargs)

    def perform(self, form):
        services.offer_slots(self.hour, by=self.acting, slots=form.slots())
        messages.success(self.request, _("Offered. The State chooses one."))
        return self.hour.get_absolute_url()


class HourAct(LoginRequiredMixin, OwnHour, View):
    """Take one of the times, lend the draft or take it back, decline or cancel: each one press of a button."""

    http_method_names = ["post"]

    def post(self, request, reference, act):
        hour, by, note = self.get_hour(), request.acting, request.POST.get("note", "")[:2000]
        if act == "agree":
            chosen = {slot.isoformat(): slot for slot in hour.slots}.get(request.POST.get("slot", ""))
            services.agree_slot(hour, by=by, slot=chosen)
        elif act in ("lend", "take_back"):
            services.lend_draft(hour, by=by, lend=act == "lend")
        elif act == "decline":
            services.decline_hour(hour, by=by, note=note)
        elif act == "cancel":
            services.cancel_hour(hour, by=by, note=note)
        else:
            raise Http404
        messages.success(request, _("Done, and recorded."))
        return redirect(reverse("clinic_hour", args=[reference]))
