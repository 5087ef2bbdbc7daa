"""Comments: written, screened, published by the week, withdrawn with every word; and the one reply of the State."""

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import OFFERED_MODES, CommentMode, CommentStatus
from followup.lifecycles import COMMENT
from followup.models import Comment, Reply
from followup.selectors import commentable_matches, commentable_statements
from lifecycle.engine import record_act
from lifecycle.weeks import this_week
from states.rules import body_of
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

WRITABLE = (CommentStatus.DRAFT, CommentStatus.RETURNED)


@transaction.atomic
def begin_comment(*, by: Acting, statement, words: dict, need=None, match=None) -> Comment:
    """A draft on a public statement, on one of its needs, or on a public match. `words`: text, stance, language, mode.

    Raises NotPermitted, or FailedCheck where the thing is not public to its author.
    """
    if not rules.has_perm("followup.write_comment", by, None) or body_of(by) is None:
        raise NotPermitted
    _refuse_what_is_not_public(by, statement, need, match)
    comment = Comment(body=body_of(by), statement=statement, need=need, match=match)
    return _write(comment, words)


def _refuse_what_is_not_public(by: Acting, statement, need, match) -> None:
    public = commentable_statements(by).filter(pk=statement.pk).exists()
    fits = need is None or need.statement_id == statement.pk
    shown = match is None or commentable_matches(statement).filter(pk=match.pk).exists()
    if not (public and fits and shown):
        raise FailedCheck(_("Only what is public can be commented on."))


@transaction.atomic
def save_comment(comment: Comment, *, by: Acting, words: dict, edit_no: int) -> Comment:
    """Store the words of a draft or of a returned comment; Conflict where another hand of the body saved meanwhile."""
    if not rules.has_perm("followup.write_comment", by, comment):
        raise NotPermitted
    locked = COMMENT.lock(comment)
    if locked.status not in WRITABLE:
        raise WrongStatus(locked, _("Write"))
    if locked.edit_no != edit_no:
        raise Conflict(
            _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again."),
            {"text": locked.text, "edit_no": locked.edit_no},
        )
    return _write(locked, words)


def _write(comment: Comment, words: dict) -> Comment:
    for name, value in words.items():
        setattr(comment, name, value)
    if comment.mode not in dict(OFFERED_MODES):
        raise FailedCheck({"mode": [_("This way to comment is not offered yet.")]})
    if not comment.text.strip():
        raise FailedCheck({"text": [_("Write your comment.")]})
    comment.edit_no += 1
    comment.full_clean()
    comment.save()
    return comment


@transaction.atomic
def submit_comment(comment: Comment, *, by: Acting, edit_no: int, **_words) -> Comment:
    """Send the text that the author has just seen in its public form; Conflict where it changed since."""
    done = COMMENT.apply(comment, "submit", by=by, changes={"submitted_week": this_week()})
    if done.edit_no != edit_no:
        raise Conflict(_("The text changed after you reviewed it. Please review it again."))
    return done


@transaction.atomic
def take_up(comment: Comment, *, by: Acting, **_words) -> Comment:
    return COMMENT.apply(comment, "take_up", by=by)


@transaction.atomic
def publish_comment(comment: Comment, *, by: Acting, **_words) -> Comment:
    """From now on everybody reads it, with its author's name and the week."""
    if comment.mode != CommentMode.NAMED:
        raise FailedCheck(_("Only comments with a name can be published so far."))
    return COMMENT.apply(comment, "publish", by=by, changes={"published_week": this_week(), "screening_note": ""})


@transaction.atomic
def return_comment(comment: Comment, *, by: Acting, note: str = "", **_words) -> Comment:
    """Back to the author with a question; it stands with the comment, not in the record, so that it can be erased."""
    return COMMENT.apply(comment, "return_comment", by=by, note=note, changes={"screening_note": note})


@transaction.atomic
def decline_comment(comment: Comment, *, by: Acting, reason: str = "", note: str = "", **_words) -> Comment:
    return COMMENT.apply(comment, "decline", by=by, reason=reason, note=note, changes={"screening_note": note})


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: Acting, **_words) -> Comment:
    """At any time: its words and any reply to them are erased, in every channel at once."""
    emptied = {"text": "", "screening_note": "", "declined_reason": "", "published_week": None}
    done = COMMENT.apply(comment, "withdraw", by=by, changes=emptied)
    Reply.objects.filter(comment=done).delete()
    return done


@transaction.atomic
def reply_to_comment(comment: Comment, *, by: Acting, text: str, language: str) -> Reply:
    """The one reply of the State concerned to a published comment. Raises NotPermitted or Conflict."""
    locked = COMMENT.lock(comment)
    if not rules.has_perm("followup.reply_to_comment", by, locked):
        raise NotPermitted
    if Reply.objects.filter(comment=locked).exists():
        raise Conflict(_("Your State has replied already."))
    reply = Reply(comment=locked, body=body_of(by), text=text, language=language, replied_on=timezone.now().date())
    reply.full_clean()
    reply.save()
    record_act(reply, "reply", by=by)
    return reply
