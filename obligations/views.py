import rules
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from obligations.choices import Resolution
from obligations.forms import RecommendationFilterForm, SettleForm, facets_of, narrowing
from obligations.rules import SETTLE
from obligations.selectors import held_labels, held_like, held_rows, recommendation_counts, recommendations_list
from obligations.services import held as settling
from states.rules import can_draft_for_state
from web.errors import NotPermitted
from web.views import ListPage, OnePage, SignedInPage, SubmitPage

SHOWN_HELD = 20


class RecommendationList(ListPage):
    """Recommendations, those on technical assistance first, with search and facets."""

    template_name = "obligations/recommendation_list.html"
    rows_template = "obligations/_recommendation_rows.html"
    section = "recommendations"
    keyset = ("-place",)
    form_class = RecommendationFilterForm
    kept = True

    def rows(self, filters):
        return recommendations_list(self.acting, **narrowing(filters))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = context["filters"]
        counts = recommendation_counts(**narrowing(filters))
        chosen = len(filters.get("assistance", [])) + len(filters.get("response", []))
        more = {"counts": counts, "facets": facets_of(filters, counts), "chosen": chosen}
        return context | more | {"is_narrowed": any(filters.values())}


class RecommendationPage(OnePage):
    template_name = "obligations/recommendation_detail.html"
    section = "recommendations"
    selector = staticmethod(recommendations_list)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"may_note": can_draft_for_state(self.acting, self.object)}


class HeldRowList(SignedInPage):
    """What imports could not map, by name: for the curators of the secretariat."""

    template_name = "obligations/held_row_list.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        if not rules.has_perm(SETTLE, self.acting):
            raise NotPermitted
        return super().get_context_data(labels=held_labels(), **kwargs)


class HeldRowSettle(SubmitPage):
    """Decide what one name means, for all rows that wait for it."""

    template_name = "obligations/held_row_settle.html"
    form_class = SettleForm

    @cached_property
    def held(self):
        if not rules.has_perm(SETTLE, self.acting):
            raise NotPermitted
        found = held_rows().filter(key=self.kwargs["key"]).first()
        if found is None:
            raise Http404
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"decisions": settling.decisions_on(self.held)}

    def get_context_data(self, **kwargs):
        rows = held_like(self.held)
        return super().get_context_data(held=self.held, count=rows.count(), rows=rows[:SHOWN_HELD], **kwargs)

    def perform(self, form):
        decision = Resolution(form.cleaned_data["decision"])
        count = settling.settle(self.held, decision, state=form.cleaned_data.get("state"), by=self.acting)
        words = ngettext("%d row is settled.", "%d rows are settled.", count) % count
        messages.success(self.request, words)
        return reverse("held_row_list")
