"""Pick from all recommendations to one's own State: search, facets, pages. What is ticked is saved page by page."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from obligations.forms import RecommendationFilterForm, facets_of, narrowing
from obligations.selectors import recommendation_counts, recommendations_list
from requests_app import services
from requests_app.choices import Section
from requests_app.rules import sections_open_to
from requests_app.selectors import seen_of, version_for_writing, words_of
from requests_app.views.hands import OwnStatement
from web.errors import NotPermitted
from web.views import ListPage

LINK = "recommendations"


class OwnFilterForm(RecommendationFilterForm):
    """The same filters, without the State: it is one's own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["state"]


class RecommendationPick(LoginRequiredMixin, OwnStatement, ListPage):
    """The choice is kept in the draft itself, so it lasts over pages and searches without any script."""

    template_name = "requests_app/recommendation_pick.html"
    section = "desk"
    keyset = ("-place",)
    page_size = 20
    form_class = OwnFilterForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            self.version = version_for_writing(self.statement)
            if Section.LINKS not in sections_open_to(self.acting, self.statement):
                raise NotPermitted
            if self.version is None:
                return redirect("statement", self.kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def chosen(self) -> list:
        return words_of(self.version, [LINK])[LINK]

    def words(self, filters: dict) -> dict:
        return narrowing(filters) | {"state": self.statement.state.iso3}

    def rows(self, filters):
        return recommendations_list(self.acting, **self.words(filters))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = context["filters"]
        counts = recommendation_counts(**self.words(filters))
        more = {"counts": counts, "facets": facets_of(filters, counts), "is_narrowed": any(filters.values())}
        kept = {"chosen": self.chosen, "chosen_ids": {one.pk for one in self.chosen}}
        return context | more | kept | {"statement": self.statement, "seen": seen_of({LINK: self.chosen})}

    def post(self, request, *args, **kwargs):
        """What stands on this page is set as ticked; what was chosen on other pages stays."""
        page = self.get_context_data()["page"]
        shown, ticked = {one.reference for one in page.rows}, set(request.POST.getlist(LINK))
        kept = [one for one in self.chosen if one.reference not in shown]
        chosen = kept + [one for one in page.rows if one.reference in ticked]
        services.save_version(
            self.statement, by=self.acting, words={}, seen=request.POST.get("seen", ""), recommendations=chosen
        )
        messages.success(
            request, _("Saved. Linking is your State's choice; nothing is linked publicly before you consent.")
        )
        if "next" in request.POST and page.next_url:
            return redirect(page.next_url)
        return (
            redirect("statement", self.kwargs["slug"]) if "done" in request.POST else redirect(request.get_full_path())
        )
