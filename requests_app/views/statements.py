"""The State's own pages of a statement: the express form, review and consent, acts."""

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from consent.selectors import elements_seen
from consent.services import note_readings
from consent.views import ConsentPage
from lifecycle.selectors import history_of
from lifecycle.views import ActPage
from requests_app import services
from requests_app.forms import EXPRESS_ANSWERS, ExpressForm
from requests_app.lifecycles import STATEMENT
from requests_app.previews import project
from requests_app.rules import may_begin, may_file_paper, may_write, sections_open_to
from requests_app.selectors import (
    advice_on,
    papers_of,
    questions_of,
    recommendations_offered,
    seen_of,
    statements_reachable,
    version_for_writing,
    version_shown,
    version_titles,
    words_of,
)
from requests_app.steps import steps_of
from requests_app.story import told
from requests_app.views.hands import OwnStatement, TwoHands
from web.errors import NotPermitted
from web.views import OnePage, SignedInPage, SubmitPage


class StatementNew(SubmitPage):
    """The express form, blank or started from a recommendation."""

    template_name = "requests_app/statement_form.html"
    form_class = ExpressForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not may_begin(self.acting):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def chosen(self) -> list[str]:
        return self.request.POST.getlist("recommendations") or self.request.GET.getlist("recommendation")

    def get_form_kwargs(self):
        offered = recommendations_offered(self.acting, self.chosen())
        return super().get_form_kwargs() | {"offered": offered, "as_draft": "review" not in self.request.POST}

    def get_initial(self):
        return {"recommendations": self.request.GET.getlist("recommendation"), "language": self.request.LANGUAGE_CODE}

    def perform(self, form):
        chosen, language = form.cleaned_data["recommendations"], form.cleaned_data["language"]
        statement = services.begin_statement(
            by=self.acting, words=form.words(), language=language, recommendations=chosen
        )
        messages.success(self.request, _("Saved as a draft. Only your State can see it."))
        return reverse(
            "statement_review" if "review" in self.request.POST else "statement", args=[statement.subject.slug]
        )


