"""Sessions for everybody: the list, one session with its agenda as far as the reader may know it."""

import rules
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogue import services
from dialogue.forms import ListingForm
from dialogue.selectors.agenda import agenda_of, takes_part
from dialogue.selectors.commitments import commitments_of
from dialogue.selectors.progress import session_progress
from dialogue.selectors.sessions import (
    listings_of_own,
    may_curate,
    may_list,
    needs_to_list,
    sessions_curated,
    sessions_list,
)
from dialogue.selectors.tables import seated_registration
from dialogue.services.listing import LISTED_WHILE
from dialogue.views.documents import calendar_token
from web.errors import NotPermitted
from web.views import ListPage, OnePage, SubmitPage


class SessionList(ListPage):
    template_name = "dialogue/session_list.html"
    section = "sessions"
    keyset = ("-starts_on", "-pk")

    def rows(self, filters):
        return sessions_list(self.acting)

    def get_context_data(self, **kwargs):
        curates = sessions_curated(self.acting).exists() or may_curate(self.acting, None)
        return super().get_context_data(curates=curates, **kwargs)


class SessionPage(OnePage):
    """Dates and place; the agenda by day, in the session's zone and the reader's own."""

    template_name = "dialogue/session_detail.html"
    section = "sessions"
    selector = staticmethod(sessions_list)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        session, acting = self.object, self.acting
        agenda = agenda_of(acting, session)
        return context | {
            "agenda": agenda,
            "days": agenda.days() if agenda else [],
            "zone": session.zone,
            "reader_zone": reader_zone(acting, session),
            "may_curate": may_curate(acting, session),
            "takes_part": takes_part(acting, session),
            "sits_at_tables": agenda is not None and seated_registration(acting, session) is not None,
            "before": commitments_of(acting, session.previous),
            "commitments": commitments_of(acting, session),
            "feed": feed_address(acting, session),
            "may_register": rules.has_perm("dialogue.write_registration", acting, None),
            "may_list": may_list(acting) and session.status in LISTED_WHILE,
        }


class SessionProgress(OnePage):
    """What came of what was promised at the session, in figures and words."""

    template_name = "dialogue/session_progress.html"
    section = "progress"
    selector = staticmethod(sessions_list)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"progress": session_progress(self.acting, self.object)}


def feed_address(acting, session) -> str:
    """The address that a signed-in person's own calendar can follow; empty for everybody else."""
    token = calendar_token(acting)
    return reverse("session_feed", args=[session.reference, token]) if token else ""


def reader_zone(acting, session) -> str:
    """The name of the reader's own zone, where it differs from the session's."""
    body = acting.capacity.body if acting.capacity is not None else None
    return body.time_zone if body is not None and body.time_zone != session.time_zone else ""


class AgendaPrint(SessionPage):
    """The same agenda on paper."""

    template_name = "dialogue/agenda_print.html"


class OfSession(SubmitPage):
    """A form on a session that the person may open."""

    section = "sessions"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.session = sessions_list(self.acting).filter(reference=kwargs["reference"]).first()
            if self.session is None:
                raise Http404
            self.refuse_if_impossible()
        return super().dispatch(request, *args, **kwargs)

    def refuse_if_impossible(self) -> None:
        """Raise where this person has nothing to do here."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(session=self.session, **kwargs)


class Listings(OfSession):
    """The State's own page: which of its needs are listed at the session; add one, take one back."""

    template_name = "dialogue/listing_list.html"
    form_class = ListingForm

    def refuse_if_impossible(self):
        if not may_list(self.acting):
            raise NotPermitted

    def get_form_kwargs(self):
        needs, titles = needs_to_list(self.acting, self.session)
        return super().get_form_kwargs() | {"needs": needs, "titles": titles}

    def get_context_data(self, **kwargs):
        rows = listings_of_own(self.acting, self.session)
        return super().get_context_data(rows=rows, open=self.session.status in LISTED_WHILE, **kwargs)

    def perform(self, form):
        given = form.cleaned_data
        services.list_need(given["need"], session=self.session, by=self.acting, audiences=given["audiences"])
        messages.success(self.request, _("It is listed. You can take it back at any time."))
        return reverse("session_listings", args=[self.session.reference])


class ListingBack(OfSession):
    """Take one need back from the session, in one press."""

    http_method_names = ["post"]

    def refuse_if_impossible(self):
        if not may_list(self.acting):
            raise NotPermitted

    def post(self, request, *args, **kwargs):
        rows = listings_of_own(self.acting, self.session)
        found = next((row["listing"] for row in rows if row["listing"].pk == kwargs["pk"]), None)
        if found is None:
            raise Http404
        services.unlist_need(found, by=self.acting)
        messages.success(request, _("It is no longer listed."))
        return redirect("session_listings", self.session.reference)
