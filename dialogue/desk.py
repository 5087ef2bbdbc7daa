"""What waits for a person in this app, as rows of the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.acting import Acting
from dialogue.choices import SessionStatus, TravelStatus
from dialogue.lifecycles import COMMITMENT, TABLE, TRAVEL
from dialogue.models import AnnualSession, Commitment, TableTalk, TravelRequest
from dialogue.selectors.commitments import loose_ends_of
from dialogue.selectors.registration import travel_shown_to
from dialogue.selectors.sessions import sessions_curated
from dialogue.selectors.tables import tables_waiting
from matching.services.clocks import DROPPED_AFTER
from states.rules import body_of
from web.desk import DeskTask

MOST_ROWS = 50
#: status of a session → (the day by which it goes on, what its curators do next, and where)
NEXT_STEP = {
    SessionStatus.PLANNED: ("agenda_opens_on", _lazy("Open the agenda for proposals"), "agenda_build"),
    SessionStatus.AGENDA_OPEN: ("agenda_due_on", _lazy("Build the agenda"), "agenda_build"),
    SessionStatus.AGENDA_PUBLISHED: ("starts_on", _lazy("Live desk"), "live_desk"),
    SessionStatus.HELD: ("report_due_on", _lazy("The report of the session is out"), "agenda_build"),
}
YESES = ("give", "confirm")


def tasks_of(acting: Acting) -> list[DeskTask]:
    """Promises of a session that wait for the person's yes; tables that it is asked for; a fund's journeys to pay; the
    sessions that it curates, each with its next step."""
    if body_of(acting) is None:
        return []
    promised = [one for one in loose_ends_of(acting)[:MOST_ROWS] if _may(COMMITMENT, one, acting, *YESES)]
    asked = travel_shown_to(acting).filter(status__in=[TravelStatus.ASKED, TravelStatus.AT_BOARD])[:MOST_ROWS]
    journeys = [one for one in asked if _may(TRAVEL, one, acting, "put_to_board", "grant")]
    tables = [one for one in tables_waiting(acting)[:MOST_ROWS] if _may(TABLE, one, acting, "book")]
    sessions = sessions_curated(acting).filter(status__in=list(NEXT_STEP))[:MOST_ROWS]
    return [*map(_promise, promised), *map(_journey, journeys), *map(_table, tables), *map(_session, sessions)]


def _may(lifecycle, obj, acting: Acting, *names: str) -> bool:
    return any(row.name in names for row in lifecycle.available(obj, acting))


def _promise(commitment: Commitment) -> DeskTask:
    return DeskTask(
        what=commitment.what,
        where_it_stands=commitment.get_status_display(),
        tone="wait",
        url=reverse("commitment", args=[commitment.key]),
        action_label=_("Read and answer"),
        by_date=(commitment.typed_at + DROPPED_AFTER).date(),
        detail=f"{commitment.giver.name} · {commitment.receiver.name}",
    )


def _journey(request: TravelRequest) -> DeskTask:
    return DeskTask(
        what=request.registration.session.title,
        where_it_stands=request.get_status_display(),
        tone="wait",
        url=request.get_absolute_url(),
        action_label=_("Answer"),
        by_date=request.board_on,
        detail=request.state.name,
    )


def _table(talk: TableTalk) -> DeskTask:
    return DeskTask(
        what=_("A bilateral table at %(session)s") % {"session": talk.session.title},
        where_it_stands=talk.get_status_display(),
        tone="wait",
        url=talk.get_absolute_url(),
        action_label=_("Answer"),
        by_date=talk.starts_at.astimezone(talk.session.zone).date(),
        detail=talk.asking.body.name,
    )


def _session(session: AnnualSession) -> DeskTask:
    day, label, route = NEXT_STEP[SessionStatus(session.status)]
    return DeskTask(
        what=session.title,
        where_it_stands=session.get_status_display(),
        tone="wait",
        url=reverse(route, args=[session.reference]),
        action_label=str(label),
        by_date=getattr(session, day) or session.starts_on,
        detail=session.region.name if session.region else session.place,
    )
