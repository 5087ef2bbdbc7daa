"""What an agenda can be built from, what clashes in it, and how it differs from what was published."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue.choices import ItemKind, RegistrationStatus
from dialogue.models import AgendaItem, AnnualSession, ListingAsk, Registration, TableSeat
from dialogue.selectors.agenda import Agenda, Block, Line, names_of
from dialogue.selectors.objects import READERS, Shown, matches_announced, needs_listed
from dialogue.selectors.sessions import may_curate
from followup.selectors import reports_shown_to
from matching.selectors.responses import NOTE_AFTER, needs_unanswered, without_answer
from practices.selectors import practices_shown_to
from presentations.selectors import presentations_listed_for
from requests_app.models import Need, StatementVersion
from web.names import name_in

MOST_OFFERED = 100
COMING = (RegistrationStatus.ASKED, RegistrationStatus.CONFIRMED)


@dataclass(frozen=True)
class Waiting:
    """One thing that could go on the agenda: its kind and id, and what the curator may see of it."""

    kind: str
    pk: int
    shown: Shown
    theme: str = ""
    unanswered: bool = False

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.pk}"


def _candidates(acting: Acting, session: AnnualSession) -> dict[str, list[int]]:
    region = Q(state__regions=session.region_id) if session.region_id else Q()
    through = Q(match__need__statement__state__regions=session.region_id) if session.region_id else Q()
    matches = matches_announced()
    if session.region_id:
        matches = matches.filter(need__statement__state__regions=session.region_id)
    return {
        ItemKind.NEED.value: list(needs_listed(acting, session).order_by("pk").values_list("pk", flat=True)),
        ItemKind.MATCH.value: list(matches.order_by("-pk").values_list("pk", flat=True)[:MOST_OFFERED]),
        ItemKind.REPORT_BACK.value: list(
            reports_shown_to(acting)
            .filter(through, report__make_public=True)
            .values_list("pk", flat=True)[:MOST_OFFERED]
        ),
        ItemKind.PRESENTATION.value: list(
            presentations_listed_for(acting).filter(region).order_by("-pk").values_list("pk", flat=True)[:MOST_OFFERED]
        ),
        ItemKind.PRACTICE.value: list(
            practices_shown_to(acting).filter(region).order_by("-pk").values_list("pk", flat=True)[:MOST_OFFERED]
        ),
    }


def waiting_for(acting: Acting, session: AnnualSession) -> list[Waiting]:
    """What could go on the agenda and is not on it: needs by theme first, then matches, reports back, practices."""
    if not may_curate(acting, session):
        return []
    taken = _taken(session)
    rows = []
    for kind, ids in _candidates(acting, session).items():
        free = [pk for pk in ids if (kind, pk) not in taken]
        shown = READERS[kind][1](acting, session, free) if free else {}
        of_needs = kind == ItemKind.NEED and free
        themes = _themes(free) if of_needs else {}
        silent = without_answer(free, since=timezone.now() - NOTE_AFTER) if of_needs else set()
        rows += [Waiting(kind, pk, shown[pk], themes.get(pk, ""), pk in silent) for pk in free if pk in shown]
    return sorted(rows, key=lambda one: (list(READERS).index(one.kind), not one.unanswered, one.theme, one.pk))


@dataclass(frozen=True)
class Unlisted:
    """A need without an answer that its State has not let be listed: the curator may ask once. `url` is its page."""

    need: Need
    title: str
    asked_at: datetime | None


def unanswered_unlisted(acting: Acting, session: AnnualSession) -> list[Unlisted]:
    """Needs that the curator may read, sixty days open without an answer, not listed at the session; oldest first."""
    if not may_curate(acting, session):
        return []
    silent = needs_unanswered(acting, opened_before=timezone.now() - NOTE_AFTER).exclude(listings__session=session)
    if session.region_id:
        silent = silent.filter(statement__state__regions=session.region_id)
    asked = dict(ListingAsk.objects.filter(session=session).values_list("need", "asked_at"))
    return [Unlisted(need, need.title, asked.get(need.pk)) for need in silent[:MOST_OFFERED]]


def _taken(session: AnnualSession) -> set[tuple[str, int]]:
    items = AgendaItem.objects.filter(segment__session=session, removed_at__isnull=True)
    return {(one.kind, getattr(one, READERS[one.kind][0])) for one in items if one.kind in READERS}


def _themes(need_ids) -> dict[int, str]:
    """The first theme of each need, from its shown summary."""
    shown = StatementVersion.objects.filter(
        statement__needs__in=need_ids, edition=F("statement__subject__shown"), themes__isnull=False
    )
    rows = shown.order_by("themes__slug").values_list("statement__needs", "themes__names")
    found: dict[int, str] = {}
    for pk, names in rows:
        found.setdefault(pk, name_in(names, None))
    return found


def counts_by_theme(waiting: list[Waiting]) -> list[tuple[str, int]]:
    """How many needs wait for each theme, most first."""
    counts = Counter(one.theme or _("Without a theme") for one in waiting if one.kind == ItemKind.NEED)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


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
    return _("«%(segment)s» is %(minutes)s minutes over its time.") % {"segment": block.title, "minutes": over}


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
