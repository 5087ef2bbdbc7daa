"""Sessions, agendas and outcomes of the tests, brought where they stand by the services."""

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from dialogue import services
from dialogue.models import AgendaItem, AnnualSession, Commitment, Registration, Segment, SessionListing, TableTalk
from dialogue.selectors.tables import free_times
from dialogue.selectors.waiting import Waiting, shown_waiting, things_waiting
from requests_app.models import NeedsStatement
from states.cast import acting_as
from states.models import Body, Region, State


def session_words(**words) -> dict:
    starts_on = timezone.localdate() + timedelta(days=120)
    return {
        "title": "Annual platform",
        "place": "Geneva",
        "time_zone": "Europe/Zurich",
        "languages": ["en", "fr"],
        "starts_on": starts_on,
        "ends_on": words.get("starts_on", starts_on) + timedelta(days=1),
    } | words


def a_region(slug: str = "ocean", *members: str) -> Region:
    """The region of the host of the cast, with the named States (Talava, where none is named)."""
    host = Body.objects.get(kind="regional_host")
    region, _new = Region.objects.get_or_create(slug=slug, defaults={"host": host, "names": {"en": "Ocean"}})
    region.states.set(State.objects.filter(iso3__in=members or ["XTV"]))
    return region


def an_open_session(by: str = "curator", *, region: Region | None = None, **words) -> AnnualSession:
    """A session whose agenda is open for proposals."""
    session = services.plan_session(by=acting_as(by), words=session_words(**words), region=region)
    return services.SESSION_ACTS["open_agenda"](session, by=acting_as(by))


def at(session: AnnualSession, clock: str, day: int = 0) -> datetime:
    hour, minute = map(int, clock.split(":"))
    on: date = session.starts_on + timedelta(days=day)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=session.zone)


def a_segment(session: AnnualSession, begins="10:00", ends="12:00", *, by="curator", invited=None, **words) -> Segment:
    words = {"title": "Justice", "kind": "open", "room": "Room XX"} | words
    times = {"starts_at": at(session, begins), "ends_at": at(session, ends)}
    return services.write_segment(session, by=acting_as(by), words=words | times, invited=invited)


def a_listing(statement: NeedsStatement, session: AnnualSession, *audiences: str) -> SessionListing:
    by = acting_as(f"authoriser.{statement.state.iso3.lower()}")
    return services.list_need(statement.needs.get(number=1), session=session, by=by, audiences=audiences)


def waiting(session: AnnualSession, by: str = "curator", pool: str = "unanswered", **filters) -> list[Waiting]:
    """What of one list waits for the agenda, as that person may see it."""
    acting = acting_as(by)
    return shown_waiting(acting, session, pool, things_waiting(acting, session, pool, **filters))


def a_need_item(segment: Segment, statement: NeedsStatement, *audiences: str, by: str = "curator") -> AgendaItem:
    """A listed need in a matching slot."""
    listing = a_listing(statement, segment.session, *audiences)
    return services.add_item(segment, by=acting_as(by), kind="need", pk=listing.need_id)


def a_free_item(segment: Segment, title: str = "Opening", minutes: int = 10, by: str = "curator") -> AgendaItem:
    return services.add_item(segment, by=acting_as(by), kind="free", title=title, minutes=minutes)


def published(session: AnnualSession, by: str = "curator") -> AnnualSession:
    return services.SESSION_ACTS["publish_agenda"](AnnualSession.objects.get(pk=session.pk), by=acting_as(by))


def taking_part(session: AnnualSession, *who: str, **words) -> list[Registration]:
    """Confirmed delegations that may be asked for a table."""
    session, curator = AnnualSession.objects.get(pk=session.pk), "host" if session.region else "curator"
    words = {"people": 2, "at_tables": True} | words
    asked = [services.register(session, by=acting_as(one), words=words) for one in who]
    return [services.REGISTRATION_ACTS["confirm"](one, by=acting_as(curator)) for one in asked]


def a_table(session: AnnualSession, asking: str, asked: Registration, *, number: int = 0, **words) -> TableTalk:
    """A request for the `number`th time at which both are free."""
    session = AnnualSession.objects.get(pk=session.pk)
    free = free_times(acting_as(asking), session, asked)[number]
    when = {"segment": free.segment, "starts_at": free.starts_at}
    return services.ask_table(session, by=acting_as(asking), asked=asked, **when | words)


def an_outcome(item: AgendaItem, *, by: str = "curator", **words) -> Commitment:
    """What Nordmark promised the State of the item, announced and unconfirmed."""
    giver = Body.objects.get(mailbox="agency.xnd@example.org")
    promised = {"kind": "pledge", "giver": giver, "what": "Two trainers come for two circuits."}
    promised |= {"due_on": timezone.localdate() + timedelta(days=90), "client_key": uuid.uuid4()}
    return services.type_outcome(item, by=acting_as(by), **promised | words)
