"""What of questions a person may read: whoever may read the thing reads what was published on it, and nobody else."""

import rules
from django.db.models import Exists, OuterRef, Q

from accounts.acting import Acting
from consent.choices import Audience, Element, Kind, Purpose
from consent.kinds import KINDS, kind_of
from consent.models import Subject
from consent.selectors import live_grants, own, subjects_shown_to
from questions.choices import QuestionStatus
from questions.models import Answer, Question
from questions.rules import can_ask_about
from states.rules import body_of, is_moderator

#: what can be asked about; a progress note has its own voices
ASKED = (Kind.STATEMENT, Kind.PRESENTATION, Kind.PRACTICE)
MODERATED = (
    QuestionStatus.SUBMITTED,
    QuestionStatus.PUBLISHED,
    QuestionStatus.RETURNED,
    QuestionStatus.DECLINED,
)
_WITH = ("body", "subject__state", "answer__body")


def subjects_to_ask_about(acting: Acting):
    """What of other States the person may read, and the secretariat too: nobody else could screen a question on it."""
    screened = live_grants().filter(edition=OuterRef("shown"), element=Element.SUMMARY, purpose=Purpose.READ)
    screened = screened.filter(audience__in=[Audience.SECRETARIAT, Audience.PUBLIC])
    subjects = subjects_shown_to(acting).filter(Exists(screened), kind__in=ASKED).select_related("state")
    return subjects.exclude(own(acting))


def may_ask(acting: Acting, subject: Subject) -> bool:
    return can_ask_about(acting, subject) and subjects_to_ask_about(acting).filter(pk=subject.pk).exists()


def questions_shown_to(acting: Acting):
    """Published questions on what the person may read; those of one's own body; for moderators all that were sent, on
    what they may read. `is_readable` says whether the person may read the thing: the answer goes with that.
    """
    readable = Exists(subjects_shown_to(acting).filter(pk=OuterRef("subject")))
    seen = Q(status=QuestionStatus.PUBLISHED, is_readable=True)
    body = body_of(acting)
    seen |= Q(body_id=body.pk if body is not None else None)
    if is_moderator(acting):
        seen |= Q(status__in=MODERATED, is_readable=True)
    return Question.objects.annotate(is_readable=readable).filter(seen).select_related(*_WITH)


def questions_on(acting: Acting, subject: Subject):
    """Published questions on one thing; newest week first, in no order within it."""
    shown = questions_shown_to(acting).filter(subject=subject, status=QuestionStatus.PUBLISHED, is_readable=True)
    return shown.order_by("-published_week", "public_id")


def questions_of_own_body(acting: Acting):
    """Everything that the person's own body asked, withdrawn ones without their words."""
    body = body_of(acting)
    return questions_shown_to(acting).filter(body_id=body.pk if body is not None else None)


def questions_to_screen(acting: Acting):
    """For moderators: what waits, oldest week first, in no order within it."""
    waiting = questions_shown_to(acting).filter(status=QuestionStatus.SUBMITTED, is_readable=True)
    return waiting.order_by("submitted_week", "public_id") if is_moderator(acting) else waiting.none()


def questions_to_answer(acting: Acting):
    """Published questions to the person's own State that it has not answered."""
    asked = questions_shown_to(acting).filter(own(acting, "subject__state"), status=QuestionStatus.PUBLISHED)
    things = [f"subject__{KINDS[kind].relation}" for kind in ASKED]
    asked = asked.filter(answer__isnull=True, is_readable=True).select_related(*_WITH, *things)
    return asked.order_by("-published_week", "public_id")


def answer_shown(question: Question) -> Answer | None:
    """The answer to one of `questions_shown_to`, as its reader may have it."""
    return getattr(question, "answer", None) if question.is_readable else None


def may_answer(acting: Acting, question: Question) -> bool:
    """Whether the person answers for the State that is asked, while the thing is still there."""
    return rules.has_perm("questions.answer", acting, question) and not kind_of(question.subject).ended(
        question.subject
    )


def questions_asked(acting: Acting, subject: Subject) -> dict:
    """What a page shows of the questions on one thing: `subject`, `rows` of (question, answer), `may_ask`."""
    rows = [(one, answer_shown(one)) for one in questions_on(acting, subject)]
    invited = acting.is_anonymous and subjects_to_ask_about(acting).filter(pk=subject.pk).exists()
    return {"subject": subject, "rows": rows, "may_ask": invited or may_ask(acting, subject)}
