"""Matches: proposed from a need's page, answered, agreed on a card, followed. Only for those whom they concern."""

import rules
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from lifecycle.views import ActPage
from matching import services
from matching.choices import COVERS, MatchStatus
from matching.forms import AgreementForm, CardForm, PartyForm, ProposalForm, PublicityForm, TalksForm
from matching.lifecycles import MATCH, PLEDGE, YESES
from matching.rules import may_offer, party_of
from matching.selectors import (
    contacts_of,
    events_of,
    matches_of,
    may_propose,
    need_title_for,
    open_need,
    pledges_of,
    reason_for,
    usable_offers,
    yeses_open_to,
)
from matching.services.agreeing import CARD
from matching.services.pledges import PLEDGED_WHILE
from states.rules import body_of, can_authorise_for_state, can_sign_for_partner
from web.errors import Conflict, NotPermitted, ProofNeeded, WrongStatus
from web.views import OnePage, SignedInPage, SubmitPage


class MatchPropose(SubmitPage):
    """Propose a match on one need of an open statement: a partner, the State itself, or the secretariat."""

    template_name = "matching/match_propose.html"
    form_class = ProposalForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.need = open_need(self.acting, kwargs["reference"], kwargs["number"])
            if self.need is None:
                raise Http404
            if not may_propose(self.acting, self.need.statement):
                raise NotPermitted
            if body_of(self.acting).is_of_state and not self.acting.proven:
                raise ProofNeeded
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        offers = usable_offers(self.acting, self.need.statement.state)
        return super().get_form_kwargs() | {"offers": offers, "for_partner": may_offer(self.acting)}

    def get_initial(self):
        return {"offer": self.request.GET.get("offer", "")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(need=self.need, for_partner=may_offer(self.acting), **kwargs)

    def perform(self, form):
        words = {name: form.cleaned_data[name] for name in ("scope", "role", "offer")}
        match = services.propose(self.need, by=self.acting, **words)
        messages.success(self.request, _("The other side was told. Contacts cross only when both have said yes."))
        return match.get_absolute_url()


class MatchPage(SignedInPage, OnePage):
    """Two yes boxes, the card, contacts once both said yes, pledges; only for those whom it concerns."""

    template_name = "matching/match_detail.html"
    section = "desk"
    selector = staticmethod(matches_of)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        match, acting = self.object, self.acting
        party = party_of(match, acting)
        return context | {
            "match": match,
            "need_title": need_title_for(acting, match),
            "reason": reason_for(acting, match),
            "acts": [row for row in MATCH.available(match, acting) if row.name in services.MATCH_ACTS],
            "contacts": [{"term": one.body, "value": one.mailbox, "ltr": True} for one in contacts_of(acting, match)],
            "pledges": _pledge_rows(match, acting),
            "events": events_of(acting, match),
            **_invitations(match, acting, party),
        }


def _invitations(match, acting, party) -> dict:
    """What this person could do beside the acts of the life-cycle."""
    binds = party is not None and (can_authorise_for_state(acting, match) or can_sign_for_partner(acting))
    asked = {yes.name for yes in yeses_open_to(acting, match)}
    in_talks = party is not None and match.status == MatchStatus.IN_TALKS
    return {
        "may_say_yes": "say_yes_to_talks" in asked,
        "may_agree": "say_yes_to_agreement" in asked and match.starts_on is not None,
        "may_write_card": in_talks and (binds or may_offer(acting)),
        "may_add_party": in_talks and can_authorise_for_state(acting, match),
        "may_pledge": binds and not party.body.is_of_state and match.status in PLEDGED_WHILE,
        "may_set_publicity": binds and match.status in COVERS,
    }


def _pledge_rows(match, acting) -> list[dict]:
    pledges = pledges_of(acting).filter(match=match).order_by("pk")
    return [{"pledge": pledge, "acts": PLEDGE.available(pledge, acting)} for pledge in pledges]


class OwnMatch(SubmitPage):
    """A form on a match of which the person's side is a party; `binding` ones ask for a proof before they show."""

    template_name = "matching/match_form.html"
    title = follows = button = ""
    binding = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.match = matches_of(self.acting).filter(reference=kwargs["reference"]).first()
            if self.match is None:
                raise Http404
            self.party = party_of(self.match, self.acting)
            self.refuse_if_impossible()
            if self.binding and not self.acting.proven:
                raise ProofNeeded
        return super().dispatch(request, *args, **kwargs)

    def refuse_if_impossible(self):
        if self.party is None:
            raise NotPermitted

    def get_context_data(self, **kwargs):
        words = {"title": self.title, "follows": self.follows, "button": self.button or self.title}
        return super().get_context_data(match=self.match, back_url=self.match.get_absolute_url(), **words, **kwargs)

    def done(self, match, words) -> str:
        messages.success(self.request, words)
        return match.get_absolute_url()


class YesPage(OwnMatch):
    """The review before a yes: what it is to, what follows."""

    yes_name = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.yes = YESES[self.yes_name]
        self.title, self.follows = self.yes.label, self.yes.follows

    def refuse_if_impossible(self):
        super().refuse_if_impossible()
        if self.match.status not in self.yes.statuses:
            raise WrongStatus(self.match, self.yes.label)
        if self.yes not in yeses_open_to(self.acting, self.match) and not self.yes.is_said(self.party):
            raise NotPermitted
        self.binding = self.yes.binds_all or self.party.body.is_of_state


class TalksYes(YesPage):
    form_class = TalksForm
    yes_name = "say_yes_to_talks"

    def perform(self, form):
        return self.done(services.say_yes_to_talks(self.match, by=self.acting), self.yes.done)


class AgreementYes(YesPage):
    form_class = AgreementForm
    yes_name = "say_yes_to_agreement"

    def get_initial(self):
        return {"terms_no": self.match.terms_no}

    def get_context_data(self, **kwargs):
        return super().get_context_data(show_card=True, **kwargs)

    def perform(self, form):
        words = {name: form.cleaned_data[name] for name in ("may_be_public", "terms_no")}
        return self.done(services.say_yes_to_agreement(self.match, by=self.acting, **words), self.yes.done)


class CardWrite(OwnMatch):
    """The agreement card. Two hands: 409 with both texts, never a silent loss."""

    form_class = CardForm
    title = _lazy("The agreement card")
    button = _lazy("Save the card")
    follows = _lazy("All parties see it. A change takes back the yeses that were given to the card before.")

    def refuse_if_impossible(self):
        super().refuse_if_impossible()
        if not rules.has_perm("matching.write_card", self.acting, self.match):
            raise NotPermitted
        if self.match.status != MatchStatus.IN_TALKS:
            raise WrongStatus(self.match, _("Write the agreement card"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": matches_of(self.acting).get(pk=self.match.pk)}

    def get_initial(self):
        return {"terms_no": self.match.terms_no}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Conflict as conflict:
            if not conflict.current.get("terms_no"):
                raise
            form.data = form.data.copy() | {"terms_no": str(conflict.current["terms_no"])}
            form.add_error(None, str(conflict))
            self.match.refresh_from_db()
            return self.render_to_response(self.get_context_data(form=form, show_card=True), status=409)

    def perform(self, form):
        words = {name: form.cleaned_data[name] for name in (*CARD, "terms_no")}
        return self.done(
            services.write_card(self.match, by=self.acting, **words), _("Saved. The other side can read it.")
        )


class PartyAdd(OwnMatch):
    """The State brings another partner into its talks."""

    form_class = PartyForm
    binding = True
    title = _lazy("Bring in a partner")
    follows = _lazy("That partner learns of these talks and must agree as well. Contacts cross once it has said yes.")

    def refuse_if_impossible(self):
        super().refuse_if_impossible()
        if not can_authorise_for_state(self.acting, self.match):
            raise NotPermitted

    def perform(self, form):
        return self.done(
            services.add_party(self.match, by=self.acting, **form.cleaned_data), _("The partner was told.")
        )


class PublicitySet(OwnMatch):
    """Give or take back one's side's consent to show the match to everybody."""

    form_class = PublicityForm
    binding = True
    title = _lazy("Who may know of this match")
    button = _lazy("Save")
    follows = _lazy("Everybody sees what it is about and who takes part only while every party consents.")

    def refuse_if_impossible(self):
        super().refuse_if_impossible()
        if not rules.has_perm("matching.say_yes_to_agreement", self.acting, self.match):
            raise NotPermitted

    def get_initial(self):
        return {"may_be_public": self.party.may_be_public}

    def perform(self, form):
        return self.done(services.set_publicity(self.match, by=self.acting, **form.cleaned_data), _("Saved."))


class MatchAct(ActPage):
    lifecycle = MATCH
    selector = staticmethod(matches_of)
    services = services.MATCH_ACTS
