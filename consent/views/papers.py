"""The pages of a paper of any kind: write, review and consent, show, withdraw; and how readers have it."""

from typing import Any

import rules
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from consent.papers import PaperKind
from consent.projections import project_paper
from consent.selectors import readers_shown
from consent.selectors.papers import (
    newest_version,
    paper_tombstones,
    paper_version_for_writing,
    papers_of_own_state,
    papers_shown_to,
    readings_of,
)
from consent.services import note_readings
from consent.services import papers as services
from consent.views.pages import ConsentPage
from lifecycle.selectors import history_of
from lifecycle.views import ActPage
from states.rules import body_of, role_of
from web.errors import NotPermitted
from web.two_hands import TwoHands
from web.views import OnePage, SignedInPage, SubmitPage


class OfKind:
    """What all pages of one kind share: `kind`, and the paper of one's own State by its unguessable slug."""

    kind: Any = None

    @cached_property
    def paper(self):
        found = papers_of_own_state(self.kind, self.request.acting).filter(subject__slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def own_url(self, paper, page: str = "own") -> str:
        return reverse(f"{self.kind.name}_{page}", args=[paper.subject.slug])

    def may_write(self, paper=None) -> bool:
        return rules.has_perm(self.kind.write, self.request.acting, paper)


class PaperNew(OfKind, SubmitPage):
    template_name = "consent/paper_form.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not (self.may_write() and role_of(request.acting)):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"language": self.request.LANGUAGE_CODE}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"state": body_of(self.acting).state_id}

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=self.kind, **kwargs)

    def perform(self, form):
        words, language = form.words(), form.cleaned_data["language"]
        paper = services.begin_paper(self.kind, by=self.acting, words=words, language=language)
        return self.saved(paper)

    def saved(self, paper) -> str:
        messages.success(self.request, _("Saved as a draft. Only your State can see it."))
        return self.own_url(paper, "review" if "review" in self.request.POST else "own")


