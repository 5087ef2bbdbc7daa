from django.http import HttpResponse
from django.views.generic import View

from insights.iati import document, public_activities
from insights.selectors import SMALLEST_SHOWN, days_to_first_answer, needs_by_region
from states.choices import RegionalGroup
from web.views import Page


class Figures(Page):
    template_name = "insights/figures.html"
    section = "figures"

    def get_context_data(self, **kwargs):
        labels = dict(RegionalGroup.choices)
        rows = [row | {"label": labels.get(row["region"], "")} for row in needs_by_region()]
        most = max((row["needs"] for row in rows), default=1)
        return super().get_context_data(
            rows=rows, most=most, median_days=days_to_first_answer(), smallest=SMALLEST_SHOWN, **kwargs
        )


class IatiFile(View):
    """The public matches for whoever collects aid data."""

    def get(self, request):
        headers = {"Content-Disposition": 'attachment; filename="iati-2.03.xml"'}
        return HttpResponse(document(public_activities()), content_type="application/xml", headers=headers)
