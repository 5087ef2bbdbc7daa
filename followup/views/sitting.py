"""One sitting: everything that a side owes on one page, saved together; then reviewed and submitted together."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup import services
from followup.forms import LATER, ReportForm, SittingReviewForm
from followup.lifecycles import REPORT
from followup.selectors import due_for, dues_to_submit, question_on
from web.errors import Conflict
from web.two_hands import keep_both
from web.views import Page, show_refusal


class SittingPage(LoginRequiredMixin, Page):
    """Several forms, one per due, sent by one button: what is right is done, what is wrong stays with its words."""

    section = "desk"

    def dues(self) -> list:
        """What the page is about; each page says it, and what follows, for itself."""
        raise NotImplementedError

    def form_of(self, due, data=None):
        raise NotImplementedError

    def perform(self, due, form) -> bool:
        """Do it; whether anything was done."""
        raise NotImplementedError

    def done(self, count: int) -> str:
        """Say so; where to go next."""
        raise NotImplementedError

    def sections(self, data=None) -> list[dict]:
        return [
            {
                "due": due,
                "begun": hasattr(due, "report"),  # asked before a form holds a report of its own against the due
                "form": self.form_of(due, data),
                "question": question_on(due),
            }
            for due in self.dues()
        ]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("sections", self.sections())
        _unfold(kwargs["sections"])
        return super().get_context_data(**kwargs)

    def post(self, request):
        sections = self.sections(request.POST)
        answers = [self.handle(one) for one in sections]
        if all(code < 400 for code, _did in answers):
            return redirect(self.done(sum(did for _code, did in answers)))
        context = self.get_context_data(sections=sections, is_wrong=True)
        return self.render_to_response(context, status=max(code for code, _did in answers))

    def handle(self, section: dict) -> tuple[int, bool]:
        """The status of one section's answer, and whether anything was done."""
        form = section["form"]
        if not form.is_valid():
            return 400, False
        try:
            return 200, self.perform(section["due"], form)
        except Conflict as conflict:
            section |= {"two_hands": True, "stored": keep_both(form, conflict)}
            return 409, False
        except ValidationError as refusal:
            show_refusal(form, refusal)
            return 400, False


def _unfold(sections: list[dict]) -> None:
    """What is wrong stands open; where nothing is, the first that nobody has begun, or the first of all."""
    wrong = [one for one in sections if one["form"].errors or one.get("two_hands")]
    fresh = [one for one in sections if not one["begun"]]
    for one in wrong or (fresh or sections)[:1]:
        one["open"] = True


class Sitting(SittingPage):
    """Everything that is owed now, to be written in one go; sections that nobody touched are left alone."""

    template_name = "followup/sitting.html"

    def dues(self):
        return due_for(self.acting)

    def form_of(self, due, data=None):
        initial = {"language": self.request.LANGUAGE_CODE}
        return ReportForm(data, due=due, prefix=due.reference, initial=initial)

    def perform(self, due, form):
        if not form.has_changed():
            return False
        report = services.write_report(
            due, by=self.acting, words=form.words(), edit_no=form.cleaned_data["edit_no"] or 0
        )
        form.data = form.data.copy() | {form.add_prefix("edit_no"): str(report.edit_no)}
        return True

    def done(self, count):
        told = ngettext("%(count)s report saved.", "%(count)s reports saved.", count) % {"count": count}
        messages.success(self.request, f"{told} {_('Only your side can see what is not submitted.')}")
        return reverse("sitting_review" if "review" in self.request.POST else "sitting")


class SittingReview(SittingPage):
    """What was written, as its readers will see it, and who they are; each may also wait."""

    template_name = "followup/sitting_review.html"

    def dues(self):
        return dues_to_submit(self.acting)

    def form_of(self, due, data=None):
        return SittingReviewForm(data, prefix=due.reference, initial={"edit_no": due.report.edit_no})

    def post(self, request):
        for due in self.dues():
            REPORT.refuse_if_impossible(REPORT.table["submit"], due, self.acting)
        return super().post(request)

    def perform(self, due, form):
        chosen = form.cleaned_data
        if chosen["make_public"] == LATER:
            return False
        services.submit_report(
            due,
            by=self.acting,
            edit_no=chosen["edit_no"],
            make_public=chosen["make_public"] == "yes",
            in_annual_report=chosen["in_annual_report"],
        )
        return True

    def done(self, count):
        messages.success(
            self.request,
            ngettext("%(count)s report submitted.", "%(count)s reports submitted.", count) % {"count": count},
        )
        return reverse("report_list")
