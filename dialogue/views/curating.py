"""The curators' pages: sessions planned, written, cloned; the agenda built, compared and published."""

from copy import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogue import services
from dialogue.choices import Pool
from dialogue.forms import ArrangeForm, CloneForm, ItemForm, SegmentForm, SessionForm, WaitingForm
from dialogue.forms.sessions import NewSessionForm
from dialogue.lifecycles import SESSION
from dialogue.selectors.agenda import draft_of
from dialogue.selectors.building import conflicts_of
from dialogue.selectors.commitments import commitments_of
from dialogue.selectors.releases import changes_of, last_release
from dialogue.selectors.sessions import item_at, may_curate, regions_for, segment_at, segments_of, sessions_curated
from dialogue.selectors.waiting import (
    PAGE,
    in_words,
    is_of_needs,
    keyset_of,
    needs_unlisted,
    pools_counted,
    shown_waiting,
    themes_counted,
    things_waiting,
    unanswered_unlisted,
)
from lifecycle.views import ActPage
from web.errors import NotPermitted
from web.pagination import PageOfRows
from web.views import SignedInPage, SubmitPage


class SessionNew(SubmitPage):
    """Plan a session: a global one for the secretariat, one of its regions for a host."""

    template_name = "dialogue/session_form.html"
    form_class = NewSessionForm
    section = "sessions"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not may_curate(self.acting, None):
            raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"regions": regions_for(self.acting)}

    def perform(self, form):
        words = dict(form.cleaned_data)
        session = services.plan_session(by=self.acting, region=words.pop("region", None), words=words)
        messages.success(self.request, _("Planned. Its dates and place are public."))
        return reverse("agenda_build", args=[session.reference])