class PaperEdit(TwoHands, PaperNew):
    """The same form over what is stored. Two hands: 409 with both texts."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.version = paper_version_for_writing(self.paper)
            if self.version is None:
                return redirect(self.own_url(self.paper))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.version}

    def get_initial(self):
        return {"language": self.version.edition.language, "edit_no": self.version.edit_no}

    def get_context_data(self, **kwargs):
        return super().get_context_data(paper=self.paper, **kwargs)

    def perform(self, form):
        edit_no, language = form.cleaned_data["edit_no"] or 0, form.cleaned_data["language"]
        services.save_paper(
            self.kind, self.paper, by=self.acting, words=form.words(), edit_no=edit_no, language=language
        )
        return self.saved(self.paper)


class PaperOwn(OfKind, SignedInPage):
    """Where a paper stands, its words so far, its history, and what this person can do: for its State."""

    template_name = "consent/paper_own.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        version, acts = newest_version(self.paper), self.kind.lifecycle.available(self.paper, self.acting)
        writing = version.edition.sealed_at is None
        note_readings([version.edition], by=self.acting)
        return super().get_context_data(
            kind=self.kind,
            paper=self.paper,
            reading=project_paper(version, set(version.ELEMENTS.values()) | set(version.SETS.values())),
            edition=version.edition,
            writing=writing and self.may_write(self.paper),
            may_amend=not writing and self.paper.status == "shown" and self.may_write(self.paper),
            may_show=writing and any(row.name == "show" for row in acts),
            may_withdraw=any(row.name == "withdraw" for row in acts),
            history=history_of(self.paper) if self.may_write(self.paper) else [],
            urls={page: self.own_url(self.paper, page) for page in ("edit", "review", "amend", "withdraw")},
            public_url=self.paper.get_absolute_url() if self.paper.status == "shown" else "",
            **kwargs,
        )


class PaperReview(OfKind, ConsentPage):
    """Review, consent and show on one page."""

    version = None
    subject = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            row = self.kind.lifecycle.table["show"]
            self.version, self.subject, self.follows = self.find()
            self.kind.lifecycle.refuse_if_impossible(row, self.paper, request.acting)
            if self.version is None:
                return redirect(self.own_url(self.paper))
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> tuple:
        return paper_version_for_writing(self.paper), self.paper.subject, self.kind.lifecycle.table["show"].follows

    def get_initial(self):
        return {"edit_no": self.version.edit_no}

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_url=self.own_url(self.paper, "edit"), **kwargs)

    def perform(self, form):
        services.show_paper(
            self.kind, self.paper, by=self.acting, edit_no=form.cleaned_data["edit_no"], **form.consent()
        )
        messages.success(self.request, self.kind.lifecycle.table["show"].done)
        return self.own_url(self.paper)


class PaperAmend(OfKind, LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request, slug):
        services.begin_paper_edition(self.kind, self.paper, by=request.acting)
        return redirect(self.own_url(self.paper, "edit"))


class PaperWithdraw(OfKind, ActPage):
    """`own_pages` gives each kind its own class of it: its life, its selector, its one act."""

    lookup = "subject__slug"

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, act="withdraw", subject__slug=kwargs["slug"], **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back_url": self.own_url(self.object)}

    def next_url(self, obj) -> str:
        return self.own_url(obj)


def withdrawal_of(kind: PaperKind):
    def withdraw(paper, *, by, note="", **_words):
        return services.withdraw_paper(kind, paper, by=by, note=note)

    selector = staticmethod(lambda acting: papers_of_own_state(kind, acting))
    words = {"kind": kind, "lifecycle": kind.lifecycle, "selector": selector, "services": {"withdraw": withdraw}}
    return type("PaperWithdraw", (PaperWithdraw,), words).as_view()


class PaperPage(OfKind, OnePage):
    """A paper as this reader may have it; a tombstone once withdrawn, for whom could read it."""

    def get(self, request, *args, **kwargs):
        shown = papers_shown_to(self.kind, self.acting)
        self.object = shown.filter(subject__reference=kwargs["reference"]).first()
        if self.object is None:
            return self.tombstone(kwargs["reference"])
        return super().get(request, *args, **kwargs)

    def tombstone(self, reference: str):
        withdrawn = paper_tombstones(self.kind, self.acting).filter(subject__reference=reference).first()
        if withdrawn is None:
            raise Http404
        context = {"withdrawn_at": withdrawn.withdrawn_at, "reference": reference}
        return render(self.request, "410.html", context, status=410)

    def get_context_data(self, **kwargs):
        reading = readings_of(self.kind, self.acting, [self.object])[self.object.pk]
        note_readings([self.object.subject.shown], by=self.acting)
        more = {"kind": self.kind, "paper": self.object, "reading": reading}
        more["readers"] = readers_shown([self.object.subject]).get(self.object.subject_id)
        return super().get_context_data(**more, **kwargs)


def own_pages(kind: PaperKind, form_class, plural: str) -> list:
    """The addresses of the State's own pages of one kind, below `desk/<plural>/`."""
    words, own = {"kind": kind}, f"desk/{plural}/<slug:slug>/"
    return [
        path(f"desk/{plural}/new/", PaperNew.as_view(form_class=form_class, **words), name=f"{kind.name}_new"),
        path(own, PaperOwn.as_view(**words), name=f"{kind.name}_own"),
        path(f"{own}edit/", PaperEdit.as_view(form_class=form_class, **words), name=f"{kind.name}_edit"),
        path(f"{own}review/", PaperReview.as_view(**words), name=f"{kind.name}_review"),
        path(f"{own}amend/", PaperAmend.as_view(**words), name=f"{kind.name}_amend"),
        path(f"{own}withdraw/", withdrawal_of(kind), name=f"{kind.name}_withdraw"),
    ]
