"""Saved searches: kept from a list, changed and deleted by the person whose they are."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import services
from matching.choices import SearchOf
from matching.forms import SearchForm, filters_in
from matching.models import SavedSearch
from matching.selectors import searches_of
from web.views import ListPage, SignedInPage, SubmitPage


def _found(acting, slug: str) -> SavedSearch:
    found = searches_of(acting).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


class SearchList(SignedInPage, ListPage):
    """The person's own, the newest first."""

    template_name = "matching/search_list.html"
    section = "desk"

    def rows(self, filters):
        return searches_of(self.acting)


class SearchNew(SubmitPage):
    """Keep the list as the address narrows it."""

    template_name = "matching/search_form.html"
    form_class = SearchForm
    search = None

    def dispatch(self, request, *args, **kwargs):
        if kwargs["of"] not in SearchOf.values:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_search(self) -> SavedSearch:
        """As it would be kept; one whose filters no list knows is a bad address."""
        try:
            filters = filters_in(self.kwargs["of"], self.request.GET)
        except ValidationError as fault:
            raise BadRequest("This page address is not valid.") from fault
        return SavedSearch(of=self.kwargs["of"], filters=filters)

    def get_form_kwargs(self):
        self.search = self.get_search()
        return super().get_form_kwargs() | {"instance": copy(self.search)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(search=self.search, **kwargs)

    def perform(self, form):
        of, filters = self.search.of, self.search.filters
        services.save_search(of=of, filters=filters, by=self.acting, **form.words())
        messages.success(self.request, _("Saved. It stands among your searches."))
        return reverse("search_list")


class SearchEdit(SearchNew):
    """Another name, another rhythm."""

    def dispatch(self, request, *args, **kwargs):
        return SubmitPage.dispatch(self, request, *args, **kwargs)

    def get_search(self) -> SavedSearch:
        return _found(self.acting, self.kwargs["slug"])

    def perform(self, form):
        services.change_search(self.search, by=self.acting, **form.words())
        messages.success(self.request, _("Changed."))
        return reverse("search_list")


class SearchDelete(SignedInPage):
    """Asked once, then gone."""

    template_name = "matching/search_delete.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        return super().get_context_data(search=_found(self.acting, self.kwargs["slug"]), **kwargs)

    def post(self, request, slug):
        services.delete_search(_found(self.acting, slug), by=self.acting)
        messages.success(request, _("Deleted."))
        return redirect("search_list")