class StatementEdit(TwoHands, OwnStatement, StatementNew):
    """The same form over what is stored. Two hands: 409 with both texts, never a silent loss."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            self.version = version_for_writing(self.statement)
            if self.version is None:
                return redirect("statement", self.statement.subject.slug)
        return super().dispatch(request, *args, **kwargs)

    def chosen(self):
        own = list(self.version.recommendations.values_list("reference", flat=True))
        return self.request.POST.getlist("recommendations") or own

    def stored(self) -> dict:
        return words_of(self.version, EXPRESS_ANSWERS)

    def get_initial(self):
        language = {"language": self.version.edition.language}
        return self.stored() | language | {"recommendations": self.chosen(), "seen": seen_of(self.stored())}

    def get_context_data(self, **kwargs):
        return super().get_context_data(statement=self.statement, advice=advice_on(self.version), **kwargs)

    def perform(self, form):
        services.save_version(
            self.statement,
            by=self.acting,
            words=form.words(),
            language=form.cleaned_data["language"],
            recommendations=form.cleaned_data["recommendations"],
            seen=form.cleaned_data["seen"],
        )
        messages.success(self.request, _("Saved. Only your State can see it until you consent."))
        return reverse("statement_review" if "review" in self.request.POST else "statement", args=[self.kwargs["slug"]])


class StatementPage(SignedInPage, OnePage):
    """Where a statement stands, its words, its history, and what this person can do: for its State and the check."""

    template_name = "requests_app/statement_detail.html"
    section = "desk"
    lookup = "slug"

    def get_object(self):
        found = statements_reachable(self.acting, Q(subject__slug=self.kwargs["slug"])).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        statement, writing = self.object, version_for_writing(self.object)
        writes = may_write(self.acting, statement)
        version = writing if writing and (writes or self._helps()) else version_shown(statement)
        note_readings([version.edition], by=self.acting)
        return context | {
            "statement": statement,
            "version": version,
            "reading": project(version, elements_seen(self.acting, version.edition)),
            "acts": [row for row in STATEMENT.available(statement, self.acting) if row.name in services.ACTS],
            "history": told(history_of(statement)) if writes else [],
            "questions": questions_of(self.acting, statement),
            "papers": papers_of(self.acting, statement),
            "may_upload": writes and writing or may_file_paper(self.acting, statement),
            **self._writing(statement, writing, writes),
        }

    def _helps(self) -> bool:
        return bool(sections_open_to(self.acting, self.object))

    def _writing(self, statement, writing, writes: bool) -> dict:
        """What the page offers for writing: the steps that are open, the next edition, the end of a draft."""
        sections = sections_open_to(self.acting, statement) if writing else set()
        return {
            "steps": steps_of(writing, sections) if sections else None,
            "advice": advice_on(writing) if sections else None,
            "writing": writing if writes else None,
            "may_submit": writing and _may_submit(statement, self.acting),
            "confirm_by": statement.confirmed_until if statement.is_stale and writes else None,
            "may_amend": writing is None and writes and statement.status in ("open", "draft"),
            "may_delete": writes and statement.status == "draft" and statement.submitted_at is None,
        }


def _may_submit(statement, acting) -> bool:
    names = {row.name for row in STATEMENT.available(statement, acting)}
    return bool(names & {"submit", "amend"})


class StatementReview(OwnStatement, ConsentPage):
    """Review, sign, consent and submit on one page: the text as each audience will see it, one choice, one act.

    The need clinic stands above it as advice: nothing waits for its points.
    """

    template_name = "requests_app/statement_review.html"
    version = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            self.act = "amend" if self.statement.status == "open" else "submit"
            self.follows = STATEMENT.table[self.act].follows
            self.version = version_for_writing(self.statement)
            STATEMENT.refuse_if_impossible(STATEMENT.table[self.act], self.statement, self.acting)
            if self.version is None:
                return redirect("statement", self.statement.subject.slug)
        return super().dispatch(request, *args, **kwargs)

    @property
    def subject(self):
        return self.statement.subject

    def get_initial(self):
        return {"edit_no": self.version.edit_no}

    def get_context_data(self, **kwargs):
        back_url = reverse("statement_edit", args=[self.kwargs["slug"]])
        return super().get_context_data(back_url=back_url, advice=advice_on(self.version), **kwargs)

    def perform(self, form):
        file = services.amend_statement if self.act == "amend" else services.submit_statement
        file(self.statement, by=self.acting, edit_no=form.cleaned_data["edit_no"], **form.consent())
        messages.success(self.request, STATEMENT.table[self.act].done)
        return reverse("statement", args=[self.statement.subject.slug])


class StatementAct(ActPage):
    """All other acts on a statement: the State's and the secretariat's."""

    lifecycle = STATEMENT
    selector = staticmethod(statements_reachable)
    services = services.ACTS
    lookup = "subject__slug"

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs | {"subject__slug": kwargs["slug"]})

    def next_url(self, obj) -> str:
        reachable = statements_reachable(self.acting, Q(pk=obj.pk)).exists()
        return reverse("statement", args=[obj.subject.slug]) if reachable else reverse("desk")


class AmendmentBegin(LoginRequiredMixin, OwnStatement, View):
    """Begin a new edition of an open statement."""

    http_method_names = ["post"]

    def post(self, request, slug):
        statement = services.begin_amendment(self.get_statement(), by=request.acting)
        return redirect("statement_edit", statement.subject.slug)


class DraftDelete(OwnStatement, SubmitPage):
    """Throw away a draft that was never filed; whatever was filed is withdrawn instead."""

    template_name = "requests_app/draft_delete.html"
    form_class = forms.Form

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            if not may_write(self.acting, self.statement):
                raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        titles = version_titles([self.statement])
        return super().get_context_data(statement=self.statement, titles=list(titles.values()), **kwargs)

    def perform(self, form):
        services.delete_draft(self.statement, by=self.acting)
        messages.success(self.request, _("The draft is deleted."))
        return reverse("desk")
