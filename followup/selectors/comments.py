"""What of comments a person may read: one rule for pages, API, counts, feeds and mails."""

import rules
from django.db.models import Q

from accounts.acting import ANONYMOUS, Acting
from followup.choices import CommentStatus
from followup.models import Comment
from matching.selectors import public_progress
from requests_app.selectors import needs_shown_to, statements_shown_to
from states.rules import body_of, is_moderator

MODERATED = (
    CommentStatus.SUBMITTED,
    CommentStatus.SCREENING,
    CommentStatus.PUBLISHED,
    CommentStatus.RETURNED,
    CommentStatus.DECLINED,
)
_COMMENT_WITH = ("body", "need", "match", "statement__subject", "statement__state", "reply__body")


def commentable_statements(acting: Acting):
    """What is public, and readable by the person: nothing else can be commented on."""
    return statements_shown_to(ANONYMOUS).filter(pk__in=statements_shown_to(acting).values("pk"))


def commentable_matches(statement):
    """The public matches on needs of a statement."""
    return public_progress().filter(need__statement=statement)


def commentable_needs(statement):
    """The parts of a public statement, with the `title` that the public reads."""
    return needs_shown_to(ANONYMOUS).filter(statement=statement).order_by("number")


def comments_shown_to(acting: Acting):
    """Published comments for everybody, whatever became of the statement; those of one's own body; for moderators all
    that were sent and not withdrawn. The State concerned has no other way to a comment than this one.
    """
    seen = Q(status=CommentStatus.PUBLISHED)
    body = body_of(acting)
    if body is not None and not body.is_of_state:
        seen |= Q(body_id=body.pk)
    if is_moderator(acting):
        seen |= Q(status__in=MODERATED)
    return Comment.objects.filter(seen).select_related(*_COMMENT_WITH)


def comments_on(acting: Acting, statement):
    """Published comments on a statement, its needs and matches; newest week first, in no order within it."""
    shown = comments_shown_to(acting).filter(statement=statement, status=CommentStatus.PUBLISHED)
    return shown.order_by("-published_week", "public_id")


def comments_of_own_body(acting: Acting):
    """Everything that the person's own body wrote, withdrawn ones without their words."""
    body = body_of(acting)
    return comments_shown_to(acting).filter(body_id=body.pk if body is not None else None)


def comments_to_screen(acting: Acting):
    """For moderators: what waits, oldest week first, in no order within it."""
    waiting = comments_shown_to(acting).filter(status__in=[CommentStatus.SUBMITTED, CommentStatus.SCREENING])
    return waiting.order_by("submitted_week", "public_id") if is_moderator(acting) else waiting.none()


def comments_without_reply(acting: Acting):
    """Published comments on the person's own State that it has not replied to."""
    body = body_of(acting)
    state_id = body.state_id if body is not None and body.is_of_state else None
    mine = comments_shown_to(acting).filter(status=CommentStatus.PUBLISHED, statement__state_id=state_id)
    return mine.filter(reply__isnull=True, statement__state_id__isnull=False).order_by("-published_week", "public_id")


def may_reply(acting: Acting, comment: Comment) -> bool:
    """Whether the person speaks for the State concerned, and it has not replied yet."""
    permitted = rules.has_perm("followup.reply_to_comment", acting, comment)
    return permitted and getattr(comment, "reply", None) is None
