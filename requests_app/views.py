"""The State's own pages of a statement: write, review and consent, act. Readers' pages are in `pages`."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from consent.presets import PRESETS
from consent.selectors import elements_seen
from lifecycle.selectors import history_of
from lifecycle.views import ActPage
from requests_app import services
from requests_app.forms import ConsentForm, ExpressForm
from requests_app.lifecycles import STATEMENT
from requests_app.previews import previews_of, project
from requests_app.rules import may_begin
from requests_app.selectors import (
    current_words,
    recommendations_offered,
    statements_of_own_state,
    statements_reachable,
    version_for_writing,
    version_shown,
)
from web.errors import Conflict, NotPermitted
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
        return super().get_form_kwargs() | {"offered": recommendations_offered(self.acting, self.chosen())}

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


class OwnStatement:
    """Finds the statement among those of one's own State by its unguessable slug."""

    def get_statement(self):
        found = statements_of_own_state(self.request.acting).filter(subject__slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found


class StatementEdit(OwnStatement, StatementNew):
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

    def get_initial(self):
        return current_words(self.version) | {"recommendations": self.chosen()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(statement=self.statement, **kwargs)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Conflict as conflict:
            return self.show_both(form, conflict)

    def show_both(self, form, conflict):
        form.data = form.data.copy() | {"edit_no": str(conflict.current.get("edit_no", ""))}
        form.add_error(None, str(conflict))
        context = self.get_context_data(form=form, stored=conflict.current)
        return self.render_to_response(context, status=409)

    def perform(self, form):
        chosen, language = form.cleaned_data["recommendations"], form.cleaned_data["language"]
        services.save_version(
            self.statement,
            by=self.acting,
            words=form.words(),
            language=language,
            recommendations=chosen,
            edit_no=form.cleaned_data["edit_no"] or 0,
        )
        messages.success(self.request, _("Saved. Only your State can see it until you consent."))
        return reverse("statement_review" if "review" in self.request.POST else "statement", args=[self.kwargs["slug"]])


class StatementPage(SignedInPage, OnePage):
    """Where a statement stands, its words, its history, and what this person can do: for its State and the check."""

    template_name = "requests_app/statement_detail.html"
    section = "desk"
    lookup = "slug"

    def get_object(self):
        found = statements_reachable(self.acting).filter(subject__slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        statement, writing = self.object, version_for_writing(self.object)
        acts = [row for row in STATEMENT.available(statement, self.acting) if row.name in services.ACTS]
        may_write = STATEMENT.permits(STATEMENT.table["ask_clearance"], statement, self.acting)
        version = writing if writing and may_write else version_shown(statement)
        return context | {
            "statement": statement,
            "version": version,
            "reading": project(version, elements_seen(self.acting, version.edition)),
            "writing": writing if may_write else None,
            "may_submit": writing and _may_submit(statement, self.acting),
            "may_amend": writing is None and may_write and statement.status == "open",
            "acts": acts,
            "history": history_of(statement) if may_write else [],
        }


def _may_submit(statement, acting) -> bool:
    names = {row.name for row in STATEMENT.available(statement, acting)}
    return bool(names & {"submit", "amend"})


class StatementReview(OwnStatement, SubmitPage):
    """Review, sign, consent and submit on one page: the text as each audience will see it, three presets, one act."""

    template_name = "requests_app/statement_review.html"
    form_class = ConsentForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.statement = self.get_statement()
            self.act = "amend" if self.statement.status == "open" else "submit"
            self.version = version_for_writing(self.statement)
            STATEMENT.refuse_if_impossible(STATEMENT.table[self.act], self.statement, self.acting)
            if self.version is None:
                return redirect("statement", self.statement.subject.slug)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"edit_no": self.version.edit_no}

    def get_context_data(self, **kwargs):
        follows = STATEMENT.table[self.act].follows
        more = {"statement": self.statement, "version": self.version, "presets": PRESETS.values(), "follows": follows}
        return super().get_context_data(previews=previews_of(self.version), **more, **kwargs)

    def perform(self, form):
        file = services.amend_statement if self.act == "amend" else services.submit_statement
        lines = PRESETS[form.cleaned_data["preset"]].lines
        file(self.statement, by=self.acting, lines=lines, edit_no=form.cleaned_data["edit_no"])
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
        reachable = statements_reachable(self.acting).filter(pk=obj.pk).exists()
        return reverse("statement", args=[obj.subject.slug]) if reachable else reverse("desk")


class AmendmentBegin(LoginRequiredMixin, OwnStatement, View):
    """Begin a new edition of an open statement."""

    http_method_names = ["post"]

    def post(self, request, slug):
        statement = services.begin_amendment(self.get_statement(), by=request.acting)
        return redirect("statement_edit", statement.subject.slug)