class Curating:
    """Finds the session among those that the person curates; nobody else learns of its draft."""

    section = "sessions"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.session = sessions_curated(request.acting).filter(reference=kwargs["reference"]).first()
            if self.session is None:
                raise Http404
            self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, *, key: str = "", **kwargs) -> None:
        """Find what else the address names."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(session=self.session, **kwargs)

    def back(self) -> str:
        return reverse("agenda_build", args=[self.session.reference])


class SessionEdit(Curating, SubmitPage):
    template_name = "dialogue/session_form.html"
    form_class = SessionForm

    def get_form_kwargs(self):
        """The form writes into a copy: a refusal leaves the stored session as it is."""
        return super().get_form_kwargs() | {"instance": copy(self.session)}

    def get_initial(self):
        call = self.session.call
        return {"call_opens_on": call.opens_on, "call_closes_on": call.closes_on} if call else {}

    def perform(self, form):
        services.write_session(self.session, by=self.acting, words=form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return self.back()


class SessionClone(Curating, SubmitPage):
    template_name = "dialogue/session_clone.html"
    form_class = CloneForm

    def perform(self, form):
        clone = services.clone_session(self.session, by=self.acting, **form.cleaned_data)
        messages.success(self.request, _("The next session is planned."))
        return reverse("agenda_build", args=[clone.reference])


class SessionAct(ActPage):
    lifecycle = SESSION
    selector = staticmethod(sessions_curated)
    services = services.SESSION_ACTS
    section = "sessions"

    def next_url(self, obj) -> str:
        return reverse("agenda_build", args=[obj.reference])


class AgendaBuild(Curating, SubmitPage):
    """The builder: what waits, the segments with their items, what clashes. Every button is one small act."""

    keeps_typed = False
    template_name = "dialogue/agenda_build.html"
    form_class = ArrangeForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"session": self.session}

    def get_context_data(self, **kwargs):
        draft = draft_of(self.acting, self.session)
        acts = [row for row in SESSION.available(self.session, self.acting) if row.name in services.SESSION_ACTS]
        return super().get_context_data(
            days=draft.days(),
            segments=draft.blocks,
            zone=self.session.zone,
            unlisted=unanswered_unlisted(self.acting, self.session),
            conflicts=conflicts_of(draft),
            changes=len(changes_of(draft)),
            release=last_release(self.session),
            before=commitments_of(self.acting, self.session.previous),
            acts=acts,
            **self._waiting(),
            **kwargs,
        )

    def _waiting(self) -> dict:
        """One page of one list of what waits; where none is asked for, of the first that holds something."""
        form, counts = WaitingForm(self.request.GET), pools_counted(self.acting, self.session)
        asked = form.cleaned_data if form.is_valid() else {}
        theme, q = asked.get("theme", ""), asked.get("q", "")
        pool = asked.get("pool") or next((one for one, count in counts.items() if count), Pool.UNANSWERED.value)
        rows = things_waiting(self.acting, self.session, pool, theme=theme, q=q)
        page = PageOfRows(self.request, rows, keyset=keyset_of(pool), size=PAGE)
        return {
            "pool": pool,
            "pools": [(value, label, in_words(counts[value])) for value, label in Pool.choices],
            "themes": themes_counted(self.acting, self.session, pool, theme),
            "theme": theme,
            "searched": form if is_of_needs(pool) else None,
            "page": page,
            "waiting": shown_waiting(self.acting, self.session, pool, page.rows),
        }

    def perform(self, form):
        given = form.cleaned_data
        act, _colon, key = given["act"].partition(":")
        if key:
            self._on_item(act, self._item(form, key), given)
        elif act == "move":
            services.place_items(given["item"], by=self.acting, segment=given["segment"])
        else:
            kind, _colon, pk = ("free:" if act == "free" else given["thing"]).partition(":")
            words = {"title": given["title"], "minutes": given["minutes"]} if act == "free" else {}
            services.add_item(given["segment"], by=self.acting, kind=kind, pk=int(pk or 0), **words)
        looked_at = self.request.GET.urlencode()
        return f"{self.back()}{'?' if looked_at else ''}{looked_at}#{given['segment'].key if given['segment'] else key}"

    def _item(self, form, key: str):
        found = form.items.filter(key=key).first()
        if found is None:
            raise Http404
        return found

    def _on_item(self, act: str, item, given) -> None:
        if act == "remove":
            services.remove_item(item, by=self.acting)
        elif act == "drop":
            segment = given["segment"] or item.segment
            services.place_items([item], by=self.acting, segment=segment, before=given["before"])
        else:
            services.move_item(item, by=self.acting, step=-1 if act == "up" else 1)


class ListingAsked(Curating, SignedInPage):
    """A curator asks the State of one need to let it be listed."""

    http_method_names = ["post"]

    def post(self, request, reference, pk):
        found = needs_unlisted(self.acting, self.session).filter(pk=pk).first()
        if found is None:
            raise Http404
        services.ask_to_list(found, session=self.session, by=self.acting)
        messages.success(request, _("The State was asked. Only its yes lists the need."))
        return redirect(f"{self.back()}#unlisted")


class SegmentNew(Curating, SubmitPage):
    template_name = "dialogue/segment_form.html"
    form_class = SegmentForm
    segment = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"session": self.session, "instance": copy(self.segment)}

    def perform(self, form):
        done = services.write_segment(
            self.session,
            by=self.acting,
            words=form.words(),
            segment=self.segment,
            invited=form.cleaned_data["invited"],
        )
        messages.success(self.request, _("Saved. Readers see it when the agenda is published."))
        return f"{self.back()}#{done.key}"


class SegmentEdit(SegmentNew):
    """The words of a segment; empty, it can be taken off."""

    def find(self, *, key="", **kwargs):
        self.segment = segment_at(self.session, key)
        if self.segment is None:
            raise Http404

    def get_context_data(self, **kwargs):
        return super().get_context_data(segment=self.segment, **kwargs)

    def perform(self, form):
        if "remove" in self.request.POST:
            services.remove_segment(self.segment, by=self.acting)
            return self.back()
        return super().perform(form)


class ItemEdit(Curating, SubmitPage):
    template_name = "dialogue/item_form.html"
    form_class = ItemForm

    def find(self, *, key="", **kwargs):
        self.item = item_at(self.session, key)
        if self.item is None:
            raise Http404

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": copy(self.item), "segments": segments_of(self.session)}

    def perform(self, form):
        services.write_item(self.item, by=self.acting, **form.cleaned_data)
        return f"{self.back()}#{self.item.key}"


class AgendaChanges(Curating, SignedInPage):
    """What publishing would change, beside what clashes."""

    template_name = "dialogue/agenda_changes.html"

    def get_context_data(self, **kwargs):
        draft = draft_of(self.acting, self.session)
        return super().get_context_data(
            changes=changes_of(draft),
            conflicts=conflicts_of(draft),
            zone=self.session.zone,
            may_publish="publish_agenda" in [row.name for row in SESSION.available(self.session, self.acting)],
            **kwargs,
        )
