"""Questions of the tests, that went their real way."""

from questions import services
from questions.models import Question
from states.cast import acting_as

#: status → (the moderator's act that leads to it, its words)
ACTS = {
    "published": (services.publish_question, {}),
    "returned": (services.return_question, {"note": "Could you leave out the village?"}),
    "declined": (services.decline_question, {"reason": "off_topic"}),
}


def a_question(subject, *, by: str = "fund", status: str = "submitted", text: str = "Who pays the boats?") -> Question:
    """A question that went its way as far as `status`."""
    question = services.ask_question(subject, by=acting_as(by), text=text, language="en")
    if status == "submitted":
        return question
    act, words = ACTS[status]
    return act(question, by=acting_as("moderator"), **words)
