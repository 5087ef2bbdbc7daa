import rules
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from states import services
from states.forms import VerifyForm
from states.selectors import bodies_all, bodies_to_verify, vacant_posts
from states.views.office import Invite
from web.errors import NotPermitted
from web.views import ListPage, SignedInPage, SubmitPage


class BodyList(SignedInPage, ListPage):
    """For curators: posts that nobody holds in practice, and offices that nobody has verified."""

    template_name = "states/body_list.html"
    section = "desk"
    keyset = ("name", "pk")

    def rows(self, filters):
        if not rules.has_perm("states.verify_body", self.acting, None):
            raise NotPermitted
        return bodies_to_verify(self.acting)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"vacant": vacant_posts()}


class OfOneBody:
    """The office that the address names, for curators; nobody else learns whether there is one."""

    @property
    def body(self):
        found = bodies_all(self.acting).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class BodyVerify(OfOneBody, SubmitPage):
    template_name = "states/body_verify.html"
    form_class = VerifyForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(body=self.body, **kwargs)

    def perform(self, form):
        services.verify_body(self.body, by=self.acting, note=form.cleaned_data["note"])
        messages.success(self.request, _("Verified. Now its first head can be invited."))
        return reverse("body_invite", args=[self.kwargs["pk"]])


class InviteHead(OfOneBody, Invite):
    """A curator invites the first head of a verified office."""

    def perform(self, form):
        super().perform(form)
        return reverse("body_list")
