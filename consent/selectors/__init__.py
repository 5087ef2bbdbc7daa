"""«May this person see this element», and what a State reads of its own ledger."""

from consent.selectors.ledger import (
    exclusions_of,
    grants_chosen,
    grants_of,
    last_sealed,
    lines_in_force,
    subjects_of_own_state,
    subjects_with_grants,
)
from consent.selectors.readings import readers_shown, readings_of
from consent.selectors.rights import (
    editions_filed_with,
    elements_seen,
    elements_seen_in,
    granted,
    granted_at,
    is_granted,
    live_grants,
    own,
    subjects_shown_to,
    tokens_of,
)

__all__ = [
    "editions_filed_with",
    "elements_seen",
    "elements_seen_in",
    "exclusions_of",
    "granted",
    "granted_at",
    "grants_chosen",
    "grants_of",
    "is_granted",
    "last_sealed",
    "lines_in_force",
    "live_grants",
    "own",
    "readers_shown",
    "readings_of",
    "subjects_of_own_state",
    "subjects_shown_to",
    "subjects_with_grants",
    "tokens_of",
]
