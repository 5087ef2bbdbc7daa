"""The long form as short pages, each saved by itself: what of them a person may write, and how far it has come."""

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from requests_app import services
from requests_app.choices import Section
from requests_app.forms import PartForm, SectionForm
from requests_app.models import MOST_NEEDS
from requests_app.previews import SETS, names_in
from requests_app.rules import sections_open_to
from requests_app.selectors import (
    advice_on,
    linkable,
    part_words,
    recommendations_offered,
    seen_of,
    version_for_writing,
    words_of,
)
from requests_app.steps import steps_of
from requests_app.views.hands import OwnStatement, TwoHands
from web.errors import NotPermitted
from web.views import SubmitPage

PAGES = [section for section in Section.values if section != Section.PARTS]


class WritingPage(TwoHands, OwnStatement, SubmitPage):
    """One page of a draft: 403 where it was not opened to this person, back to the statement where none is written."""

    section_name = ""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            self.open_sections = sections_open_to(self.acting, self.statement)
            self.version = version_for_writing(self.statement)
            if self.step() not in self.open_sections:
                raise NotPermitted
            if self.version is None:
                return redirect("statement", self.statement.subject.slug)
            self.version.statement = self.statement
        return super().dispatch(request, *args, **kwargs)

    def step(self) -> str:
        return self.section_name

    def get_initial(self):
        stored = self.stored()
        return stored | {"seen": seen_of(stored)}

    def get_context_data(self, **kwargs):
        steps = steps_of(self.version, self.open_sections, current=self.step())
        context = {"statement": self.statement, "version": self.version, "steps": steps}
        return super().get_context_data(advice=advice_on(self.version), **context, **kwargs)

    def go_on(self) -> str:
        """The next page that this person may write, or the statement after «Save and stop»."""
        messages.success(self.request, _("Saved. Only your State can see it until you consent."))
        if "stop" in self.request.POST:
            return reverse("statement", args=[self.kwargs["slug"]])
        return steps_of(self.version, self.open_sections, current=self.step()).next_url


class StatementStep(WritingPage):
    """The answers that the map puts on one page."""

    template_name = "requests_app/statement_step.html"
    form_class = SectionForm

    def dispatch(self, request, *args, **kwargs):
        if kwargs["section"] not in PAGES:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def step(self):
        return self.kwargs["section"]

    def names(self) -> list[str]:
        return names_in(self.step())

    def stored(self):
        return words_of(self.version, self.names())

    def get_initial(self):
        initial = super().get_initial()
        added = self.request.GET.getlist("recommendation")
        if added and "recommendations" in initial:
            initial["recommendations"] = [*(one.reference for one in initial["recommendations"]), *added]
        return initial

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"names": self.names(), "offered": self.offered()}

    def offered(self) -> dict:
        names = [name for name in self.names() if name in SETS]
        offered = {name: linkable(name) for name in names if name != "recommendations"}
        if "recommendations" in names:
            own = list(self.version.recommendations.values_list("reference", flat=True))
            asked = self.request.POST.getlist("recommendations") + self.request.GET.getlist("recommendation")
            offered["recommendations"] = recommendations_offered(self.acting, own + asked)
        return offered

    def perform(self, form):
        words, sets = form.given()
        services.save_version(self.statement, by=self.acting, words=words, seen=form.cleaned_data["seen"], **sets)
        return self.go_on()


class PartList(WritingPage):
    """All parts of the draft; posting adds one. From here the way goes into each."""

    template_name = "requests_app/part_list.html"
    section_name = Section.PARTS
    form_class = forms.Form
    keeps_typed = False

    def stored(self):
        return {}

    def get_context_data(self, **kwargs):
        parts = list(self.version.need_versions.select_related("need"))
        return super().get_context_data(parts=parts, may_add=len(parts) < MOST_NEEDS, **kwargs)

    def perform(self, form):
        added = services.add_part(self.statement, by=self.acting, words={})
        return reverse("statement_part", args=[self.kwargs["slug"], added.need.number])


class PartEdit(WritingPage):
    """One part, as a page of its own."""

    template_name = "requests_app/part_form.html"
    form_class = PartForm
    section_name = Section.PARTS

    def get_part(self):
        parts = self.version.need_versions.select_related("need")
        found = parts.filter(need__number=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        return found

    def stored(self):
        return part_words(self.get_part())

    def get_context_data(self, **kwargs):
        return super().get_context_data(part=self.get_part(), **kwargs)

    def perform(self, form):
        words = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        services.save_part(
            self.statement,
            by=self.acting,
            number=self.kwargs["number"],
            words=words,
            seen=form.cleaned_data["seen"],
        )
        self.go_on()
        return reverse("statement_parts", args=[self.kwargs["slug"]])


class PartAct(LoginRequiredMixin, OwnStatement, View):
    """Remove a part or move it, by one press of a button."""

    http_method_names = ["post"]

    def post(self, request, slug, number, act):
        statement = self.get_statement()
        if act == "remove":
            services.remove_part(statement, by=request.acting, number=number)
            messages.success(request, _("Removed. Earlier editions keep it, and its number is given to no other part."))
        elif act in ("up", "down"):
            services.move_part(statement, by=request.acting, number=number, up=act == "up")
        else:
            raise Http404
        return redirect("statement_parts", slug)
