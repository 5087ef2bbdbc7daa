"""Pages of the response clock: notes to States, and the calendar in which proposals need no answer."""

import rules
from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from matching import services
from matching.forms import CouncilSessionForm, NoteForm, NoteSendForm
from matching.selectors import council_sessions, is_overdue, notes_of
from web.errors import Conflict, NotPermitted
from web.two_hands import TwoHands
from web.views import ListPage, OnePage, SignedInPage, SubmitPage


class NoteList(SignedInPage, ListPage):
    """The notes that were sent to one's State, or all that the secretariat owes."""

    template_name = "matching/note_list.html"
    section = "desk"

    def rows(self, filters):
        return notes_of(self.acting)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"notes": [{"note": note, "overdue": is_overdue(note)} for note in context["page"].rows]}


class NotePage(SignedInPage, OnePage):
    """One note, as the State reads it; with the way to change and send it for the secretariat."""

    template_name = "matching/note_detail.html"
    section = "desk"
    selector = staticmethod(notes_of)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        note = self.object
        writes = note.sent_at is None and rules.has_perm("matching.write_note", self.acting, None)
        return context | {"note": note, "may_write": writes, "overdue": is_overdue(note)}


class NoteEdit(TwoHands, SubmitPage):
    """Change a drafted note. Two hands: 409 with both texts."""

    template_name = "matching/note_form.html"
    form_class = NoteForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.note = notes_of(self.acting).filter(reference=kwargs["reference"]).first()
            if self.note is None:
                raise Http404
            if not rules.has_perm("matching.write_note", self.acting, None):
                raise NotPermitted
            if self.note.sent_at is not None:
                raise Conflict(_("This note was sent already."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": notes_of(self.acting).get(pk=self.note.pk)}

    def get_initial(self):
        return {"edit_no": self.note.edit_no}

    def get_context_data(self, **kwargs):
        return super().get_context_data(note=self.note, back_url=self.note.get_absolute_url(), **kwargs)

    def perform(self, form):
        words = {"text": form.cleaned_data["text"], "edit_no": form.cleaned_data["edit_no"] or 0}
        services.write_note(self.note, by=self.acting, **words)
        messages.success(self.request, _("Saved."))
        return self.note.get_absolute_url()


class NoteSend(NoteEdit):
    """The review before a note goes to its State."""

    template_name = "matching/note_send.html"
    form_class = NoteSendForm

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        return kwargs

    def perform(self, form):
        services.send_note(self.note, by=self.acting, edit_no=form.cleaned_data["edit_no"] or 0)
        messages.success(self.request, _("Sent. The State was told."))
        return self.note.get_absolute_url()


class CouncilCalendar(SubmitPage):
    """The sessions of the Council, with a form for one more. Proposals need no answer while they last."""

    template_name = "matching/council_calendar.html"
    form_class = CouncilSessionForm
    entry = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            if not rules.has_perm("matching.edit_calendar", self.acting, None):
                raise NotPermitted
            if "pk" in kwargs:
                self.entry = council_sessions().filter(pk=kwargs["pk"]).first()
                if self.entry is None:
                    raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.entry}

    def get_context_data(self, **kwargs):
        return super().get_context_data(entries=council_sessions(), entry=self.entry, **kwargs)

    def perform(self, form):
        services.save_council_session(self.entry, by=self.acting, words=form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return reverse("council_calendar")
