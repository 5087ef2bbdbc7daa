"""The editions of a subject, and the readable difference between two of them."""

from django.http import Http404

from consent.forms import EditionsForm
from consent.selectors.editions import differences, editions_read
from consent.services import note_readings
from web.views import Page


class EditionsPage(Page):
    """For its State every edition; for readers those that were shown and granted to them, permitted elements only."""

    template_name = "consent/editions.html"

    def get_context_data(self, **kwargs):
        editions = editions_read(self.acting, self.kwargs["address"])
        if not editions:
            raise Http404
        form = EditionsForm(self.request.GET or None, editions=editions)
        older, newer = form.chosen() if form.is_valid() else form.last_two()
        note_readings(editions[:1] if older is None else [older, newer], by=self.acting)
        compared = older is not None and older != newer
        return super().get_context_data(
            editions=editions,
            subject=editions[0].subject,
            form=form,
            older=older,
            newer=newer,
            differences=differences(self.acting, older, newer) if compared else None,
            **kwargs,
        )
