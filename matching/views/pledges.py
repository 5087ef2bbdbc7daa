"""Pledges on a match."""

import rules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from lifecycle.views import ActPage
from matching import services
from matching.forms import PledgeForm
from matching.lifecycles import PLEDGE
from matching.selectors import pledges_of
from matching.services.pledges import PLEDGED_WHILE
from matching.views.agreeing import OwnMatch
from web.errors import NotPermitted, WrongStatus


class PledgeNew(OwnMatch):
    """Announce what one's body gives to this match."""

    form_class = PledgeForm
    binding = True
    title = _lazy("Pledge")
    button = _lazy("Announce the pledge")
    follows = _lazy("It is announced, and counts once the State has confirmed it. No money moves here.")

    def refuse_if_impossible(self):
        if not rules.has_perm("matching.announce_pledge", self.acting, self.match):
            raise NotPermitted
        if self.match.status not in PLEDGED_WHILE:
            raise WrongStatus(self.match, _("Pledge"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None}

    def perform(self, form):
        services.announce_pledge(self.match, by=self.acting, words=form.cleaned_data)
        return self.done(self.match, _("Announced. The State was asked to confirm it."))


class PledgeAct(ActPage):
    lifecycle = PLEDGE
    selector = staticmethod(pledges_of)
    services = services.PLEDGE_ACTS
