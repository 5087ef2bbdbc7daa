"""Pages on a change of a card that holds: proposed, agreed to, set aside."""

import rules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from matching import services
from matching.choices import TAKES_A_PLACE
from matching.forms import AsideForm, CardForm
from matching.models import CARD
from matching.selectors import change_that_waits, changes_in, matches_of
from matching.views.agreeing import AgreementYes, OwnMatch
from web.errors import Conflict, NotPermitted, WrongStatus
from web.two_hands import TwoHands


class OpenToChange(OwnMatch):
    """For those who may write the card of a match that is agreed or under way."""

    def refuse_if_impossible(self):
        super().refuse_if_impossible()
        if not rules.has_perm("matching.write_card", self.acting, self.match):
            raise NotPermitted
        if self.match.status not in TAKES_A_PLACE:
            raise WrongStatus(self.match, self.title)
        self.change = change_that_waits(self.match)


class CardAmend(TwoHands, OpenToChange):
    """Another card: it waits for every party's yes. Two hands: 409 with what was proposed meanwhile."""

    number_of_text = "terms_no"
    form_class = CardForm
    title = _lazy("Propose a change of the card")
    button = _lazy("Propose the change")
    follows = _lazy("All parties are asked. With every party's yes it holds; until then the card of now holds.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": matches_of(self.acting).get(pk=self.match.pk)}

    def get_initial(self):
        seen = self.change or self.match
        return seen.card() | {"terms_no": seen.terms_no}

    def get_context_data(self, *, two_hands=False, **kwargs):
        if two_hands:
            self.match.refresh_from_db()
            kwargs["card"] = change_that_waits(self.match) or self.match
        return super().get_context_data(show_card=two_hands, **kwargs)

    def perform(self, form):
        words = {name: form.cleaned_data[name] for name in (*CARD, "terms_no")}
        match = services.propose_amendment(self.match, by=self.acting, **words)
        return self.done(match, _("Proposed. Every party was asked."))


class AmendmentYes(AgreementYes):
    """The review before a yes to the card as it would stand."""

    yes_name = "say_yes_to_amendment"

    def get_initial(self):
        return {"terms_no": self.match.amending_no}

    def get_context_data(self, **kwargs):
        change = change_that_waits(self.match)
        if change is None:
            raise Conflict(_("The proposed change is another one by now, or none. Please read it again."))
        return super().get_context_data(card=change, changes=changes_in(self.match, change), **kwargs)

    def perform(self, form):
        words = {name: form.cleaned_data[name] for name in ("may_be_public", "terms_no")}
        return self.done(services.say_yes_to_amendment(self.match, by=self.acting, **words), self.yes.done)


class AmendmentAside(OpenToChange):
    """Take back one's own change, or say no to another's."""

    form_class = AsideForm
    title = _lazy("Set the change aside")
    follows = _lazy("The card of now holds. All parties are told; your words stay in the record.")

    def refuse_if_impossible(self):
        super().refuse_if_impossible()
        if self.change is None:
            raise WrongStatus(self.match, self.title)

    def perform(self, form):
        return self.done(services.set_aside_amendment(self.match, by=self.acting, **form.cleaned_data), _("Set aside."))
