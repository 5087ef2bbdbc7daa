"""Questions that readers put in writing to what a State shows, and the State's answers."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consent.models import Subject
from questions.choices import DeclinedReason, QuestionStatus
from states.models import Body, State
from web.fields import ProseField

SCREENED_WITHIN = timedelta(days=14)


def new_question_id() -> str:
    """Random and never ordered by time, so that no sequence tells who asked when."""
    return secrets.token_urlsafe(12)


class Question(models.Model):
    """What a body asks about a statement, a presentation or a practice, in its own name.

    Holds no time finer than a week and no person. A withdrawn question keeps no word (held by a constraint).
    """

    public_id = models.CharField(
        max_length=16, unique=True, default=new_question_id, editable=False, validators=[RegexValidator(r"^[\w-]{16}$")]
    )
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="questions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="questions")
    text = ProseField(_("Your question"), max_length=2000, blank=True)
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    edit_no = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=QuestionStatus.choices, default=QuestionStatus.DRAFT)
    submitted_week = models.DateField(null=True, blank=True)
    published_week = models.DateField(null=True, blank=True)
    declined_reason = models.CharField(max_length=12, choices=DeclinedReason.choices, blank=True)
    screening_note = ProseField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-published_week", "public_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=QuestionStatus.WITHDRAWN, text="", screening_note="")
                | ~Q(status=QuestionStatus.WITHDRAWN) & ~Q(text=""),
                name="withdrawn_question_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(status=QuestionStatus.PUBLISHED) | Q(published_week__isnull=False),
                name="published_question_has_its_week",
            ),
            models.CheckConstraint(
                condition=Q(status=QuestionStatus.DECLINED) & ~Q(declined_reason="")
                | ~Q(status=QuestionStatus.DECLINED) & Q(declined_reason=""),
                name="declined_question_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.public_id])

    @property
    def screen_by(self):
        """Until when the moderators answer: a date, counted from the week of sending."""
        return self.submitted_week + SCREENED_WITHIN if self.submitted_week else None

    @property
    def state_id(self) -> int:
        return self.subject.state_id

    @property
    def state(self) -> State:
        """The State that is asked."""
        return self.subject.state


class Answer(models.Model):
    """The State's answer in writing: one for each question, seen by whoever sees the thing; it goes with either."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="answer")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    text = ProseField(_("Your answer"), max_length=4000)
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    edit_no = models.PositiveIntegerField(default=1)
    answered_on = models.DateField()

    def __str__(self) -> str:
        return f"answer to {self.question_id}"
