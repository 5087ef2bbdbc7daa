"""Three voices side by side: the State, its partners, and society. Each only as far as the reader may have it."""

from django.utils.translation import gettext as _

from accounts.acting import Acting
from followup.choices import GIVEN, CommentStatus
from followup.selectors.comments import comments_shown_to
from followup.selectors.reports import reports_shown_to


def voices_of(acting: Acting, statement) -> list[dict]:
    """The newest voice of each side on a statement: heading, text; where there is one by, at, language, url, reply."""
    reports = reports_shown_to(acting).filter(match__need__statement=statement)
    comments = comments_shown_to(acting).filter(statement=statement)
    return _three(_newest(reports), _published(comments))


def voices_of_matches(acting: Acting, matches) -> dict[int, list[dict]]:
    """The same for each of a page of matches (with their needs), in two queries; by the id of the match."""
    reports = _newest(reports_shown_to(acting).filter(match__in=matches))
    comments = _published(comments_shown_to(acting).filter(statement__in={one.need.statement_id for one in matches}))
    return {
        match.pk: _three(
            [due for due in reports if due.match_id == match.pk],
            [one for one in comments if _is_about(one, match)],
        )
        for match in matches
    }


def _is_about(comment, match) -> bool:
    """Said of this match, of its need, or of the whole statement."""
    about_other_match = comment.match_id not in (None, match.pk)
    about_other_need = comment.need_id not in (None, match.need_id)
    return comment.statement_id == match.need.statement_id and not about_other_match and not about_other_need


def _newest(reports) -> list:
    return list(reports.filter(status__in=GIVEN).order_by("-submitted_at"))


def _published(comments) -> list:
    return list(comments.filter(status=CommentStatus.PUBLISHED).order_by("-published_week", "public_id"))


def _three(reports: list, comments: list) -> list[dict]:
    state = next((due for due in reports if due.body.is_of_state), None)
    partner = next((due for due in reports if not due.body.is_of_state), None)
    return [
        {"heading": _("The State")} | _report_voice(state),
        {"heading": _("Partners")} | _report_voice(partner),
        {"heading": _("NHRI, civil society, mechanisms")} | _comment_voice(comments[0] if comments else None),
    ]


def _report_voice(due) -> dict:
    if due is None:
        return {"text": ""}
    report = due.report
    text = report.changed or report.delivered or report.other_report or _("Nothing to add since the last report.")
    return {
        "text": text,
        "by": due.body.name,
        "at": due.submitted_at,
        "language": report.language,
        "url": due.get_absolute_url(),
    }


def _comment_voice(comment) -> dict:
    if comment is None:
        return {"text": ""}
    reply = getattr(comment, "reply", None)
    told = {"by": reply.body.name, "text": reply.text, "language": reply.language} if reply else None
    return {
        "text": comment.text,
        "by": comment.body.name,
        "at": comment.published_week,
        "language": comment.language,
        "url": comment.get_absolute_url(),
        "reply": told,
    }
