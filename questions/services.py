"""Questions: asked, screened, published by the week, withdrawn with every word; and the State's answer."""

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from lifecycle.weeks import this_week
from questions.lifecycles import QUESTION
from questions.models import Answer, Question
from questions.notices import tell_answered, tell_asked, tell_screened, tell_sent
from questions.selectors import may_answer, may_ask, questions_to_screen
from states.rules import body_of
from web.errors import Conflict, FailedCheck, NotPermitted


@transaction.atomic
def ask_question(subject, *, by: Acting, text: str, language: str) -> Question:
    """A question of the person's body on something that they may read; sent for screening at once.

    Raises NotPermitted, or FailedCheck without words.
    """
    if not may_ask(by, subject):
        raise NotPermitted
    return _send(Question(subject=subject, body=body_of(by)), by, text, language)


@transaction.atomic
def ask_again(question: Question, *, by: Acting, text: str, language: str, edit_no: int) -> Question:
    """The changed words of a question that was returned. Conflict where another hand of the body changed it."""
    locked = QUESTION.lock(question)
    QUESTION.refuse_if_impossible(QUESTION.table["submit"], locked, by)
    if locked.edit_no != edit_no:
        raise Conflict(
            _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again."),
            {"text": locked.text, "edit_no": locked.edit_no},
        )
    locked.edit_no += 1
    return _send(locked, by, text, language)


def _send(question: Question, by: Acting, text: str, language: str) -> Question:
    if not text.strip():
        raise FailedCheck({"text": [_("Write your question.")]})
    question.text, question.language = text, language
    question.full_clean()
    question.save()
    sent = QUESTION.apply(question, "submit", by=by, changes={"submitted_week": this_week(), "screening_note": ""})
    tell_sent(sent)
    return sent


@transaction.atomic
def publish_question(question: Question, *, by: Acting, **_words) -> Question:
    """From now on whoever may read the thing reads it. Conflict where the moderator cannot read the thing any more."""
    _refuse_without_the_thing(question, by)
    done = QUESTION.apply(question, "publish", by=by, changes={"published_week": this_week(), "screening_note": ""})
    tell_asked(done)
    return done


def _refuse_without_the_thing(question: Question, by: Acting) -> None:
    QUESTION.refuse_if_impossible(QUESTION.table["publish"], question, by)
    if not questions_to_screen(by).filter(pk=question.pk).exists():
        raise Conflict(_("What it asks about is not shown any more."))


@transaction.atomic
def return_question(question: Question, *, by: Acting, note: str = "", **_words) -> Question:
    """Back to the author with a question; it stands with the question, not in the record, so that it can be erased."""
    done = QUESTION.apply(question, "return_question", by=by, note=note, changes={"screening_note": note})
    tell_screened(done)
    return done


@transaction.atomic
def decline_question(question: Question, *, by: Acting, reason: str = "", note: str = "", **_words) -> Question:
    done = QUESTION.apply(question, "decline", by=by, reason=reason, note=note, changes={"screening_note": note})
    tell_screened(done)
    return done


@transaction.atomic
def withdraw_question(question: Question, *, by: Acting, **_words) -> Question:
    """At any time: its words and any answer to them are erased, in every channel at once."""
    emptied = {"text": "", "screening_note": "", "declined_reason": "", "published_week": None}
    done = QUESTION.apply(question, "withdraw", by=by, changes=emptied)
    Answer.objects.filter(question=done).delete()
    return done


@transaction.atomic
def answer_question(question: Question, *, by: Acting, text: str, language: str, edit_no: int = 0) -> Answer:
    """The State's answer, or its answer changed: `edit_no` is the number of the one that was seen, 0 for none.

    Raises NotPermitted, Conflict.
    """
    locked = QUESTION.lock(question)
    if not may_answer(by, locked):
        raise NotPermitted
    answer = Answer.objects.filter(question=locked).first() or Answer(question=locked, edit_no=0)
    if answer.edit_no != edit_no:
        raise Conflict(
            _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again."),
            {"text": answer.text, "edit_no": answer.edit_no},
        )
    answer.body, answer.text, answer.language = body_of(by), text, language
    answer.edit_no, answer.answered_on = edit_no + 1, timezone.now().date()
    answer.full_clean()
    answer.save()
    record_act(answer, "answer", by=by, facts={"edit_no": answer.edit_no})
    tell_answered(locked, answer.edit_no)
    return answer


@transaction.atomic
def take_answer_back(question: Question, *, by: Acting) -> None:
    """The answer leaves every page at once; the question stays. Raises NotPermitted, Conflict."""
    locked = QUESTION.lock(question)
    if not rules.has_perm("questions.answer", by, locked):
        raise NotPermitted
    answer = Answer.objects.filter(question=locked).first()
    if answer is None:
        raise Conflict(_("There is no answer to take back."))
    record_act(answer, "take_back", by=by)
    answer.delete()


QUESTION_ACTS = {
    "publish": publish_question,
    "return_question": return_question,
    "decline": decline_question,
    "withdraw": withdraw_question,
}
