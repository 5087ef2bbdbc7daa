"""Comments on what is public, and the reply of the State concerned."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from followup.choices import CommentMode, CommentStatus, DeclinedReason, Stance
from matching.models import Match
from requests_app.models import Need, NeedsStatement
from states.models import Body, State
from web.fields import ProseField

SCREENED_WITHIN = timedelta(days=14)


def new_comment_id() -> str:
    """Random and never ordered by time, so that no sequence tells who wrote when."""
    return secrets.token_urlsafe(12)


class Comment(models.Model):
    """What a body says on something public: a statement, one of its needs, or a match on one of them.

    Holds no time finer than a week and no person. A withdrawn comment keeps no word (held by a constraint).
    """

    public_id = models.CharField(
        max_length=16, unique=True, default=new_comment_id, editable=False, validators=[RegexValidator(r"^[\w-]{16}$")]
    )
    statement = models.ForeignKey(NeedsStatement, on_delete=models.PROTECT, related_name="comments")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    match = models.ForeignKey(Match, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="comments")
    mode = models.CharField(max_length=12, choices=CommentMode.choices, default=CommentMode.NAMED)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    text = ProseField(_("Your comment"), max_length=3000, blank=True)
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    edit_no = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=CommentStatus.choices, default=CommentStatus.DRAFT)
    submitted_week = models.DateField(null=True, blank=True)
    published_week = models.DateField(null=True, blank=True)
    declined_reason = models.CharField(max_length=12, choices=DeclinedReason.choices, blank=True)
    screening_note = ProseField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-published_week", "public_id"]
        constraints = [
            models.CheckConstraint(condition=Q(need__isnull=True) | Q(match__isnull=True), name="comment_on_one_thing"),
            models.CheckConstraint(
                condition=Q(status=CommentStatus.WITHDRAWN, text="", screening_note="")
                | ~Q(status=CommentStatus.WITHDRAWN) & ~Q(text=""),
                name="withdrawn_comment_is_empty",
            ),
            models.CheckConstraint(
                condition=~Q(status=CommentStatus.PUBLISHED) | Q(published_week__isnull=False),
                name="published_comment_has_its_week",
            ),
            models.CheckConstraint(
                condition=Q(status=CommentStatus.DECLINED) & ~Q(declined_reason="")
                | ~Q(status=CommentStatus.DECLINED) & Q(declined_reason=""),
                name="declined_comment_has_its_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_week", "public_id"], name="comment_published", condition=Q(status="published")
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.public_id])

    @property
    def screen_by(self):
        """Until when the moderators answer: a date, counted from the week of sending."""
        return self.submitted_week + SCREENED_WITHIN if self.submitted_week else None

    @property
    def state_id(self) -> int:
        return self.statement.state_id

    @property
    def state(self) -> State:
        """The State concerned."""
        return self.statement.state


class Reply(models.Model):
    """The answer of the State concerned: one per comment, under it, never instead of it; it goes when that goes."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="reply")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    text = ProseField(_("Your reply"), max_length=3000)
    language = models.CharField(_("Language of this text"), max_length=10, choices=settings.LANGUAGES, default="en")
    replied_on = models.DateField()

    class Meta:
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply to {self.comment_id}"
