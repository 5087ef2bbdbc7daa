"""Matches: proposed from a need's page, answered, agreed on a card, followed. Only for those whom they concern."""

import rules
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle.views import ActPage
from matching import services
from matching.choices import COVERS, LIVE, TAKES_A_PLACE, MatchStatus, PledgeStatus
from matching.forms import ProposalForm
from matching.lifecycles import MATCH, PLEDGE
from matching.rules import may_offer, party_of, sees_as_secretariat
from matching.selectors import (
    Contact,
    change_that_waits,
    changes_in,
    contacts_of,
    earlier_cards,
    events_of,
    matches_of,
    may_propose,
    need_title_for,
    open_need,
    pledges_of,
    reason_for,
    tone_of,
    usable_offers,
    yeses_open_to,
)
from matching.services.agreeing import may_name_board_day
from matching.services.clocks import answer_due_on
from matching.services.pledges import PLEDGED_WHILE
from requests_app.selectors import needs_shown_to
from states.rules import body_of, can_authorise_for_state, can_sign_for_partner, is_of_same_state
from web.errors import NotPermitted, ProofNeeded
from web.views import OnePage, SignedInPage, SubmitPage

MOST_COMPARED = 20


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
        words["shows_interest"] = form.cleaned_data.get("shows_interest", False)
        match = services.propose(self.need, by=self.acting, **words)
        messages.success(self.request, _("The other side was told. Contacts cross only when both have said yes."))
        return match.get_absolute_url()


class MatchCompare(SignedInPage):
    """The answers to one need side by side, for its State and the secretariat."""

    template_name = "matching/match_compare.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        reference, number = self.kwargs["reference"], self.kwargs["number"]
        shown = needs_shown_to(self.acting).filter(statement__subject__reference=reference, number=number)
        need = shown.first()
        if need is None:
            raise Http404
        if not (sees_as_secretariat(self.acting) or is_of_same_state(self.acting, need.statement)):
            raise NotPermitted
        answers = list(matches_of(self.acting).filter(need=need, status__in=LIVE).order_by("pk")[:MOST_COMPARED])
        return super().get_context_data(
            need=need,
            answers=[{"match": one, "yeses": yeses_open_to(self.acting, one)} for one in answers],
            may_decline=can_authorise_for_state(self.acting, need.statement),
            **kwargs,
        )


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
            "tone": tone_of(match.status),
            "need_title": need_title_for(acting, match),
            "reason": reason_for(acting, match),
            "acts": [row for row in MATCH.available(match, acting) if row.name in services.MATCH_ACTS],
            "contacts": [_fact_of(one) for one in contacts_of(acting, match)],
            "pledges": _pledge_rows(match, acting),
            "events": events_of(acting, match),
            **_cards(match),
            "answer_due_on": answer_due_on(match) if match.status == MatchStatus.PROPOSED else None,
            **_invitations(match, acting, party),
        }


def _fact_of(contact: Contact) -> dict:
    whose = _("%(body)s, data protection") % {"body": contact.body} if contact.for_data else contact.body
    return {"term": whose, "value": contact.mailbox, "ltr": True}


def _cards(match) -> dict:
    """What waits beside the card that holds, and what was agreed before it."""
    change = change_that_waits(match)
    changes = changes_in(match, change) if change else []
    return {"change": change, "changes": changes, "earlier": earlier_cards(match) if match.agreed_at else []}


def _invitations(match, acting, party) -> dict:
    """What this person could do beside the acts of the life-cycle."""
    binds = party is not None and (can_authorise_for_state(acting, match) or can_sign_for_partner(acting))
    asked = {yes.name for yes in yeses_open_to(acting, match)}
    in_talks = party is not None and match.status == MatchStatus.IN_TALKS
    holds = party is not None and match.status in TAKES_A_PLACE
    return {
        "may_say_yes": "say_yes_to_talks" in asked,
        "may_agree": "say_yes_to_agreement" in asked and match.starts_on is not None,
        "may_extend": "extend_talks" in asked,
        "may_set_board": binds and party.is_fund and may_name_board_day(match),
        "may_record": match.status in PLEDGED_WHILE and rules.has_perm("matching.record_announcement", acting, match),
        "may_write_card": in_talks and (binds or may_offer(acting)),
        "may_amend": holds and (binds or may_offer(acting)),
        "may_agree_to_change": "say_yes_to_amendment" in asked,
        "may_add_party": in_talks and can_authorise_for_state(acting, match),
        "may_pledge": binds and not party.body.is_of_state and match.status in PLEDGED_WHILE,
        "may_set_publicity": binds and match.status in COVERS,
    }


def _pledge_rows(match, acting) -> list[dict]:
    pledges = pledges_of(acting).filter(match=match).order_by("pk")
    return [
        {
            "pledge": pledge,
            "tone": tone_of(pledge.status),
            "acts": [row for row in PLEDGE.available(pledge, acting) if row.name in services.PLEDGE_ACTS],
            "may_stand_by": pledge.status == PledgeStatus.ANNOUNCED
            and pledge.partner_yes_at is None
            and rules.has_perm("matching.sign_pledge", acting, pledge),
        }
        for pledge in pledges
    ]


class MatchCardPage(MatchPage):
    """The agreement card on a page of its own, for the printer."""

    template_name = "matching/card_print.html"


class MatchAct(ActPage):
    lifecycle = MATCH
    selector = staticmethod(matches_of)
    services = services.MATCH_ACTS

    def next_url(self, obj) -> str:
        """Who left the talks of others does not read them any more."""
        return obj.get_absolute_url() if matches_of(self.acting).filter(pk=obj.pk).exists() else reverse("desk")
