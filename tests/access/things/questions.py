from consent.services.papers import withdraw_paper
from presentations.kind import PRESENTATIONS
from questions.services import answer_question
from states.cast import acting_as
from tests.factories.papers import a_presentation
from tests.factories.questions import a_question


def build(made) -> None:
    made.question_sent = a_question(made.working.subject, text="Who pays zibethasksent?")
    made.question_working = _answered(made.presentation_working, "working")
    made.question = a_question(made.presentation.subject, by="nhri.xtv", status="published")
    made.question_back = a_question(made.presentation.subject, status="returned")
    gone = a_presentation(preset="working")
    made.question_gone = _answered(gone, "gone")
    withdraw_paper(PRESENTATIONS, gone, by=acting_as("authoriser.xtv"))


def _answered(paper, word: str):
    question = a_question(paper.subject, status="published", text=f"Who pays zibethask{word}?")
    answer_question(question, by=acting_as("authoriser.xtv"), text=f"We do zibethanswer{word}.", language="en")
    return question
