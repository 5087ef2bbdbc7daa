"""Last year's session with what was promised there, this year's with its agenda, and a regional edition."""

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from dialogue import services
from dialogue.models import AnnualSession, Segment
from dialogue.selectors.tables import free_times
from matching.models import Match
from requests_app.models import Call, NeedsStatement
from states.cast import acting_as
from states.models import Body, Region, State

AUTHORISERS = {"XTV": "authoriser.xtv", "XKR": "authoriser.xkr", "XWD": "authoriser.xwd"}
ZONE = "Europe/Zurich"


def hold_sessions(call: Call, statements: list[NeedsStatement]) -> None:
    today = timezone.now().date()
    last = _session(f"Annual platform {today.year - 1}", today - timedelta(days=20))
    _last_year(last, statements)
    this = services.clone_session(last, by=acting_as("curator"), starts_on=today + timedelta(days=198))
    this.call, this.title = call, f"Annual platform {this.starts_on.year}"
    this.save(update_fields=["call", "title"])
    _this_year(services.SESSION_ACTS["open_agenda"](this, by=acting_as("curator")), statements)
    _regional(today)


def _session(title: str, starts_on: date, by: str = "curator", region=None, **words) -> AnnualSession:
    days = {"starts_on": starts_on, "ends_on": starts_on + timedelta(days=1)}
    days |= {"agenda_opens_on": starts_on - timedelta(days=120), "agenda_due_on": starts_on - timedelta(days=30)}
    words = {"title": title, "place": "Geneva and online", "time_zone": ZONE, "languages": ["en", "fr", "ar"]} | words
    session = services.plan_session(by=acting_as(by), words=words | days, region=region)
    return services.SESSION_ACTS["open_agenda"](session, by=acting_as(by))


def _segment(
    session, title: str, begins: int, ends: int, kind="open", *, room="Room XX", by="curator", **more
) -> Segment:
    day = session.starts_on
    hours = (datetime(day.year, day.month, day.day, hour, tzinfo=session.zone) for hour in (begins, ends))
    words = dict(zip(("starts_at", "ends_at"), hours, strict=True)) | {"title": title, "kind": kind, "room": room}
    return services.write_segment(session, by=acting_as(by), words=words, **more)


def _need(segment: Segment, statement: NeedsStatement, *audiences: str, by: str = "curator"):
    state = acting_as(AUTHORISERS[statement.state.iso3])
    services.list_need(statement.needs.first(), session=segment.session, by=state, audiences=audiences)
    return services.add_item(segment, by=acting_as(by), kind="need", pk=statement.needs.first().pk)


def _by_state(statements) -> dict[str, NeedsStatement]:
    return {one.state.iso3: one for one in reversed(statements) if one.state.iso3 in AUTHORISERS}


def _last_year(session: AnnualSession, statements) -> None:
    """One promise became a pledge, one a report due."""
    curator = acting_as("curator")
    segment = _segment(session, "Access to justice", 10, 13)
    item = _need(segment, _by_state(statements)["XTV"], "states", "partners", "public")
    services.add_item(segment, by=curator, kind="free", title="The chair reads back", minutes=10)
    services.SESSION_ACTS["publish_agenda"](session, by=curator)
    giver = Body.objects.get(mailbox="agency.xnd@example.org")
    match = Match.objects.filter(need=item.need, partner=giver).first()
    promised = [("pledge", "A third circuit of training in the outer islands.")]
    promised += [("report", "A report on how the first circuit went.")] if match else []
    for kind, what in promised:
        words = {"kind": kind, "giver": giver, "what": what, "due_on": timezone.localdate() + timedelta(days=150)}
        said = services.type_outcome(item, by=curator, client_key=uuid.uuid4(), **words)
        said = services.COMMITMENT_ACTS["give"](said, by=acting_as("signatory.xnd"), may_be_public=True)
        services.COMMITMENT_ACTS["confirm"](said, by=acting_as("authoriser.xtv"), may_be_public=True, same_as="beside")
    held = services.SESSION_ACTS["hold"](AnnualSession.objects.get(pk=session.pk), by=curator)
    services.SESSION_ACTS["report"](held, by=curator)


