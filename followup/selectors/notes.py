"""What of progress notes a person may read."""

from django.db.models import Prefetch

from accounts.acting import Acting
from consent.choices import Audience, Element, Purpose
from consent.presets import PRESETS
from consent.selectors import granted, own
from followup.choices import NoteStatus
from followup.models import NoteVersion, ProgressNote
from obligations.models import Recommendation
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.models import Need
from requests_app.selectors import needs_shown_to

_NOTE_WITH = ("state", "subject__shown__note_version", "recommendation", "need__statement__subject")
NOTE_WORDS = ("title", "done", "changed", "evidence", "moved")


def notes_shown_to(acting: Acting):
    """Given notes that the person may read by a grant, and those of their own State; newest first."""
    shown = granted(acting, "subject__shown") | own(acting)
    notes = ProgressNote.objects.filter(shown, status=NoteStatus.GIVEN, subject__shown__isnull=False)
    return notes.select_related(*_NOTE_WITH).order_by("-given_at", "-pk")


def notes_of_own_state(acting: Acting):
    """Everything of the person's State, drafts and withdrawn ones included."""
    return ProgressNote.objects.filter(own(acting)).select_related(*_NOTE_WITH).order_by("-pk")


def notes_reachable(acting: Acting):
    """Every note that the person can open a page of."""
    ids = notes_shown_to(acting).order_by().values("pk")
    reachable = ProgressNote.objects.filter(pk__in=ids) | ProgressNote.objects.filter(own(acting))
    return reachable.select_related(*_NOTE_WITH).distinct()


def needs_to_note_on(acting: Acting):
    """The needs of the person's own State that were opened."""
    return Need.objects.filter(own(acting, "statement__state"), statement__status__in=OPEN_STATUSES)


def recommendations_to_note_on(acting: Acting):
    """The recommendations to the person's own State."""
    return Recommendation.objects.filter(own(acting))


def version_of_note(note: ProgressNote) -> NoteVersion:
    return note.versions.select_related("edition", "note").get()


def notes_in_full(notes):
    """With their words and what they are about, in a fixed number of queries."""
    versions = Prefetch("versions", NoteVersion.objects.select_related("edition"))
    return notes.select_related(*_NOTE_WITH, "subject").prefetch_related(versions)


def lines_for_note(preset: str, in_annual_report: bool) -> list[tuple]:
    """A note is one element, its summary: the lines of the preset that give that, and the annual report's."""
    lines = [line for line in PRESETS[preset].lines if line[:2] == (Element.SUMMARY, Purpose.READ)]
    named = (Element.SUMMARY, Purpose.ANNUAL_REPORT, Audience.PUBLIC)
    return [*lines, *([named] if in_annual_report else [])]


def note_words(version: NoteVersion) -> dict:
    """The words of a note as the form's fields, with the number of the last save."""
    words = {name: getattr(version, name) for name in NOTE_WORDS}
    return words | {"language": version.edition.language, "edit_no": version.edit_no}


def need_of_note(acting: Acting, note: ProgressNote):
    """The need that a note is on, where the person may read its summary: a note gives nobody more of a statement."""
    return needs_shown_to(acting).filter(pk=note.need_id).first() if note.need_id else None


def sealed_contents():
    """(edition, content) of every sealed note, for checking the seals."""
    sealed = NoteVersion.objects.filter(edition__sealed_at__isnull=False).select_related("edition")
    return ((version.edition, version.content()) for version in sealed.iterator(chunk_size=500))
