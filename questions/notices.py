"""What is told about questions, to whom, and whether it is still right when the mail goes out."""

from notifications.notice import Notice, register
from notifications.outbox import enqueue
from questions.choices import QuestionStatus
from questions.models import Question
from questions.selectors import answer_shown, may_answer, questions_shown_to, questions_to_screen
from states.choices import BodyKind, Role
from states.models import Body
from states.selectors import acting_in, bodies_of_state, live_mandates, people_of

GENTLE = {"may_wait": True, "twice_rather_than_never": True}


def _moderators() -> list[int]:
    return list(people_of(Body.objects.filter(kind=BodyKind.SECRETARIAT), Role.MODERATOR))


def _answerers(question: Question) -> list[int]:
    offices = bodies_of_state(question.state_id, *question.state.statement_kinds)
    return list(people_of(offices, Role.AUTHORISER))


def _tell(name: str, question: Question, people, again: object = "") -> None:
    event = f"{name}:{question.pk}:{question.edit_no}:{again}"
    enqueue(f"questions.{name}", event=event, people=people, object_id=question.pk)


def tell_sent(question: Question) -> None:
    """The moderators, who screen it."""
    _tell("question_sent", question, _moderators())


def tell_asked(question: Question) -> None:
    """Those who answer for the State; it learns of a question here, and never before."""
    _tell("question_asked", question, _answerers(question))


def tell_screened(question: Question) -> None:
    """The office that asked: returned with a question, or not published and why."""
    _tell("question_screened", question, people_of([question.body_id]), question.status)


def tell_answered(question: Question, edit_no: int) -> None:
    """The office that asked."""
    _tell("question_answered", question, people_of([question.body_id]), edit_no)


def _find(pk: int) -> Question | None:
    return Question.objects.select_related("subject__state", "body").filter(pk=pk).first()


def _any_mandate(rule):
    """`rule(acting, question)` in one of the person's live mandates."""
    return lambda question, person: any(rule(acting_in(one), question) for one in live_mandates(person))


def _screens(acting, question) -> bool:
    return questions_to_screen(acting).filter(pk=question.pk).exists()


def _of_the_asker(acting, question) -> bool:
    screened = (QuestionStatus.RETURNED, QuestionStatus.DECLINED)
    return acting.capacity.body_id == question.body_id and question.status in screened


def _reads_the_answer(acting, question) -> bool:
    found = questions_shown_to(acting).filter(pk=question.pk, body_id=acting.capacity.body_id).first()
    return found is not None and answer_shown(found) is not None


def _may_answer(acting, question) -> bool:
    return may_answer(acting, question)


def _context(question: Question, person) -> dict:
    return {"question": question}


register(
    Notice("questions.question_sent", _find, _any_mandate(_screens), _context, **GENTLE),
    Notice("questions.question_asked", _find, _any_mandate(_may_answer), _context, **GENTLE),
    Notice("questions.question_screened", _find, _any_mandate(_of_the_asker), _context, **GENTLE),
    Notice("questions.question_answered", _find, _any_mandate(_reads_the_answer), _context, **GENTLE),
)