def _this_year(session: AnnualSession, statements) -> None:
    """An open segment with needs, a closed one, one without attribution, registrations and a request for travel."""
    curator, by_state = acting_as("curator"), _by_state(statements)
    opening = session.segments.order_by("starts_at").first()
    services.add_item(opening, by=curator, kind="free", title="Opening", minutes=10)
    for iso3, audiences in {"XTV": ("states", "partners", "public"), "XKR": ("states",)}.items():
        _need(opening, by_state[iso3], *audiences)
    invited = Body.objects.filter(mailbox__in=["mission.xkr@example.org", "fund@example.org"])
    talk = _segment(session, "A talk among those concerned", 15, 16, "closed", room="Room IX", invited=invited)
    services.add_item(talk, by=curator, kind="free", title="What stands in the way", minutes=45)
    opening.refresh_from_db()
    services.write_segment(session, by=curator, segment=opening, words={"tables": 4})
    lessons = _segment(session, "What did not work, and why", 15, 17, "non_attributable", room="Room XI")
    services.add_item(lessons, by=curator, kind="free", title="Three failures and their lessons", minutes=60)
    services.SESSION_ACTS["publish_agenda"](session, by=curator)
    _take_part(session)


def _take_part(session: AnnualSession) -> None:
    session = AnnualSession.objects.get(pk=session.pk)
    offices: dict[str, dict] = {
        "authoriser.xtv": {"at_tables": True, "people": 3, "from_capital": 2, "practitioners": 1, "listed": True},
        "signatory.xnd": {"at_tables": True, "people": 2, "listed": True},
        "cso.xtv": {"people": 1, "remote": 1},
    }
    for who, words in offices.items():
        one = services.register(session, by=acting_as(who), words=words)
        services.REGISTRATION_ACTS["confirm"](one, by=acting_as("curator"))
    services.register(session, by=acting_as("officer.undp"), words={"people": 1, "listed": True})
    _tables(session)
    mine = session.registrations.get(body__mailbox="mission.xtv@example.org")
    why = "Two officials of the Ministry of Justice who run the circuits."
    journey = {"fund": Body.objects.get(mailbox="fund@example.org"), "people": 2, "why": why}
    services.ask_travel(mine, by=acting_as("authoriser.xtv"), words=journey)


def _tables(session: AnnualSession) -> None:
    """One bilateral table is booked, another one is asked for."""
    asked = session.registrations.get(body__mailbox="mission.xtv@example.org")
    for about in ("The second circuit of training", "Who pays for the boats"):
        free = free_times(acting_as("signatory.xnd"), session, asked)[0]
        when = {"segment": free.segment, "starts_at": free.starts_at, "about": about}
        talk = services.ask_table(session, by=acting_as("signatory.xnd"), asked=asked, **when)
        if asked.talks_answered.count() == 1:
            services.TABLE_ACTS["book"](talk, by=acting_as("authoriser.xtv"))


def _regional(today: date) -> None:
    host = Body.objects.get(mailbox="host@example.org")
    names = {"en": "Ocean Community (demonstration)", "fr": "Communauté de l'océan (démonstration)"}
    region = Region.objects.create(slug="ocean_demo", host=host, names=names)
    region.states.set(State.objects.filter(iso3__in=["XTV", "XWD"]))
    place = {"place": "Online", "time_zone": "Pacific/Fiji", "languages": ["en", "fr"]}
    session = _session("Ocean edition", today + timedelta(days=75), "host", region, **place)
    segment = _segment(session, "Far islands", 9, 11, room="Online", by="host")
    services.add_item(segment, by=acting_as("host"), kind="free", title="Welcome by the host", minutes=15)
