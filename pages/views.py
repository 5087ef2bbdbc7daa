"""Pages that show things of several floors: home, needs, a need, States, the desk."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from consent.selectors import readers_shown
from consent.services import note_readings
from dialogue.desk import tasks_of as session_tasks
from dialogue.selectors import next_session
from followup.choices import OWED
from followup.desk import tasks_of as followup_tasks
from followup.rules import can_comment
from followup.selectors import comments_on, dues_of, has_dues
from lifecycle.selectors import history_of
from matching.choices import MatchStatus
from matching.desk import tasks_of as matching_tasks
from matching.forms import NEED_FACETS, NeedFilterForm
from matching.rules import may_offer, sees_as_secretariat
from matching.selectors import matches_of, may_propose
from notifications.selectors import notifications_of
from pages.selectors import (
    ORDERS,
    figures_for,
    need_cards,
    need_facets,
    needs_found,
    needs_guessed,
    order_for,
    orders_open_to,
    parts_of,
    periods_on,
    questions_on_page,
    reading_of,
    statement_shown,
)
from pages.sent import sent_by
from pages.workload import workload_of
from practices.selectors import practices_for, practices_shown_to
from presentations.selectors import presentations_shown_to
from questions.desk import tasks_of as question_tasks
from requests_app.desk import tasks_of as statement_tasks
from requests_app.rules import may_begin, may_transcribe
from requests_app.selectors import (
    needs_browsed,
    tombstones_for,
)
from states.desk import tasks_of as post_tasks
from states.rules import (
    body_of,
    can_authorise_statements,
    can_draft_for_state,
    is_curator,
    is_of_same_state,
    is_partner,
    runs_the_platform,
    speaks_for_a_state,
)
from states.selectors import acting_in, colleagues, office_of, stand_ins_of, states_list
from web.facets import capped
from web.names import sort_key
from web.views import ListPage, OnePage, Page, SignedInPage

SHOWN_ON_HOME, MOST_MATCHES = 3, 50
ENDED = (MatchStatus.DECLINED, MatchStatus.LAPSED, MatchStatus.ENDED_EARLY, MatchStatus.COMPLETED)
PUBLIC_EVENTS = ("open_after_check", "open_unchecked", "confirm_check", "amend", "reconfirm", "close", "lapse")


class Home(Page):
    template_name = "pages/home.html"
    kept = True

    def get_context_data(self, **kwargs):
        newest = needs_browsed(self.acting).filter(status="open").order_by("-opened_at", "-need_id")
        return super().get_context_data(
            figures=figures_for(self.acting),
            newest_needs=need_cards(newest[:SHOWN_ON_HOME]),
            practices=practices_shown_to(self.acting).order_by("-pk")[:SHOWN_ON_HOME],
            next_session=next_session(),
            may_begin=may_begin(self.acting),
            **kwargs,
        )


class Help(Page):
    """Where to begin, and what is kept about whoever reads or writes here."""

    template_name = "pages/help.html"
    kept = True


class NeedList(ListPage):
    """Needs by their summaries. Where no need has the words that are looked for, those with words like them."""

    template_name = "pages/need_list.html"
    rows_template = "pages/_need_rows.html"
    section = "needs"
    form_class = NeedFilterForm
    kept = True

    def rows(self, filters):
        order = order_for(self.acting, filters)
        self.keyset = ORDERS[order]
        return needs_found(self.acting, filters)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = context["filters"]
        facets, counts = need_facets(self.acting, filters)
        chosen = sum(len(filters.get(facet) or []) for facet in NEED_FACETS) + bool(filters.get("q"))
        return (
            context
            | self._cards(context["page"], filters)
            | {
                "facets": facets,
                "total": capped(counts),
                "chosen": chosen,
                "order": order_for(self.acting, filters),
                "orders": orders_open_to(self.acting, filters),
            }
        )

    def _cards(self, page, filters) -> dict:
        if page.rows or not filters.get("q") or "cursor" in self.request.GET:
            return {"cards": need_cards(page.rows)}
        guessed = needs_guessed(self.acting, filters).order_by("-opened_at", "-need_id")[: self.page_size]
        return {"cards": need_cards(guessed), "is_guessed": True}


class NeedPage(OnePage):
    """A statement as this reader may have it, with its parts, answers and voices; a tombstone once withdrawn."""

    template_name = "pages/need.html"
    section = "needs"
    kept = True

    def get(self, request, *args, **kwargs):
        reference = kwargs["reference"]
        self.object = statement_shown(self.acting, reference)
        if self.object is None:
            return self.tombstone(reference)
        return super().get(request, *args, **kwargs)

    def _may_comment(self) -> bool:
        """A stranger is led to sign in; others see the link only where it works."""
        return self.object.is_public and (self.acting.is_anonymous or can_comment(self.acting))

    def tombstone(self, reference):
        withdrawn = tombstones_for(self.acting).filter(subject__reference=reference).first()
        if withdrawn is None:
            raise Http404
        comments = comments_on(self.acting, withdrawn)
        context = {"withdrawn_at": withdrawn.withdrawn_at, "reference": reference, "comments": comments}
        return render(self.request, "410.html", context, status=410)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        reading = reading_of(self.object, self.acting)
        note_readings([self.object.subject.shown], by=self.acting)
        return context | {
            "statement": self.object,
            "days": self.object.days_open if self.object.waiting_shown else None,
            "reading": reading,
            "readers": readers_shown([self.object.subject]).get(self.object.subject_id),
            "parts": parts_of(self.object, reading, self.acting),
            "periods": periods_on(self.object, self.acting),
            "asked": questions_on_page(self.object, self.acting),
            "events": history_of(self.object).filter(transition__in=PUBLIC_EVENTS),
            "may_propose": may_propose(self.acting, self.object),
            "may_offer": may_offer(self.acting),
            "may_compare": sees_as_secretariat(self.acting) or is_of_same_state(self.acting, self.object),
            "may_comment": self._may_comment(),
            "may_note": can_draft_for_state(self.acting, self.object),
            "solved": practices_for(self.acting, themes=reading.sets.get("themes", []), kinds=_kinds_in(reading)),
        }


def _kinds_in(reading) -> set[str]:
    """The kinds of support that this reader sees asked for."""
    return {need["kind"] for need in reading.needs if need["kind"]}


class StateList(Page):
    """All States on one page: there are few enough, and people look for a name."""

    template_name = "pages/state_list.html"
    section = "states"
    kept = True

    def get_context_data(self, **kwargs):
        states = sorted(states_list(self.acting), key=lambda state: sort_key(state.name))
        return super().get_context_data(states=states, **kwargs)


class StatePage(OnePage):
    template_name = "pages/state.html"
    section = "states"
    kept = True
    selector = staticmethod(states_list)
    lookup = "iso3"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        needs = needs_browsed(self.acting).filter(state_pk=self.object.pk).order_by("-opened_at", "-need_id")
        practices = practices_shown_to(self.acting).filter(state=self.object)
        recommendations = self.object.recommendations.count()
        return context | {
            "cards": need_cards(needs[:50]),
            "practices": practices,
            "presentations": presentations_shown_to(self.acting).filter(state=self.object)[:50],
            "recommendations": recommendations,
        }


def all_tasks_of(acting) -> list:
    """What waits for a person on every floor, by date."""
    tasks = [*statement_tasks(acting), *matching_tasks(acting), *followup_tasks(acting), *session_tasks(acting)]
    tasks += [*question_tasks(acting), *post_tasks(acting)]
    return sorted(tasks, key=lambda task: (task.by_date is None, task.by_date))


class Desk(SignedInPage):
    """What waits for this person, by date; what their office sent and where it stands; who else can act."""

    template_name = "pages/desk.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            tasks=all_tasks_of(self.acting),
            sent=sent_by(self.acting),
            stand_ins=[(one, len(all_tasks_of(acting_in(one)))) for one in stand_ins_of(self.acting)],
            colleagues=colleagues(self.acting),
            notifications=notifications_of(self.request.user.pk)[:10],
            may_begin=may_begin(self.acting),
            may_offer=is_partner(self.acting),
            may_set_authority=speaks_for_a_state(self.acting) and can_authorise_statements(self.acting, None),
            may_see_grants=speaks_for_a_state(self.acting),
            may_see_workload=runs_the_platform(self.acting),
            has_reports=has_dues(self.acting),
            **kwargs,
        )


class StateOfPlay(SignedInPage):
    """One page on which a successor sees where the office stands; made for printing."""

    template_name = "pages/state_of_play.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        body = body_of(self.acting)
        if body is None:
            raise Http404
        return super().get_context_data(
            body=body,
            today=timezone.localdate(),
            tasks=all_tasks_of(self.acting),
            sent=sent_by(self.acting),
            matches=matches_of(self.acting).exclude(status__in=ENDED)[:MOST_MATCHES],
            dues=dues_of(self.acting).filter(status__in=OWED)[:MOST_MATCHES],
            mandates=office_of(self.acting),
            **kwargs,
        )


class Workload(SignedInPage):
    """The secretariat's own desk: everything that waits, by its clock."""

    template_name = "pages/workload.html"
    section = "desk"

    def get_context_data(self, **kwargs):
        if not runs_the_platform(self.acting):
            raise Http404
        may = {"may_transcribe": may_transcribe(self.acting), "may_report": is_curator(self.acting)}
        return super().get_context_data(sections=workload_of(self.acting), **may, **kwargs)
