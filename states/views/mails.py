import rules
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from notifications.selectors import mail_counts, troubled_mail, troubled_mails
from states import services
from web.errors import NotPermitted
from web.views import ListPage, SignedInPage

ACTS = {"again": services.send_mail_again, "go": services.let_mail_go}


class TroubledMails(SignedInPage, ListPage):
    """Mails given up and mails that perhaps went: each can go again with one click, or be let go."""

    template_name = "states/mail_list.html"
    section = "desk"

    def rows(self, filters):
        if not rules.has_perm("states.settle_mails", self.acting, None):
            raise NotPermitted
        return troubled_mails()

    def get_context_data(self, **kwargs):
        return super().get_context_data(counts=mail_counts(), **kwargs)

    def post(self, request):
        if not rules.has_perm("states.settle_mails", self.acting, None):
            raise NotPermitted
        act, message = ACTS.get(request.POST.get("act", "")), troubled_mail(request.POST.get("mail", ""))
        if act is None or message is None:
            messages.error(request, _("Somebody has decided on this mail already."))
        else:
            act(message, by=self.acting)
            messages.success(request, _("Done."))
        return redirect("mail_list")
