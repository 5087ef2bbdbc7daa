from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.generic import View

from followup.choices import Moved
from insights import selectors
from insights.annual_report import draft_of
from insights.answers import ANSWER_COLUMNS, answer_figures, as_table
from insights.forms import YearForm
from insights.giveback import COLUMNS, links_given_back, row_of
from insights.iati import document, public_activities
from insights.suppression import SMALLEST_SHOWN
from insights.word import document_of
from states.rules import is_curator, speaks_for_a_state
from web.errors import NotPermitted
from web.exports import csv_of
from web.views import ListPage, Page, SignedInPage

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Figures(Page):
    """The same figures as the annual report has, for everybody."""

    template_name = "insights/figures.html"
    section = "figures"

    def get_context_data(self, **kwargs):
        tables = [
            selectors.answers_by_region(),
            selectors.answers_by_support(),
            selectors.report_figures(),
            selectors.recommendations_moved(),
        ]
        return super().get_context_data(
            figures=answer_figures(),
            tables=[table for table in tables if not table.is_empty],
            median_days=selectors.days_to_first_answer(),
            people=selectors.people_reached(),
            matches=selectors.match_figures(),
            smallest=SMALLEST_SHOWN,
            **kwargs,
        )


class AnnualReport(SignedInPage):
    """The draft of a year, for curators."""

    template_name = "insights/annual_report.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        form, year = chosen_year(self.request)
        return super().get_context_data(form=form, year=year, chapters=draft_of(year), **kwargs)


def chosen_year(request) -> tuple[YearForm, int]:
    """The form and the year that it names, else this year; for curators alone."""
    if not is_curator(request.acting):
        raise Http404
    form = YearForm(request.GET or None, initial={"year": timezone.now().year})
    return form, form.cleaned_data["year"] if form.is_valid() else timezone.now().year


class AnnualReportWord(SignedInPage):
    """The same as a Word document."""

    def get(self, request, *args, **kwargs):
        _form, year = chosen_year(request)
        headers = {"Content-Disposition": f'attachment; filename="annual-report-{year}.docx"'}
        return HttpResponse(document_of(year, draft_of(year)), content_type=WORD, headers=headers)


class AnswersFile(View):
    """The figures on answers as CSV, for whoever calculates with them."""

    def get(self, request):
        headers = {"Content-Disposition": 'attachment; filename="answers.csv"'}
        words = csv_of(ANSWER_COLUMNS, as_table(answer_figures()))
        return HttpResponse(words, content_type="text/csv; charset=utf-8", headers=headers)


class GiveBack(SignedInPage, ListPage):
    """What one's own State can carry back to its tracking database."""

    template_name = "insights/give_back.html"
    section = "desk"

    def rows(self, filters):
        if not speaks_for_a_state(self.acting):
            raise NotPermitted
        return links_given_back(self.acting)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for link in context["page"].rows:
            link.moved_label = Moved(link.moved).label if link.moved else ""
        return context


class GiveBackFile(SignedInPage):
    """The same as CSV or JSON."""

    def get(self, request, *args, form: str, **kwargs):
        if not speaks_for_a_state(self.acting):
            raise NotPermitted
        if form not in ("csv", "json"):
            raise Http404
        rows = [row_of(link) for link in links_given_back(self.acting)]
        headers = {"Content-Disposition": f'attachment; filename="give-back.{form}"'}
        if form == "json":
            return JsonResponse({"columns": COLUMNS, "rows": rows}, headers=headers)
        return HttpResponse(csv_of(COLUMNS, rows), content_type="text/csv; charset=utf-8", headers=headers)


class IatiFile(View):
    """The public matches for whoever collects aid data."""

    def get(self, request):
        headers = {"Content-Disposition": 'attachment; filename="iati-2.03.xml"'}
        return HttpResponse(document(public_activities()), content_type="application/xml", headers=headers)
