"""One's own office: who holds which post, who was invited, who follows. And the page behind an invitation's link."""

import rules
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from states import services
from states.forms import HandOverForm, InviteForm, NewPersonForm
from states.middleware import ACTED_KEY, MANDATE_KEY
from states.rules import body_of
from states.selectors import (
    deputies_of,
    has_account,
    invitation_by_token,
    invitations_manageable,
    invitations_of,
    mandates_manageable,
    office_of,
    vacant_posts,
)
from web.errors import NotPermitted
from web.views import SignedInPage, SubmitPage, show_refusal

LOGIN_BACKEND = "django.contrib.auth.backends.ModelBackend"


class Office(SignedInPage):
    """Who acts for this office, who was invited, and what its head can do about it."""

    template_name = "states/office.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        body = body_of(self.acting)
        if body is None:
            raise NotPermitted
        return super().get_context_data(
            body=body,
            mandates=office_of(self.acting),
            invitations=invitations_of(body),
            vacant=vacant_posts([body.pk]),
            may_show_reading=rules.has_perm("states.show_reading", self.acting, body),
            deputies=[
                (one, rules.has_perm("states.agree_to_deputy", self.acting, one) and not one.agreed_at)
                for one in deputies_of(body)
            ],
            may_name_deputy=rules.has_perm("states.name_deputy", self.acting, body),
            heads=rules.has_perm("states.hand_over", self.acting, body),
            **kwargs,
        )


class Invite(SubmitPage):
    template_name = "states/invite.html"
    form_class = InviteForm

    @cached_property
    def body(self):
        return body_of(self.acting)

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not (
            self.body and rules.has_perm("states.invite", request.acting, self.body)
        ):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"body": self.body}

    def get_context_data(self, **kwargs):
        return super().get_context_data(body=self.body, **kwargs)

    def perform(self, form):
        services.invite(self.body, by=self.acting, **form.cleaned_data)
        messages.success(self.request, _("The invitation goes out. The link works once, for fourteen days."))
        return reverse("office")


class OneClick(SignedInPage):
    """A POST that acts on one row of the office; what is not manageable here does not exist."""

    http_method_names = ["post"]
    manageable = None
    act = None

    def post(self, request, pk):
        row = type(self).manageable(self.acting).filter(pk=pk).first()
        if row is None:
            raise Http404
        type(self).act(row, by=self.acting)
        messages.success(request, _("Done."))
        return redirect("office" if body_of(self.acting) == row.body else "body_list")


class InvitationWithdraw(OneClick):
    manageable = staticmethod(invitations_manageable)
    act = staticmethod(services.withdraw_invitation)


class MandateEnd(OneClick):
    manageable = staticmethod(mandates_manageable)
    act = staticmethod(services.end_mandate_of_colleague)


class HandOver(SubmitPage):
    """Signed: the successor is named, and one may leave."""

    template_name = "states/hand_over.html"
    form_class = HandOverForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not (
            body_of(request.acting) and rules.has_perm("states.hand_over", request.acting, body_of(request.acting))
        ):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def colleagues(self):
        return [one for one in office_of(self.acting) if one.user_id != self.acting.user_id]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"colleagues": self.colleagues}

    def get_context_data(self, **kwargs):
        return super().get_context_data(body=body_of(self.acting), colleagues=self.colleagues, **kwargs)

    def perform(self, form):
        words = form.cleaned_data
        successor = next(one for one in self.colleagues if one.pk == int(words["successor"]))
        services.hand_over(
            body_of(self.acting), successor=successor, leaves=words["leaves"], note=words["note"], by=self.acting
        )
        messages.success(self.request, _("Handed over, and recorded."))
        return reverse("desk")


class InvitationAnswer(FormView):
    """Behind the link of an invitation: accept as the person that one is, or make an account. A dead link is a 404."""

    template_name = "states/invitation.html"
    form_class = NewPersonForm

    def dispatch(self, request, *args, **kwargs):
        self.invitation = invitation_by_token(kwargs["token"])
        if self.invitation is None:
            raise Http404
        self.known = has_account(self.invitation.email)
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_mine(self) -> bool:
        user = self.request.user
        return user.is_authenticated and user.email.lower() == self.invitation.email

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            invitation=self.invitation, known=self.known, is_mine=self.is_mine, section="", **kwargs
        )

    def post(self, request, *args, **kwargs):
        if self.is_mine:
            mandate = services.accept_invitation(self.invitation, by=request.acting)
            return self._begin(mandate)
        if self.known or request.user.is_authenticated:
            return render(request, self.template_name, self.get_context_data(), status=400)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        words = {name: form.cleaned_data[name] for name in ("first_name", "last_name", "password")}
        try:
            mandate = services.accept_invitation_as_new(self.invitation, **words)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.form_invalid(form)
        login(self.request, mandate.user, backend=LOGIN_BACKEND)
        record_authentication(self.request, mandate.user, method="password")
        return self._begin(mandate)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def _begin(self, mandate):
        """A new role: the session gets a new key."""
        self.request.session.cycle_key()
        self.request.session[MANDATE_KEY] = self.request.session[ACTED_KEY] = mandate.pk
        messages.success(self.request, _("Welcome. You act as %(label)s.") % {"label": mandate.label})
        return redirect("desk")
