from consent.services.papers import withdraw_paper
from presentations.kind import PRESENTATIONS
from states.cast import acting_as
from tests.factories.papers import a_presentation


def build(made) -> None:
    made.presentation_draft = a_presentation(preset="", title="Title zibethpaperdraft")
    made.presentation = a_presentation()
    made.presentation_working = a_presentation(preset="working", title="Title zibethpaperworking")
    gone = a_presentation(title="Title zibethpapergone", achievements="Said zibethpapergone")
    made.presentation_gone = withdraw_paper(PRESENTATIONS, gone, by=acting_as("authoriser.xtv"))
