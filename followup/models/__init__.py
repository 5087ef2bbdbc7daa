"""Dues, reports and comments."""

from followup.models.comments import SCREENED_WITHIN, Comment, Reply, new_comment_id
from followup.models.documents import ReportDocument
from followup.models.dues import OPENS_BEFORE, Reminder, ReportDue, ReportRhythm, SessionDate, new_report_reference
from followup.models.feeds import CalendarFeed
from followup.models.notes import NoteVersion, ProgressNote
from followup.models.reports import ProgressReport, RecommendationMove

__all__ = [
    "OPENS_BEFORE",
    "SCREENED_WITHIN",
    "CalendarFeed",
    "Comment",
    "NoteVersion",
    "ProgressNote",
    "ProgressReport",
    "RecommendationMove",
    "Reminder",
    "Reply",
    "ReportDocument",
    "ReportDue",
    "ReportRhythm",
    "SessionDate",
    "new_comment_id",
    "new_report_reference",
]
