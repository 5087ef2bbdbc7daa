"""What a person may read of reports and comments."""

from followup.selectors.comments import (
    commentable_matches,
    commentable_needs,
    commentable_statements,
    comments_of_own_body,
    comments_on,
    comments_shown_to,
    comments_to_screen,
    comments_without_reply,
    may_reply,
)
from followup.selectors.reports import (
    REPORT_WORDS,
    due_for,
    dues_of,
    dues_to_submit,
    moves_of,
    public_matches,
    question_on,
    recommendations_behind,
    reports_shown_to,
    reports_to_note,
    words_asked,
    words_of,
    words_to_start_from,
)
from followup.selectors.voices import (
    voices_of,
    voices_of_matches,
)

__all__ = [
    "REPORT_WORDS",
    "commentable_matches",
    "commentable_needs",
    "commentable_statements",
    "comments_of_own_body",
    "comments_on",
    "comments_shown_to",
    "comments_to_screen",
    "comments_without_reply",
    "due_for",
    "dues_of",
    "dues_to_submit",
    "may_reply",
    "moves_of",
    "public_matches",
    "question_on",
    "recommendations_behind",
    "reports_shown_to",
    "reports_to_note",
    "voices_of",
    "voices_of_matches",
    "words_asked",
    "words_of",
    "words_to_start_from",
]
