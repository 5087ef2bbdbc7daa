from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from followup import services as followup
from matching.services import propose_amendment
from states.cast import acting_as
from tests.cast import an_open_statement
from tests.factories.followup import REPORT, a_comment, an_active_match, the_due
from tests.factories.notes import a_note
from tests.files.hostile import a_docx


def build(made) -> None:
    _reports(made)
    _comments(made)
    _calendar(made)
    _notes(made)


def _reports(made) -> None:
    made.active = an_active_match(made.open)
    change = {"outputs": "Three circuits zibethchange."}
    made.active = propose_amendment(made.active, by=acting_as("signatory.xnd"), **change)
    made.due = the_due(made.active, "mission.xtv")
    followup.write_report(
        made.due, by=acting_as("drafter.xtv"), words=REPORT | {"changed": "Bail zibethwrittenreport."}, edit_no=0
    )
    made.due_document = _attached(made.due, "zibethreportdraft.docx")
    other = an_active_match(an_open_statement(), partner="undp")
    shown = the_due(other)
    followup.write_report(shown, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    made.report_document = _attached(shown, "zibethreportshown.docx")
    made.report = followup.submit_report(shown, by=acting_as("nmirf.xtv"), edit_no=2, make_public=True)


def _attached(due, name: str):
    upload = SimpleUploadedFile(name, a_docx(name))
    return followup.attach_to_report(due, upload=upload, by=acting_as("nmirf.xtv")).document


def _notes(made) -> None:
    made.note_draft = a_note(need=made.open.needs.get(), title="Circuit zibethnotedraft")
    made.note = a_note(need=made.open.needs.get(), preset="open")


def _calendar(made) -> None:
    """Whoever has the address reads it: the secret is the right."""
    made.calendar = SimpleNamespace(key=followup.open_feed(by=acting_as("authoriser.xtv")))


def _comments(made) -> None:
    made.comment_draft = a_comment(made.open, text="Clerks zibethcommentdraft.")
    made.comment_sent = a_comment(made.open, status="submitted", text="Clerks zibethcommentsent.")
    made.comment = a_comment(made.open, status="published")
