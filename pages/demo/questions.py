"""Questions in writing of the demonstration: one answered, one that waits for its State, one for a moderator."""

from questions import services
from states.cast import acting_as

ASKED = [
    ("authoriser.xkr", "How do you pay for the boats of the travelling court between two budgets?", "en"),
    ("nhri.xtv", "Will the figures of the islands be published each year?", "en"),
    ("cso.xtv", "Which islands come next?", "en"),
]
ANSWER = "From the fuel vote of the coast guard: the court travels on its patrols, four times a year."


def ask_and_answer(subject) -> None:
    """On something public of Talava."""
    asked = [services.ask_question(subject, by=acting_as(who), text=text, language=lang) for who, text, lang in ASKED]
    for question in asked[:2]:
        services.publish_question(question, by=acting_as("moderator"))
    services.answer_question(asked[0], by=acting_as("authoriser.xtv"), text=ANSWER, language="en")
