"""What waits for a person in follow-up, as rows of the desk."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import CommentStatus
from followup.lifecycles import COMMENT
from followup.rules import can_authorise_for_state
from followup.selectors import (
    comments_of_own_body,
    comments_to_screen,
    comments_without_reply,
    due_for,
    notes_of_own_state,
    reports_to_note,
)
from web.desk import DeskTask

NOTED_WITHIN = timedelta(days=30)
MOST = 20


def tasks_of(acting: Acting) -> list[DeskTask]:
    """Reports to write, reports to note, comments to screen, to answer as their author, or to reply to."""
    dues = [_to_write(due) for due in due_for(acting)[:MOST]]
    notes = [_to_note(due) for due in reports_to_note(acting)[:MOST]]
    screening = [_to_screen(one) for one in comments_to_screen(acting)[:MOST]]
    mine = comments_of_own_body(acting).filter(status__in=[CommentStatus.DRAFT, CommentStatus.RETURNED])
    returned = [_to_go_on(one) for one in mine[:MOST] if COMMENT.available(one, acting)]
    replies = [_to_reply(one) for one in comments_without_reply(acting)[:MOST] if can_authorise_for_state(acting, one)]
    drafts = [_to_give(one) for one in notes_of_own_state(acting).filter(status="draft")[:MOST]]
    return [*dues, *drafts, *notes, *screening, *returned, *replies]


def standing_of(due) -> tuple[str, str]:
    """Where a due stands, in words, and its tone."""
    if due.is_overdue:
        return _("Overdue"), "wait"
    return due.get_status_display(), "good" if due.is_given else "wait"


def _to_write(due) -> DeskTask:
    words, tone = standing_of(due)
    return DeskTask(
        what=_("Report on %(match)s") % {"match": due.match.reference},
        where_it_stands=words,
        tone=tone,
        url=reverse("report_write", args=[due.reference]),
        action_label=_("Write"),
        by_date=due.due_on,
        detail=due.body.name,
    )


def _to_give(note) -> DeskTask:
    return DeskTask(
        what=_("Progress note"),
        where_it_stands=note.get_status_display(),
        tone="plain",
        url=note.get_absolute_url(),
        action_label=_("Go on"),
        detail=note.recommendation.reference if note.recommendation else str(note.need.statement),
    )


def _to_note(due) -> DeskTask:
    return DeskTask(
        what=_("Report of %(body)s on %(match)s") % {"body": due.body.name, "match": due.match.reference},
        where_it_stands=due.get_status_display(),
        tone="wait",
        url=due.get_absolute_url(),
        action_label=_("Read and note"),
        by_date=(due.submitted_at + NOTED_WITHIN).date(),
    )


def _to_screen(comment) -> DeskTask:
    return DeskTask(
        what=_("Comment on %(statement)s") % {"statement": comment.statement.reference},
        where_it_stands=comment.get_status_display(),
        tone="wait",
        url=comment.get_absolute_url(),
        action_label=_("Screen"),
        by_date=comment.screen_by,
    )


def _to_go_on(comment) -> DeskTask:
    return DeskTask(
        what=_("Your comment on %(statement)s") % {"statement": comment.statement.reference},
        where_it_stands=comment.get_status_display(),
        tone="plain" if comment.status == CommentStatus.DRAFT else "wait",
        url=comment.get_absolute_url(),
        action_label=_("Go on"),
    )


def _to_reply(comment) -> DeskTask:
    return DeskTask(
        what=_("%(body)s commented on %(statement)s")
        % {"body": comment.body.name, "statement": comment.statement.reference},
        where_it_stands=_("You may reply"),
        tone="plain",
        url=reverse("comment_reply", args=[comment.public_id]),
        action_label=_("Reply"),
    )
