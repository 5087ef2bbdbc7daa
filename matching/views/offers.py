"""Offers: the list for everybody, one offer, and the partner's own pages to write it and act on it."""

from copy import copy

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lifecycle.views import ActPage
from matching import services
from matching.choices import Eligible
from matching.forms import OfferFilterForm, OfferWordsForm
from matching.lifecycles import OFFER
from matching.models import Offer
from matching.rules import may_offer
from matching.selectors import needs_fitting, offer_at, offers_shown_to, open_offers, standing_of, support_counts
from requests_app.choices import SupportType
from states.choices import RegionalGroup
from states.rules import body_of
from web.errors import NotPermitted, WrongStatus
from web.views import ListPage, OnePage, SubmitPage


class OfferList(ListPage):
    """Open and valid offers, newest first, by kind of support."""

    template_name = "matching/offer_list.html"
    section = "offers"
    keyset = ("-opened_at", "-pk")
    form_class = OfferFilterForm

    def rows(self, filters):
        kinds = filters.get("support_type")
        return open_offers().filter(support_type__in=kinds) if kinds else open_offers()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chosen = context["filters"].get("support_type") or []
        facets = [{"name": "support_type", "label": _("Kind of support"), "options": _options(chosen), "open": True}]
        offers = [{"offer": offer, "standing": standing_of(offer)} for offer in context["page"].rows]
        return context | {
            "offers": offers,
            "facets": facets,
            "chosen": len(chosen),
            "may_offer": may_offer(self.acting),
        }


def _options(chosen: list[str]) -> list[dict]:
    counts = support_counts()
    return [
        {"value": value, "label": label, "count": counts.get(value, 0), "checked": value in chosen}
        for value, label in SupportType.choices
        if counts.get(value) or value in chosen
    ]


class OfferPage(OnePage):
    """One offer, with the acts that this person may take on it. Its mailbox is on its partner's page only."""

    template_name = "matching/offer_detail.html"
    section = "offers"

    def get(self, request, *args, **kwargs):
        self.object = _found(self.acting, kwargs["reference"])
        if str(self.object) != kwargs["reference"]:
            return redirect(self.object)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        offer, body = self.object, body_of(self.acting)
        acts = [row for row in OFFER.available(offer, self.acting) if row.name in services.OFFER_ACTS]
        own = body is not None and body.pk == offer.body_id
        return context | {
            "offer": offer,
            "standing": standing_of(offer),
            "words": _words_of(offer),
            "acts": acts,
            "own": own,
            "fits": needs_fitting(self.acting, offer) if own and offer.status == "open" else None,
            "may_edit": own and may_offer(self.acting) and offer.status == "draft",
        }


def _words_of(offer) -> dict[str, list]:
    """The codes of the arrays as words."""
    names = {
        "eligible": dict(Eligible.choices),
        "regions": dict(RegionalGroup.choices),
        "languages": dict(settings.LANGUAGES),
    }
    words = {field: [labels[code] for code in getattr(offer, field)] for field, labels in names.items()}
    sets = {"themes": offer.themes, "affected_groups": offer.affected_groups}
    return words | {name: [one.name for one in chosen.all()] for name, chosen in sets.items()}


def _found(acting, address: str) -> Offer:
    offer = offer_at(acting, address)
    if offer is None:
        raise Http404
    return offer


class OfferNew(SubmitPage):
    """Write an offer of one's own body."""

    template_name = "matching/offer_form.html"
    form_class = OfferWordsForm
    offer = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not may_offer(self.acting):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.offer}

    def get_initial(self):
        return {} if self.offer else {"language": self.request.LANGUAGE_CODE, "languages": [], "eligible": []}

    def perform(self, form):
        offer = services.save_offer(self.offer, by=self.acting, words=form.cleaned_data)
        messages.success(self.request, _("Saved as a draft. Only your office can see it."))
        return offer.get_absolute_url()


class OfferEdit(OfferNew):
    """Go on writing a draft."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.offer = _found(self.acting, kwargs["reference"])
            if self.offer.status != "draft":
                raise WrongStatus(self.offer, _("Write"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        """The form writes into a copy: a refusal leaves the stored offer as it is."""
        return super().get_form_kwargs() | {"instance": copy(self.offer)}


class OfferAct(ActPage):
    lifecycle = OFFER
    selector = staticmethod(offers_shown_to)
    services = services.OFFER_ACTS
    lookup = "pk"

    def dispatch(self, request, *args, **kwargs):
        found = _found(self.acting, kwargs["reference"]) if request.user.is_authenticated else None
        return super().dispatch(request, *args, **kwargs | {"pk": found.pk if found else 0})
