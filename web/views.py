"""Bases of the pages. A page takes its rows from a selector and hands its input to one service."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.generic import FormView, TemplateView, View

from web.kept import forget_typed, keep_typed, typed_before
from web.pagination import PageOfRows
from web.public_reads import PublicRead


class Page(PublicRead, TemplateView):
    """A page that anybody may open; what it shows is scoped by `self.acting`."""

    section = ""

    @property
    def acting(self):
        return self.request.acting

    def get_context_data(self, **kwargs):
        return super().get_context_data(section=self.section, **kwargs)


class SignedInPage(LoginRequiredMixin, Page):
    """A page for somebody who is signed in; others are asked to, whatever the address holds."""


class ListPage(Page):
    """A keyset-paginated list of what `rows()` returns, filtered by `form_class` where there is one.

    A bad filter leaves the list unfiltered and says so beside the field.
    """

    keyset: tuple[str, ...] = ("-pk",)
    page_size = 20
    form_class = None
    rows_template = None

    def rows(self, filters: dict):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        form = self.form_class(self.request.GET or None) if self.form_class else None
        filters: dict = form.cleaned_data if form is not None and form.is_valid() else {}
        page = PageOfRows(self.request, self.rows(filters), keyset=self.keyset, size=self.page_size)
        return super().get_context_data(form=form, filters=filters, page=page, **kwargs)

    def get_template_names(self):
        if self.rows_template and self.request.htmx and not self.request.htmx.boosted:
            return [self.rows_template]
        return [self.template_name]

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


class OnePage(Page):
    """The page of one object out of `selector(acting)`; anything else is a 404 that tells nothing."""

    selector = None
    lookup = "reference"

    def get_object(self):
        found = type(self).selector(self.acting).filter(**{self.lookup: self.kwargs[self.lookup]}).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        self.object = getattr(self, "object", None) or self.get_object()
        return super().get_context_data(object=self.object, **kwargs)


class SubmitPage(LoginRequiredMixin, FormView):
    """A form whose data go to `perform(form)`, which calls one service and returns where to go next.

    A refusal of the service lands beside its field; everything typed stays.
    """

    section = "desk"
    keeps_typed = True  # whether a text typed into a session that had ended is given back after signing in

    @property
    def acting(self):
        return self.request.acting

    def handle_no_permission(self):
        if self.keeps_typed and self.request.method == "POST" and not self.request.user.is_authenticated:
            keep_typed(self.request)
        return super().handle_no_permission()

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        kept = None if form.is_bound else typed_before(self.request)
        for name, field in form.fields.items() if kept else ():
            form.initial[name] = field.widget.value_from_datadict(kept, {}, form.add_prefix(name))
        form.given_back = bool(kept) and any(kept.get(form.add_prefix(name)) for name in form.fields)
        return form

    def perform(self, form):
        raise NotImplementedError

    def form_valid(self, form):
        try:
            where = self.perform(form)
            forget_typed(self.request)
            return redirect(where)
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return self.form_invalid(form)

    def form_invalid(self, form):
        """Sent on from the page that proves who one is, it is shown at its own address, where it can be sent again."""
        if getattr(self.request.resolver_match.func, "view_class", None) is not type(self):
            return redirect(self.request.get_full_path())
        response = super().form_invalid(form)
        response.status_code = 400
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(section=self.section, **kwargs)


def show_refusal(form, refusal: ValidationError) -> None:
    """Put each message of a service's refusal beside its field, or on top where the form has no such field."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class Healthy(View):
    def get(self, request):
        return HttpResponse("ok", content_type="text/plain")


class Ready(View):
    """200 once the database answers; what a load balancer asks."""

    def get(self, request):
        connection.ensure_connection()
        return HttpResponse("ready", content_type="text/plain")
