"""From the labels of a source to States and themes. What cannot be mapped raises Unmapped with a coded reason."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from obligations.choices import HeldReason
from obligations.importers.rows import ImportedRow, folded, loose
from obligations.importers.upr_info import cycle_of
from obligations.selectors import goal_lookup, group_lookup, mechanism_lookup, state_lookup, theme_lookup
from web.fields import no_control_characters, no_direction_overrides, something_readable

MOST_SESSIONS = 999
TEXT_CHECKS = (no_control_characters, no_direction_overrides, something_readable)
HELP_WORDS = re.compile(
    r"\b(technical (assistance|cooperation|support)|capacity[- ]building|advisory services)\b", re.I
)
GOAL = re.compile(r"^(\d{1,2}(?:\.[0-9a-z]{1,2})?)\b")
RECOMMENDATIONS = ("", "recommendation", "recommendations")


class Unmapped(Exception):
    def __init__(self, reason: HeldReason, label: str):
        self.reason, self.label = reason, label[:200]
        super().__init__(reason)


@dataclass(frozen=True)
class MappedRow:
    """A row whose every label is known."""

    row: ImportedRow
    state_id: int
    mechanism_id: int
    recommending_state_id: int | None
    recommending_label: str
    response: str
    action_level: int | None
    session_number: int | None
    cycle: int | None
    published_on: date | None
    theme_ids: frozenset[int]
    group_ids: frozenset[int]
    goal_ids: frozenset[int]
    target_ids: frozenset[int]
    technical_assistance: bool


class Mapper:
    """The lookups of one importer, read once; `mapped(row)` asks the database nothing."""

    def __init__(self, importer):
        self.importer = importer
        self.states = state_lookup(importer.source)
        self.themes = theme_lookup(*importer.vocabularies)
        self.groups = group_lookup(*importer.vocabularies)
        self.mechanisms = mechanism_lookup(*importer.vocabularies)
        self.goals, self.targets = goal_lookup()
        self.help_id = self.themes["technical assistance"]

    def mapped(self, row: ImportedRow, *, may_lack_recommending_state: bool = False) -> MappedRow:
        """The row with ids in place of labels. Raises Unmapped for the first label that is not known."""
        _refuse_unreadable_text(row.text)
        if row.kind_label.lower() not in RECOMMENDATIONS:
            raise Unmapped(HeldReason.NOT_RECOMMENDATION, row.kind_label)
        state_ids, label = self._recommending(row, may_lack=may_lack_recommending_state)
        session = _number(row.session, most=MOST_SESSIONS)
        themes = frozenset(self._known(self.themes, HeldReason.THEME, issue) for issue in row.issues)
        return MappedRow(
            row=row,
            state_id=self._state(row.state_label),
            mechanism_id=self._mechanism(row.mechanism_label),
            recommending_state_id=state_ids[0] if len(state_ids) == 1 else None,
            recommending_label=label,
            response=self._response(row.response_label),
            action_level=_number(row.action, most=5),
            session_number=session,
            cycle=_number(row.cycle, most=9) or (cycle_of(session) if session else None),
            published_on=_day(row.published),
            theme_ids=themes,
            group_ids=frozenset(self._known(self.groups, HeldReason.GROUP, one) for one in row.persons),
            technical_assistance=self.help_id in themes or self._speaks_of_help(row.text),
            **self._goals(row.goals),
        )

    def _state(self, label: str) -> int:
        if folded(label) not in self.states:
            raise Unmapped(HeldReason.STATE, label)
        return self.states[folded(label)]

    def _recommending(self, row: ImportedRow, *, may_lack: bool) -> tuple[list[int | None], str]:
        """Ids of the recommending States, and their names as the source writes them."""
        ids: list[int | None] = []
        labels: list[str] = []
        for place, group in enumerate(row.recommending, start=1):
            found = [self.states.get(folded(label)) for label in group]
            if not any(found) and place < len(row.recommending):
                continue
            if None in found and not may_lack:
                raise Unmapped(HeldReason.RECOMMENDING_STATE, group[found.index(None)])
            ids += found
            labels += group
        return list(dict.fromkeys(ids)), ", ".join(dict.fromkeys(labels))

    def _mechanism(self, label: str) -> int:
        known = folded(label or self.importer.mechanism)
        if known not in self.mechanisms:
            raise Unmapped(HeldReason.MECHANISM, label)
        return self.mechanisms[known]

    def _response(self, label: str) -> str:
        if folded(label) not in self.importer.responses:
            raise Unmapped(HeldReason.RESPONSE, label)
        return self.importer.responses[folded(label)]

    def _known(self, lookup: dict[str, int], reason: HeldReason, label: str) -> int:
        if loose(label) not in lookup:
            raise Unmapped(reason, label)
        return lookup[loose(label)]

    def _goals(self, labels: tuple[str, ...]) -> dict[str, frozenset[int]]:
        """Ids of goals and of targets; a target brings its goal."""
        goals, targets = set(), set()
        for label in labels:
            number = GOAL.match(label)
            code = number[1] if number else ""
            if code.split(".")[0] not in self.goals or ("." in code and code not in self.targets):
                raise Unmapped(HeldReason.GOAL, label)
            goals.add(self.goals[code.split(".")[0]])
            targets |= {self.targets[code]} if "." in code else set()
        return {"goal_ids": frozenset(goals), "target_ids": frozenset(targets)}

    def _speaks_of_help(self, text: str) -> bool:
        return self.importer.looks_for_help_in_texts and bool(HELP_WORDS.search(text))


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


def _day(text: str) -> date | None:
    """The day of an ISO time, None for an empty cell."""
    try:
        day = parse_date(text[:10]) if text else None
    except ValueError as fault:
        raise Unmapped(HeldReason.DATE, text) from fault
    if text and day is None:
        raise Unmapped(HeldReason.DATE, text)
    return day
