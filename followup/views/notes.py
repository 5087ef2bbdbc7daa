"""Progress notes: written on a need or a recommendation, reviewed and given by consent, read, withdrawn."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from consent.presets import PRESETS
from followup import services
from followup.forms import NoteForm, NoteReviewForm
from followup.lifecycles import NOTE
from followup.rules import can_write_note
from followup.selectors import (
    need_of_note,
    needs_to_note_on,
    note_words,
    notes_of_own_state,
    notes_reachable,
    recommendations_to_note_on,
    version_of_note,
)
from lifecycle.views import ActPage
from web.errors import NotPermitted
from web.two_hands import TwoHands
from web.views import OnePage, SubmitPage


class NoteNew(SubmitPage):
    """A note on one need, or on one recommendation, of the person's own State."""

    template_name = "followup/note_form.html"
    form_class = NoteForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.about = self.get_about()
            if not can_write_note(self.acting, None):
                raise NotPermitted
        return super().dispatch(request, *args, **kwargs)

    def get_about(self) -> dict:
        reference = self.kwargs["reference"]
        if "number" in self.kwargs:
            needs = needs_to_note_on(self.acting).filter(number=self.kwargs["number"])
            about = {"need": needs.filter(statement__subject__reference=reference).first()}
        else:
            about = {"recommendation": recommendations_to_note_on(self.acting).filter(reference=reference).first()}
        if not any(about.values()):
            raise Http404
        return about

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on_recommendation": "recommendation" in self.about}

    def get_initial(self):
        return {"language": self.request.LANGUAGE_CODE}

    def get_context_data(self, **kwargs):
        return super().get_context_data(about=self.about, **kwargs)

    def perform(self, form):
        language = form.cleaned_data["language"]
        note = services.begin_note(by=self.acting, words=form.words(), language=language, **self.about)
        messages.success(self.request, _("Saved as a draft. Only your State can see it."))
        return reverse("note_review", args=[note.subject.slug])


class OwnNote:
    """Finds the draft among those of one's own State."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.note = notes_of_own_state(self.acting).filter(subject__slug=kwargs["slug"]).first()
            if self.note is None:
                raise Http404
            self.check()
            self.version = version_of_note(self.note)
        return super().dispatch(request, *args, **kwargs)


class NoteEdit(OwnNote, TwoHands, SubmitPage):
    """The same form over a draft."""

    template_name = "followup/note_form.html"
    form_class = NoteForm

    def check(self):
        if not can_write_note(self.acting, self.note):
            raise NotPermitted
        if self.note.status != "draft":
            raise Http404

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"on_recommendation": self.note.recommendation_id is not None}

    def get_initial(self):
        return note_words(self.version)

    def get_context_data(self, **kwargs):
        about = {"need": self.note.need, "recommendation": self.note.recommendation}
        return super().get_context_data(about=about, **kwargs)

    def perform(self, form):
        chosen = form.cleaned_data
        edit_no, language = chosen["edit_no"] or 0, chosen["language"]
        services.save_note(self.note, by=self.acting, words=form.words(), edit_no=edit_no, language=language)
        return reverse("note_review", args=[self.note.subject.slug])


class NoteReview(OwnNote, SubmitPage):
    """The note as its readers will see it, the choice of who they are, and giving it in one act."""

    template_name = "followup/note_review.html"
    form_class = NoteReviewForm

    def check(self):
        NOTE.refuse_if_impossible(NOTE.table["give"], self.note, self.acting)

    def get_initial(self):
        return {"edit_no": self.version.edit_no}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            note=self.note, version=self.version, presets=PRESETS.values(), follows=NOTE.table["give"].follows, **kwargs
        )

    def perform(self, form):
        edit_no = form.cleaned_data["edit_no"]
        done = services.give_note(self.note, by=self.acting, edit_no=edit_no, lines=form.lines())
        messages.success(self.request, NOTE.table["give"].done)
        return done.get_absolute_url()


class NotePage(OnePage):
    """One note as this person may have it."""

    template_name = "followup/note_detail.html"
    section = "progress"

    def get_object(self):
        key = self.kwargs["key"]
        reachable = notes_reachable(self.acting)
        found = reachable.filter(subject__reference=key).first() or reachable.filter(subject__slug=key).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        note, available = self.object, NOTE.available(self.object, self.acting)
        return context | {
            "note": note,
            "version": version_of_note(note),
            "need": need_of_note(self.acting, note),
            "may_edit": note.status == "draft" and can_write_note(self.acting, note),
            "may_give": any(row.name == "give" for row in available),
            "acts": [row for row in available if row.name in services.NOTE_ACTS],
        }


class NoteAct(ActPage):
    """The State's withdrawal."""

    lifecycle = NOTE
    selector = staticmethod(notes_reachable)
    services = services.NOTE_ACTS
    lookup = "subject__slug"
