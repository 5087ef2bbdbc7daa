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
