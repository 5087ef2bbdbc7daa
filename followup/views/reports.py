"""Reports: the list of what one's side owes, writing in one sitting, review and submission, the secretariat's acts."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from followup import services
from followup.choices import OWED
from followup.desk import standing_of
from followup.forms import ReportForm, ReportReviewForm
from followup.lifecycles import REPORT
from followup.rules import can_submit_report, can_write_report, may_read_words
from followup.selectors import (
    documents_of,
    due_for,
    dues_of,
    question_on,
    reports_shown_to,
)
from lifecycle.selectors import history_of
from lifecycle.views import ActPage
from web.errors import NotPermitted, WrongStatus
from web.two_hands import TwoHands
from web.views import ListPage, OnePage, SignedInPage, SubmitPage


class ReportList(SignedInPage, ListPage):
    """Everything that one's side owes or gave, to be worked through in one sitting."""

    template_name = "followup/report_list.html"
    section = "desk"
    keyset = ("due_on", "pk")

    def rows(self, filters):
        return dues_of(self.acting)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = [_row(due, self.acting) for due in context["page"].rows]
        return context | {"dues": rows, "owed": len(due_for(self.acting))}


def _row(due, acting) -> dict:
    words, tone = standing_of(due)
    writable = due.status in OWED and due.is_opened and can_write_report(acting, due)
    return {
        "due": due,
        "status": words,
        "tone": tone,
        "url": reverse("report_write", args=[due.reference]) if writable else due.get_absolute_url(),
        "action": _("Write") if writable else _("Read"),
    }


class ReportPage(OnePage):
    """One report as this person may have it; who may act finds the acts here."""

    template_name = "followup/report_detail.html"
    section = "progress"
    selector = staticmethod(reports_shown_to)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        due, (standing, tone) = self.object, standing_of(self.object)
        on_side = can_write_report(self.acting, due)
        report = getattr(due, "report", None) if may_read_words(self.acting, due) else None
        return context | {
            "due": due,
            "standing": standing,
            "tone": tone,
            "report": report,
            "documents": documents_of(due) if report is not None else [],
            "is_shown": report is not None and (report.make_public or report.in_annual_report),
            "question": question_on(due) if on_side else "",
            "may_write": on_side and due.status in OWED,
            "may_submit": can_submit_report(self.acting, due),
            "acts": [row for row in REPORT.available(due, self.acting) if row.name in services.REPORT_ACTS],
            "history": history_of(due) if on_side or REPORT.permits(REPORT.table["note"], due, self.acting) else [],
        }


class OwnReport:
    """Finds the due among those of one's own side, by its unguessable reference."""

    def get_due(self):
        found = dues_of(self.request.acting).filter(reference=self.kwargs["reference"]).first()
        if found is None:
            raise Http404
        return found


class OwedReport(OwnReport, SubmitPage):
    """A page for whoever may write the report, while it is owed."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.due = self.get_due()
            if not can_write_report(self.acting, self.due):
                raise NotPermitted
            if self.due.status not in OWED:
                raise WrongStatus(self.due, _("Write"))
        return super().dispatch(request, *args, **kwargs)


class ReportWrite(TwoHands, OwedReport):
    """One sitting over what is stored or was said last time. Two hands: 409 with both texts, never a silent loss."""

    template_name = "followup/report_form.html"
    form_class = ReportForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"due": self.due}

    def get_initial(self):
        return {"language": self.request.LANGUAGE_CODE}

    def get_context_data(self, **kwargs):
        return super().get_context_data(due=self.due, question=question_on(self.due), **kwargs)

    def perform(self, form):
        services.write_report(self.due, by=self.acting, words=form.words(), edit_no=form.cleaned_data["edit_no"] or 0)
        messages.success(self.request, _("Saved. Only your side can see it until it is submitted."))
        return reverse("report_review" if "review" in self.request.POST else "report", args=[self.due.reference])


class ReportReview(OwnReport, SubmitPage):
    """The report as its readers will see it, the choice of who they are, and submission in one act."""

    template_name = "followup/report_review.html"
    form_class = ReportReviewForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.due = self.get_due()
            REPORT.refuse_if_impossible(REPORT.table["submit"], self.due, self.acting)
            self.report = getattr(self.due, "report", None)
            if self.report is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        return {"edit_no": self.report.edit_no}

    def get_context_data(self, **kwargs):
        follows = REPORT.table["submit"].follows
        shown = {"report": self.report, "documents": documents_of(self.due), "follows": follows}
        return super().get_context_data(due=self.due, **shown, **kwargs)

    def perform(self, form):
        chosen = form.cleaned_data
        services.submit_report(self.due, by=self.acting, **chosen)
        messages.success(self.request, REPORT.table["submit"].done)
        return self.due.get_absolute_url()


class ReportHide(OwnReport, LoginRequiredMixin, View):
    """The side takes back its consent to the public."""

    http_method_names = ["post"]

    def post(self, request, reference):
        due = services.hide_report(self.get_due(), by=request.acting)
        messages.success(request, _("The public no longer sees it."))
        return redirect(due)


class ReportAct(ActPage):
    """The secretariat's acts on a report."""

    lifecycle = REPORT
    selector = staticmethod(reports_shown_to)
    services = services.REPORT_ACTS
