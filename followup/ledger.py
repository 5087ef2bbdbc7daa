"""What the ledger's own pages must know of progress notes. A note is one element: whoever has it has it whole."""

from django.urls import reverse

from consent.choices import Element
from consent.kinds import SubjectKind
from consent.projections import Projection, lines_of
from followup.choices import NoteStatus
from followup.models import NoteVersion

ELEMENTS = dict.fromkeys(("title", "done", "changed", "evidence", "moved"), Element.SUMMARY)


def project(version, elements) -> Projection:
    edition, seen = version.edition, frozenset(elements)
    title = version.title if Element.SUMMARY in seen else ""
    return Projection(edition.language, edition.direction, title, lines_of(version, ELEMENTS, seen))


def _titles(subjects) -> dict[int, str]:
    newest = NoteVersion.objects.filter(note__subject__in=subjects).order_by("note_id", "-edition__number")
    return dict(newest.distinct("note_id").values_list("note__subject_id", "title"))


NOTES = SubjectKind(
    words=lambda edition: edition.note_version,
    project=project,
    titles=_titles,
    address=lambda subject: reverse("note", args=[subject.slug]),
    page=lambda subject: reverse("note", args=[subject.reference or subject.slug]),
    ended=lambda subject: subject.note.status == NoteStatus.WITHDRAWN,
    template="consent/_paper.html",
    relation="note",
)
