from types import SimpleNamespace

from followup import services as followup
from states.cast import acting_as
from tests.cast import an_open_statement
from tests.factories.followup import REPORT, a_comment, a_submitted_report, an_active_match, the_due
from tests.factories.notes import a_note


def build(made) -> None:
    _reports(made)
    _comments(made)
    _calendar(made)
    _notes(made)


def _reports(made) -> None:
    made.active = an_active_match(made.open)
    made.due = the_due(made.active, "mission.xtv")
    followup.write_report(made.due, by=acting_as("drafter.xtv"), words=REPORT, edit_no=0)
    other = an_active_match(an_open_statement(), partner="undp")
    made.report = a_submitted_report(other)


def _notes(made) -> None:
    made.note_draft = a_note(need=made.open.needs.get())
    made.note = a_note(need=made.open.needs.get(), preset="open")


def _calendar(made) -> None:
    """Whoever has the address reads it: the secret is the right."""
    made.calendar = SimpleNamespace(key=followup.open_feed(by=acting_as("authoriser.xtv")))


def _comments(made) -> None:
    made.comment_draft = a_comment(made.open)
    made.comment_sent = a_comment(made.open, status="submitted")
    made.comment = a_comment(made.open, status="published")
