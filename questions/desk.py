"""What waits for a person in questions, as rows of the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import Acting
from questions.choices import QuestionStatus
from questions.lifecycles import QUESTION
from questions.selectors import may_answer, questions_of_own_body, questions_to_answer, questions_to_screen
from web.desk import DeskTask

MOST = 20


def tasks_of(acting: Acting) -> list[DeskTask]:
    """Questions to screen, to answer for one's State, or to write again."""
    screening = [_to_screen(one) for one in questions_to_screen(acting)[:MOST]]
    answers = [_to_answer(one) for one in questions_to_answer(acting)[:MOST] if may_answer(acting, one)]
    mine = questions_of_own_body(acting).filter(status=QuestionStatus.RETURNED)[:MOST]
    return [*screening, *answers, *(_to_go_on(one) for one in mine if QUESTION.available(one, acting))]


def _to_screen(question) -> DeskTask:
    return DeskTask(
        what=_("Question on %(thing)s") % {"thing": question.subject.reference},
        where_it_stands=question.get_status_display(),
        tone="wait",
        url=question.get_absolute_url(),
        action_label=_("Screen"),
        by_date=question.screen_by,
        detail=question.body.name,
    )


def _to_answer(question) -> DeskTask:
    return DeskTask(
        what=_("%(body)s asks about %(thing)s") % {"body": question.body.name, "thing": question.subject.reference},
        where_it_stands=_("You may answer"),
        tone="plain",
        url=reverse("question_answer", args=[question.public_id]),
        action_label=_("Answer"),
    )


def _to_go_on(question) -> DeskTask:
    return DeskTask(
        what=_("Your question on %(thing)s") % {"thing": question.subject.reference},
        where_it_stands=question.get_status_display(),
        tone="wait",
        url=question.get_absolute_url(),
        action_label=_("Go on"),
    )
