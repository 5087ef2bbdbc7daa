"""What clashes in the draft of an agenda."""

from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogue.choices import RegistrationStatus
from dialogue.models import AnnualSession, Registration, TableSeat
from dialogue.selectors.agenda import Agenda, Block, Line, names_of

COMING = (RegistrationStatus.ASKED, RegistrationStatus.CONFIRMED)


@dataclass(frozen=True)
class Conflict:
    """One clash of the draft, in words; `stops` where it cannot be published so."""

    text: str
    stops: bool = False


def conflicts_of(agenda: Agenda) -> list[Conflict]:
    """Segments over their time, one delegation in two rooms at once, a speaker twice at once."""
    found = [Conflict(_over_time(block), stops=True) for block in agenda.standing if block.planned_end > block.ends_at]
    placed = [(block, line) for block in agenda.standing for line in block.lines]
    placed.sort(key=lambda one: one[1].starts_at)
    for (block, line), (other, later) in combinations(placed, 2):
        if block is not other and later.starts_at < line.ends_at and line.starts_at < later.ends_at:
            found += _clashes(block, line, other, later)
    return found + _at_tables(agenda.session, placed) + _not_interpreted(agenda.session, placed)


def _not_interpreted(session: AnnualSession, placed: list[tuple[Block, Line]]) -> list[Conflict]:
    """Delegations that are needed in a segment where none of the languages of their registration is interpreted."""
    rows = Registration.objects.filter(session=session, status__in=COMING).exclude(languages=[])
    offices = list(rows.select_related("body__state"))
    words = _("%(who)s registered for %(languages)s; «%(segment)s» is not interpreted in it.")
    found: dict[tuple[int, int], Conflict] = {}
    for block, line in placed:
        named, speak = _named(line) if offices else {}, {one.body_id for one in line.speakers}
        for one in offices:
            needed = one.body_id in speak or one.body.is_of_state and one.body.state_id in named
            if needed and not set(one.languages) & set(block.languages):
                said = {"who": one.body.name, "languages": names_of(one.languages), "segment": block.title}
                found[one.pk, block.segment.pk] = Conflict(words % said)
    return list(found.values())


def _at_tables(session: AnnualSession, placed: list[tuple[Block, Line]]) -> list[Conflict]:
    """Who is needed in an item while sitting at a booked bilateral table."""
    seats = list(TableSeat.objects.filter(registration__session=session).select_related("registration__body__state"))
    words = _("%(who)s is needed in %(room)s while it sits at a bilateral table.")
    found = []
    for block, line in placed:
        here = [one.registration.body for one in seats if one.starts_at < line.ends_at and line.starts_at < one.ends_at]
        names = _named(line) if here else {}
        sitting = {names[body.state_id] for body in here if body.is_of_state and body.state_id in names}
        sitting |= {body.name for body in here for slot in line.speakers if slot.body_id == body.pk}
        found += [Conflict(words % {"who": who, "room": block.room}) for who in sorted(sitting)]
    return found


def _over_time(block: Block) -> str:
    over = int((block.planned_end - block.ends_at).total_seconds() // 60)
    told = ngettext(
        "«%(segment)s» is %(minutes)s minute over its time.",
        "«%(segment)s» is %(minutes)s minutes over its time.",
        over,
    )
    return told % {"segment": block.title, "minutes": over}


def _clashes(block: Block, line: Line, other: Block, later: Line) -> list[Conflict]:
    rooms = {"one": block.room, "other": other.room}
    delegations = _delegations(line) & _delegations(later)
    speakers = {one.body for one in line.speakers if one.body} & {one.body for one in later.speakers if one.body}
    two_rooms = _("%(who)s is needed in %(one)s and in %(other)s at the same time.")
    twice = _("%(who)s speaks in %(one)s and in %(other)s at the same time.")
    names = _named(line) | _named(later)
    found = [two_rooms % (rooms | {"who": names[pk]}) for pk in sorted(delegations)]
    return [Conflict(text) for text in [*found, *(twice % (rooms | {"who": one.name}) for one in speakers)]]


def _named(line: Line) -> dict[int, str]:
    names = {one.body.state_id: one.body.state.name for one in line.speakers if one.body and one.body.is_of_state}
    if line.shown and line.shown.state_id:
        names[line.shown.state_id] = line.shown.state.split(" · ")[0]
    return names


def _delegations(line: Line) -> set[int]:
    return set(_named(line))
