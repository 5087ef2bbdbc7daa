"""Pages of the parties of a match: their yeses, the card, another partner, who may know."""

import rules
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from matching import services
from matching.choices import MatchStatus
from matching.forms import (
    AgreementForm,
    BoardForm,
    CardForm,
    PartnerTalksForm,
    PartyForm,
    PublicityForm,
    RolesForm,
    TalksForm,
)
from matching.lifecycles import YESES
from matching.models import CARD
from matching.rules import party_of
from matching.selectors import (
    matches_of,
    yeses_open_to,
)
from states.rules import can_authorise_for_state
from web.errors import NotPermitted, ProofNeeded, WrongStatus
from web.two_hands import TwoHands
from web.views import SubmitPage


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
        kwargs.setdefault("card", self.match)
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

    def get_form_class(self):
        return TalksForm if self.party.body.is_of_state else PartnerTalksForm

    def perform(self, form):
        shows = form.cleaned_data.get("shows_interest", False)
        return self.done(services.say_yes_to_talks(self.match, by=self.acting, shows_interest=shows), self.yes.done)


class TalksExtend(YesPage):
    form_class = TalksForm
    yes_name = "extend_talks"

    def perform(self, form):
        return self.done(services.extend_talks(self.match, by=self.acting), self.yes.done)


class BoardDate(OwnMatch):
    """A fund names the day of its board."""

    form_class = BoardForm
    title = _lazy("When does your board decide?")
    button = _lazy("Save the day")
    follows = _lazy("All parties see the day. From then on you can say yes to the agreement, or no with a reason.")

    def refuse_if_impossible(self):
        super().refuse_if_impossible()
        if not self.party.is_fund or not rules.has_perm("matching.say_yes_to_agreement", self.acting, self.match):
            raise NotPermitted

    def get_initial(self):
        return {"board_on": self.party.board_on}

    def perform(self, form):
        return self.done(services.set_board_date(self.match, by=self.acting, **form.cleaned_data), _("Saved."))


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


class CardWrite(TwoHands, OwnMatch):
    """The agreement card. Two hands: 409 with the card as it is now over what was typed."""

    number_of_text = "terms_no"
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

    def get_context_data(self, *, two_hands=False, **kwargs):
        if two_hands:
            self.match.refresh_from_db()
        return super().get_context_data(show_card=two_hands, **kwargs)

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


class RolesAsk(PartyAdd):
    """The State says which parts must be there; whoever leaves with one of them stops the agreement."""

    form_class = RolesForm
    title = _lazy("Which parts must be there")
    button = _lazy("Save")
    follows = _lazy("Nobody can agree while one of them is missing. A change asks everybody anew.")

    def get_initial(self):
        return {"roles": self.match.roles_needed}

    def perform(self, form):
        return self.done(services.ask_for_roles(self.match, by=self.acting, **form.cleaned_data), _("Saved."))


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
