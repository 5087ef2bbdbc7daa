"""What of needs a person may read, and the words that they get."""

from requests_app.selectors.statements import (
    calls_list,
    needs_shown_to,
    own_recommendations,
    recommendations_offered,
    statements_in_check,
    statements_of_own_state,
    statements_reachable,
    statements_shown_to,
    statements_under_way,
    tombstones_for,
)
from requests_app.selectors.words import (
    current_words,
    last_filed_edition,
    part_words,
    sealed_contents,
    seen_of,
    version_for_writing,
    version_shown,
    version_titles,
    versions_read,
    words_of,
)

__all__ = [
    "calls_list",
    "current_words",
    "last_filed_edition",
    "needs_shown_to",
    "own_recommendations",
    "part_words",
    "recommendations_offered",
    "sealed_contents",
    "seen_of",
    "statements_in_check",
    "statements_of_own_state",
    "statements_reachable",
    "statements_shown_to",
    "statements_under_way",
    "tombstones_for",
    "version_for_writing",
    "version_shown",
    "version_titles",
    "versions_read",
    "words_of",
]
