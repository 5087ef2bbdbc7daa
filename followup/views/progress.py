"""Progress in figures and words: all public matches, one match, one State."""

from followup.choices import GIVEN
from followup.selectors import (
    match_periods,
    matches_with_progress,
    moved_in,
    notes_shown_to,
    progress_of,
    public_matches,
    reports_shown_to,
    voices_of_matches,
)
from matching.selectors import need_title_for
from states.selectors import states_list
from web.views import ListPage, OnePage

MOST = 50


class Progress(ListPage):
    """Public matches, each with what the State, its partners and society say of it."""

    template_name = "followup/progress_list.html"
    section = "progress"

    def rows(self, filters):
        return public_matches()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        matches = list(context["page"].rows)
        voices = voices_of_matches(self.acting, matches)
        return context | {"entries": [{"match": one, "voices": voices[one.pk]} for one in matches]}


class MatchProgress(OnePage):
    """One match: how far it is, the reports of each side, three voices by period. Its parties see more of the same."""

    template_name = "followup/match_progress.html"
    section = "progress"
    selector = staticmethod(matches_with_progress)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        match = self.object
        return context | {
            "match": match,
            "need_title": need_title_for(self.acting, match),
            "progress": progress_of(self.acting, match),
            "periods": match_periods(self.acting, match),
        }


class StateProgress(OnePage):
    """One State: what became of its needs and recommendations, in its own words and as far as it lets them be read."""

    template_name = "followup/state_progress.html"
    section = "progress"
    selector = staticmethod(states_list)
    lookup = "iso3"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        state = self.object
        matches = matches_with_progress(self.acting).filter(need__statement__state=state).order_by("-pk")
        given = reports_shown_to(self.acting).filter(status__in=GIVEN, body__state=state)
        return context | {
            "matches": matches[:MOST],
            "notes": notes_shown_to(self.acting).filter(state=state)[:MOST],
            "moved": moved_in(self.acting, state),
            "given": given.count(),
            "running": matches.filter(status="active").count(),
            "completed": matches.filter(status="completed").count(),
        }
