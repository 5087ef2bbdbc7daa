"""Offers: the list for everybody, one offer, and the partner's own pages to write it and act on it."""

from copy import copy

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lifecycle.views import ActPage
from matching import services
from matching.choices import Eligible, Expectation, OfferForm
from matching.forms import OFFER_FACET_NAMES, PROVIDERS, OfferFilterForm, OfferWordsForm
from matching.lifecycles import OFFER
from matching.models import Offer
from matching.rules import may_offer
from matching.selectors import (
    OFFER_FACETS,
    OFFER_ORDERS,
    need_replied_to,
    needs_fitting,
    offer_at,
    offer_conditions,
    offers_found,
    offers_guessed,
    offers_shown_to,
    offers_to_count,
    order_of_offers,
    pledge_fulfilled,
    practices_of,
    standing_of,
)
from requests_app.choices import Cooperation, SupportType
from states.choices import RegionalGroup
from states.rules import body_of
from web.errors import NotPermitted, WrongStatus
from web.facets import capped, counts_in_time, options_of
from web.views import ListPage, OnePage, SubmitPage


class OfferList(ListPage):
    """Open and valid offers. Where no offer has the words that are looked for, those with words like them."""

    template_name = "matching/offer_list.html"
    section = "offers"
    form_class = OfferFilterForm
    kept = True

    def rows(self, filters):
        self.keyset = OFFER_ORDERS[order_of_offers(filters)]
        return offers_found(filters)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = context["filters"]
        facets, counts = offer_facets(filters)
        return (
            context
            | self._offers(context["page"], filters)
            | {
                "facets": facets,
                "total": capped(counts),
                "chosen": sum(len(filters.get(name) or []) for name in OFFER_FACET_NAMES) + bool(filters.get("q")),
                "order": order_of_offers(filters),
                "orders": offer_orders(filters),
                "may_offer": may_offer(self.acting),
            }
        )

    def _offers(self, page, filters) -> dict:
        rows, is_guessed = page.rows, False
        if not rows and filters.get("q") and "cursor" not in self.request.GET:
            rows, is_guessed = offers_guessed(filters).order_by("-opened_at", "-pk")[: self.page_size], True
        return {"offers": [{"offer": one, "standing": standing_of(one)} for one in rows], "is_guessed": is_guessed}


def offer_facets(filters: dict) -> tuple[list[dict], dict | None]:
    """The facets of the list with their counts, and the counts themselves (None where they took too long)."""
    whose = ("offers", filters.get("q", ""))
    counts = counts_in_time(whose, lambda: offers_to_count(filters), OFFER_FACETS, offer_conditions(filters))
    groups = [
        {"name": name, "label": label, "options": options_of(name, counts, choices, filters.get(name) or [])}
        for name, label, choices in _facets()
    ]
    return [group | {"open": number == 0} for number, group in enumerate(groups) if group["options"]], counts


def _facets() -> list[tuple]:
    return [
        ("support_type", _("Kind of support"), SupportType.choices),
        ("form", _("In what form"), OfferForm.choices),
        ("theme", _("Theme"), None),
        ("region", _("Region"), RegionalGroup.choices),
        ("eligible", _("For which States"), Eligible.choices),
        ("language", _("Working language"), settings.LANGUAGES),
        ("cooperation", _("With whom"), Cooperation.choices),
        ("provider", _("Who offers"), PROVIDERS),
    ]


def offer_orders(filters: dict) -> list[tuple[str, str]]:
    """The orders that can be chosen now, with their names."""
    named = [("newest", _("Newest first")), ("ending", _("Ending soonest")), ("best", _("Best fit"))]
    return [(order, name) for order, name in named if order_of_offers(filters | {"order": order}) == order]


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
            "replies_to": need_replied_to(self.acting, offer),
            "fulfils": pledge_fulfilled(self.acting, offer),
            "practices": practices_of(self.acting, offer),
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
        "expects": dict(Expectation.choices),
    }
    words = {field: [labels[code] for code in getattr(offer, field)] for field, labels in names.items()}
    sets = {"themes": offer.themes, "affected_groups": offer.affected_groups}
    words |= {name: [one.name for one in chosen.all()] for name, chosen in sets.items()}
    return words | {"sdg_targets": [one.code for one in offer.sdg_targets.all()]}


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
        return super().get_form_kwargs() | {"instance": self.offer, "acting": self.acting}

    def get_initial(self):
        """A new one can reply to the need that the address names."""
        begun = {"language": self.request.LANGUAGE_CODE, "languages": [], "eligible": []}
        return {} if self.offer else begun | {"in_reply_to": self.request.GET.get("need", "")[:40]}

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
