"""Progress notes of the tests."""

from consent.presets import PRESETS
from followup import services
from followup.models import ProgressNote
from states.cast import acting_as

NOTE = {"title": "A second circuit, paid from our own budget", "done": "The ministry paid two lawyers."}


def a_note(*, by: str = "authoriser.xtv", preset: str = "", named: bool = False, **about) -> ProgressNote:
    """A draft on `need=` or `recommendation=`; given by its authoriser where a preset says who may read it."""
    words = NOTE | {name: about.pop(name) for name in ("title", "done", "changed", "moved") if name in about}
    note = services.begin_note(by=acting_as(by), words=words, language="en", **about)
    if not preset:
        return note
    lines = [line for line in PRESETS[preset].lines if line[:2] == ("summary", "read")]
    lines += [("summary", "annual_report", "public")] if named else []
    return services.give_note(note, by=acting_as("authoriser.xtv"), edit_no=1, lines=lines)
