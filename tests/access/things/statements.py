"""Statements in every state of visibility, each private one with its canary."""

from django.core.files.uploadedfile import SimpleUploadedFile

from consent.models import Exclusion, Grant, Reading
from consent.presets import PRESETS
from consent.services import note_readings, widen_consent
from requests_app import services as requests
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from states.models import Body
from tests.access.canaries import CANARIES
from tests.cast import a_draft, a_submitted, an_open_statement
from tests.files.hostile import a_pdf


def words(name: str) -> dict:
    canary, kind = CANARIES[name]
    return {
        "title": f"Title {canary}title",
        "summary": f"Summary {canary}summary of what is needed.",
        "contact_mailbox": f"{canary}contact@example.org",
        "institution": f"Office {canary}details",
        "support_type": kind,
    }


def build(made) -> None:
    made.draft = a_draft(**words("draft"))
    made.submitted = a_submitted(**words("submitted"))
    made.in_check = requests.begin_check(a_submitted(), by=acting_as("curator"))
    made.open = an_open_statement()
    made.working = an_open_statement(preset="working", **words("working"))
    made.quiet = an_open_statement(preset="quiet", **words("quiet"))
    made.withdrawn = _withdrawn("open", "withdrawn")
    made.annex, made.paper = _with_documents()
    made.quiet_withdrawn = _withdrawn("quiet", "quiet_withdrawn")
    helper = Body.objects.get(kind="secretariat")
    words_of_hour = {"helper": helper, "wish": "How do we word zibethwish?", "language": "en"}
    made.hour = requests.ask_hour(made.draft, by=acting_as("drafter.xtv"), **words_of_hour)
    undp = Body.objects.get(mailbox="undp@example.org")
    widen_consent(made.open.subject, by=acting_as("authoriser.xtv"), lines=[], excluded=[undp])
    made.exclusion = Exclusion.objects.get()
    note_readings(made.draft.subject.editions.select_related("subject"), by=acting_as("drafter.xtv"))
    made.reading = Reading.objects.get()
    made.grant = Grant.objects.filter(edition__subject=made.open.subject).first()


def _withdrawn(preset: str, name: str):
    statement = an_open_statement(preset=preset, **words(name))
    return requests.withdraw_statement(statement, by=acting_as("authoriser.xtv"))


def _with_documents():
    """(annex, note verbale) of an open statement that partners read whole and other States by its headline."""
    by, scan = acting_as("authoriser.xtv"), a_pdf()
    draft = a_draft("authoriser.xtv")
    annex = requests.attach_document(draft, upload=SimpleUploadedFile("zibethannex.pdf", scan), by=by)
    paper = requests.file_paper(draft, upload=SimpleUploadedFile("zibethverbale.pdf", scan), kind="note_verbale", by=by)
    edit_no = version_for_writing(draft).edit_no
    requests.submit_statement(draft, by=by, lines=PRESETS["working"].lines, edit_no=edit_no)
    requests.begin_check(draft, by=acting_as("curator"))
    requests.open_after_check(draft, by=acting_as("curator"))
    return annex.document, paper.document
