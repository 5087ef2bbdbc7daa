"""From the labels of a source to States and themes. What cannot be mapped raises Unmapped with a coded reason."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from obligations.choices import HeldReason
from obligations.importers.rows import ImportedRow, folded
from obligations.selectors import state_lookup, theme_lookup
from web.fields import no_control_characters, no_direction_overrides, something_readable

MOST_SESSIONS = 999
TEXT_CHECKS = (no_control_characters, no_direction_overrides, something_readable)


class Unmapped(Exception):
    def __init__(self, reason: HeldReason, label: str):
        self.reason, self.label = reason, label[:200]
        super().__init__(reason)


@dataclass(frozen=True)
class MappedRow:
    """A row whose every label is known."""

    row: ImportedRow
    state_id: int
    recommending_state_id: int | None
    response: str
    action_level: int | None
    session_number: int | None
    theme_ids: frozenset[int]


class Mapper:
    """The lookups of one importer, read once; `mapped(row)` asks the database nothing."""

    def __init__(self, importer):
        self.importer = importer
        self.states = state_lookup(importer.source)
        self.themes = theme_lookup(importer.source)

    def mapped(self, row: ImportedRow, *, may_lack_recommending_state: bool = False) -> MappedRow:
        """The row with ids in place of labels. Raises Unmapped for the first label that is not known."""
        _refuse_unreadable_text(row.text)
        recommending = self.states.get(folded(row.recommending_label))
        if recommending is None and not may_lack_recommending_state:
            raise Unmapped(HeldReason.RECOMMENDING_STATE, row.recommending_label)
        return MappedRow(
            row=row,
            state_id=self._state(row.state_label),
            recommending_state_id=recommending,
            response=self._response(row.response_label),
            action_level=_number(row.action, most=5),
            session_number=_number(row.session, most=MOST_SESSIONS),
            theme_ids=frozenset(self._theme(issue) for issue in row.issues),
        )

    def _state(self, label: str) -> int:
        if folded(label) not in self.states:
            raise Unmapped(HeldReason.STATE, label)
        return self.states[folded(label)]

    def _response(self, label: str) -> str:
        if folded(label) not in self.importer.responses:
            raise Unmapped(HeldReason.RESPONSE, label)
        return self.importer.responses[folded(label)]

    def _theme(self, label: str) -> int:
        if folded(label) not in self.themes:
            raise Unmapped(HeldReason.THEME, label)
        return self.themes[folded(label)]


def _refuse_unreadable_text(text: str) -> None:
    try:
        for check in TEXT_CHECKS:
            check(text)
    except ValidationError as fault:
        raise Unmapped(HeldReason.TEXT, "") from fault
    if not text:
        raise Unmapped(HeldReason.TEXT, "")


def _number(text: str, *, most: int) -> int | None:
    """A whole number from 1 to `most`, None for an empty cell."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= most):
        raise Unmapped(HeldReason.NUMBERS, text)
    return int(text)
