"""Pledges on a match."""

import rules
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from lifecycle.views import ActPage
from matching import services
from matching.forms import AnnouncementForm, PledgeForm, TalksForm
from matching.lifecycles import PLEDGE
from matching.selectors import matches_of, pledges_of, pledges_standing
from matching.services.pledges import PLEDGED_WHILE
from matching.views.agreeing import OwnMatch
from web.errors import NotPermitted, ProofNeeded, WrongStatus
from web.views import SubmitPage


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

        self.standing = list(pledges_standing(self.match.need_id, [self.party.body_id]))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None, "standing": self.standing}

    def get_context_data(self, **kwargs):
        return super().get_context_data(standing=self.standing, **kwargs)

    def perform(self, form):
        words = dict(form.cleaned_data)
        beside = words.pop("beside", False)
        services.announce_pledge(self.match, by=self.acting, words=words, beside=beside)
        return self.done(self.match, _("Announced. The State was asked to confirm it."))


class PledgeStandBy(SubmitPage):
    """The partner confirms what was announced in its name at a session."""

    template_name = "matching/pledge_form.html"
    form_class = TalksForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.pledge = pledges_of(self.acting).filter(reference=kwargs["reference"]).first()
            if self.pledge is None:
                raise Http404
            if not rules.has_perm("matching.sign_pledge", self.acting, self.pledge):
                raise NotPermitted
            if not self.acting.proven:
                raise ProofNeeded
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(pledge=self.pledge, back_url=self.pledge.get_absolute_url(), **kwargs)

    def perform(self, form):
        services.stand_by_pledge(self.pledge, by=self.acting)
        messages.success(self.request, _("Recorded. The State was asked to confirm it."))
        return self.pledge.get_absolute_url()


class PledgeRecord(SubmitPage):
    """The secretariat writes down what a party announced aloud at a session."""

    template_name = "matching/match_form.html"
    form_class = AnnouncementForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.match = matches_of(self.acting).filter(reference=kwargs["reference"]).first()
            if self.match is None:
                raise Http404
            if not rules.has_perm("matching.record_announcement", self.acting, self.match):
                raise NotPermitted
            self.bodies = [party.body_id for party in self.match.partners]
            self.standing = list(pledges_standing(self.match.need_id, self.bodies))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None, "bodies": self.bodies, "standing": self.standing}

    def get_context_data(self, **kwargs):
        words = {
            "title": _("Write down an announcement"),
            "button": _("Write it down"),
            "follows": _(
                "It stays unconfirmed and unpublished until the partner and the State have confirmed it. "
                "After 14 days without that it is dropped."
            ),
        }
        words |= {"match": self.match, "standing": self.standing, "back_url": self.match.get_absolute_url()}
        return super().get_context_data(**words, **kwargs)

    def perform(self, form):
        words = dict(form.cleaned_data)
        said = {"body": words.pop("body"), "beside": words.pop("beside", False)}
        services.record_announcement(self.match, by=self.acting, words=words, **said)
        messages.success(self.request, _("Written down. The partner was asked to confirm it."))
        return self.match.get_absolute_url()


class PledgeAct(ActPage):
    lifecycle = PLEDGE
    selector = staticmethod(pledges_of)
    services = services.PLEDGE_ACTS
