"""The broker's board of a call: ranked offers for each need, lines by hand and by the machine, invitations."""

import rules
from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from matching import services
from matching.allocation import board_of
from matching.selectors import need_of, offer_named
from requests_app.models import Call, Need
from requests_app.selectors import calls_list
from web.errors import FailedCheck, NotPermitted
from web.views import SignedInPage, SubmitPage


class OfCall:
    """What all pages of a board share: the call, and that only curators have it."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            if not rules.has_perm("matching.allocate", request.acting, None):
                raise NotPermitted
            if "reference" in kwargs:
                self.call = calls_list().filter(reference=kwargs["reference"]).first()
                if self.call is None:
                    raise Http404
        return super().dispatch(request, *args, **kwargs)

    def board_url(self) -> str:
        return reverse("board", args=[self.call.reference])


class BoardList(OfCall, SignedInPage):
    """The calls, each with its board."""

    template_name = "matching/board_list.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        return super().get_context_data(calls=calls_list(), **kwargs)


class BoardPage(OfCall, SignedInPage):
    """The board as it stands, with a form for each line."""

    template_name = "matching/board.html"
    section = "desk"
    call: Call

    def get_context_data(self, **kwargs):
        return super().get_context_data(board=board_of(self.call), call=self.call, **kwargs)


class BoardPropose(OfCall, LoginRequiredMixin, View):
    """Let the machine fill the board anew, beside the lines that stay."""

    http_method_names = ["post"]
    call: Call

    def post(self, request, **kwargs):
        counts = services.propose_allocation(self.call, by=request.acting)
        text = ngettext(
            "%(served)d of %(needs)d need has a line now.",
            "%(served)d of %(needs)d needs have a line now.",
            counts["needs"],
        )
        messages.success(request, text % counts)
        return redirect(self.board_url())


class LineForm(forms.Form):
    """One act on one line: an offer by hand, hold, free, take off."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("choose", "lock", "free", "remove")])
    offer = forms.CharField(max_length=20, required=False)


class BoardLineSet(OfCall, LoginRequiredMixin, View):
    """Change one line by hand."""

    http_method_names = ["post"]
    call: Call

    def post(self, request, need: int, **kwargs):
        form = LineForm(request.POST)
        found = need_of(self.call, need)
        if found is None:
            raise Http404
        if not form.is_valid():
            raise FailedCheck(form.errors.get_json_data())
        self.change(found, form.cleaned_data["act"], form.cleaned_data["offer"])
        return redirect(f"{self.board_url()}#need-{need}")

    def change(self, need: Need, act: str, offer: str) -> None:
        by = self.request.acting
        if act == "remove":
            services.set_line(self.call, need, by=by, offer=None)
        elif act == "choose":
            chosen = offer_named(offer)
            if chosen is None:
                raise FailedCheck({"offer": [_("Choose an offer.")]})
            services.set_line(self.call, need, by=by, offer=chosen)
        else:
            line = self.call.board_lines.filter(need=need).first()
            if line is None:
                raise Http404
            services.lock_line(line, by=by, locked=act == "lock")


class BoardSend(OfCall, SubmitPage):
    """The review before the invitations go out."""

    template_name = "matching/board_send.html"
    form_class = forms.Form
    call: Call

    def get_context_data(self, **kwargs):
        return super().get_context_data(board=board_of(self.call), call=self.call, back_url=self.board_url(), **kwargs)

    def perform(self, form):
        sent, refusals = services.send_invitations(self.call, by=self.acting)
        text = ngettext("%d invitation was sent to both sides.", "%d invitations were sent to both sides.", sent)
        messages.success(self.request, text % sent)
        for refusal in refusals:
            messages.warning(self.request, refusal)
        return self.board_url()
