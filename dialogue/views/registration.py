"""Taking part: the office's own pages, the fund's, and the curators' list with check-in."""

from copy import copy

import rules
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogue import services
from dialogue.forms.registration import RegistrationForm, TravelActForm, TravelForm
from dialogue.lifecycles import REGISTRATION, SPEAKING, TRAVEL
from dialogue.selectors.registration import (
    own_registration,
    participants_listed,
    registrations_shown_to,
    speaking_shown_to,
    travel_shown_to,
)
from dialogue.selectors.sessions import item_at
from dialogue.services.registration import REGISTERS_WHILE, may_be_supported
from dialogue.views.curating import Curating
from dialogue.views.sessions import OfSession, SessionPage
from lifecycle.views import ActPage
from web.errors import NotPermitted
from web.views import OnePage, SignedInPage


class Participants(SessionPage):
    """Who takes part and said that it may be known."""

    template_name = "dialogue/participant_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"rows": participants_listed(self.object)}


class Register(OfSession):
    """One's own office: register, change, see where it stands."""

    template_name = "dialogue/registration_form.html"
    form_class = RegistrationForm

    def refuse_if_impossible(self):
        if not rules.has_perm("dialogue.write_registration", self.acting, None):
            raise NotPermitted
        self.registration = own_registration(self.acting, self.session)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": copy(self.registration), "session": self.session}

    def get_context_data(self, **kwargs):
        mine = self.registration
        acts = REGISTRATION.available(mine, self.acting) if mine else []
        travel = travel_shown_to(self.acting).filter(registration=mine).first() if mine else None
        return super().get_context_data(
            registration=mine,
            open=self.session.status in REGISTERS_WHILE,
            acts=[row for row in acts if row.name in services.REGISTRATION_ACTS],
            travel=travel,
            may_ask_travel=bool(mine) and travel is None and may_be_supported(mine.body),
            **kwargs,
        )

    def perform(self, form):
        services.register(self.session, by=self.acting, words=form.cleaned_data)
        messages.success(self.request, _("Registered. It is confirmed by those who prepare the session."))
        return reverse("registration", args=[self.session.reference])


class TravelAsk(OfSession):
    """A State asks a fund to pay for the journey."""

    template_name = "dialogue/travel_form.html"
    form_class = TravelForm

    def refuse_if_impossible(self):
        self.registration = own_registration(self.acting, self.session)
        if self.registration is None:
            raise Http404
        if not rules.has_perm("dialogue.ask_travel", self.acting, self.registration):
            raise NotPermitted

    def perform(self, form):
        done = services.ask_travel(self.registration, by=self.acting, words=form.cleaned_data)
        messages.success(self.request, _("The fund was asked."))
        return done.get_absolute_url()


class TravelPage(SignedInPage, OnePage):
    template_name = "dialogue/travel_detail.html"
    section = "sessions"
    selector = staticmethod(travel_shown_to)
    lookup = "key"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"acts": TRAVEL.available(self.object, self.acting)}


class TravelAct(ActPage):
    form_class = TravelActForm
    lifecycle = TRAVEL
    selector = staticmethod(travel_shown_to)
    services = services.TRAVEL_ACTS
    lookup = "key"
    section = "sessions"


class RegistrationAct(ActPage):
    lifecycle = REGISTRATION
    selector = staticmethod(registrations_shown_to)
    services = services.REGISTRATION_ACTS
    lookup = "key"
    section = "sessions"

    def next_url(self, obj) -> str:
        own = obj.body_id == self.acting.capacity.body_id
        return reverse("registration" if own else "registration_list", args=[obj.session.reference])


class Registrations(Curating, SignedInPage):
    """The curators' list of who takes part, and the door: check-in by one press."""

    template_name = "dialogue/registration_list.html"

    def get_context_data(self, **kwargs):
        rows = registrations_shown_to(self.acting).filter(session=self.session)
        shown = [{"row": one, "acts": REGISTRATION.available(one, self.acting)} for one in rows]
        return super().get_context_data(rows=shown, **kwargs)


class CheckIn(Curating, SignedInPage):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        mine = registrations_shown_to(self.acting).filter(session=self.session)
        found = mine.filter(key=kwargs["key"]).first()
        if found is None:
            raise Http404
        services.check_in(found, by=self.acting)
        return redirect("registration_list", self.session.reference)


class SpeakingAsk(OfSession):
    """Raise a hand in one item, in the room or by link, in one press."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        item = item_at(self.session, kwargs["key"])
        if item is None:
            raise Http404
        services.ask_to_speak(item, by=self.acting, remote="remote" in request.POST)
        messages.success(request, _("You asked to speak. The chair sees it."))
        return redirect(f"{self.session.get_absolute_url()}#{item.key}")


class SpeakingAct(SignedInPage):
    """One press on the speakers' list: put on it, has spoken, withdrawn."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        found = speaking_shown_to(self.acting).filter(key=kwargs["key"]).first()
        if found is None or kwargs["act"] not in services.SPEAKING_ACTS:
            raise Http404
        done = services.SPEAKING_ACTS[kwargs["act"]](found, by=self.acting)
        messages.success(request, SPEAKING.table[kwargs["act"]].done or SPEAKING.table[kwargs["act"]].label)
        own = done.body_id == self.acting.capacity.body_id
        return redirect("session" if own else "live_desk", done.session.reference)
