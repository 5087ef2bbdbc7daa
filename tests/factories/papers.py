"""Presentations and practices of the tests, shown by the services."""

from consent.presets import PRESETS
from consent.services.papers import begin_paper, show_paper
from practices.services import publish_practice
from presentations.kind import PRESENTATIONS
from states.cast import acting_as

PRESENTATION = {
    "title": "Ten years of legal aid on the islands",
    "summary": "What was reached, and what still stands in the way.",
    "achievements": "Nine islands have a defender.",
    "challenges": "A hundred have none.",
    "contact_mailbox": "mission.talava@example.org",
}
PRACTICE = {
    "title": "A circuit court",
    "problem": "Far islands waited for months.",
    "what_was_done": "Two magistrates travel by boat each quarter.",
    "what_failed_first": "A fixed court house on one island.",
    "kinds": ["training"],
}


def a_presentation(by: str = "authoriser.xtv", preset: str = "open", **words):
    """Shown under a preset; a draft where `preset` is empty."""
    paper = begin_paper(PRESENTATIONS, by=acting_as(by), words=PRESENTATION | words, language="en")
    if not preset:
        return paper
    return show_paper(PRESENTATIONS, paper, by=acting_as(by), lines=PRESETS[preset].lines, edit_no=1)


def a_practice(by: str = "authoriser.xam", preset: str = "open", **words):
    acting = acting_as(by)
    state = acting.capacity.body.state
    return publish_practice(state=state, language="en", words=PRACTICE | words, lines=PRESETS[preset].lines, by=acting)
