"""A whole cycle: call, statements, agenda, the day with its outcomes, and next year opened with what was promised."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.acting import ANONYMOUS
from consent.services import give_grants
from dialogue import services
from dialogue.models import AnnualSession, Commitment, Segment, TableTalk
from dialogue.selectors.agenda import agenda_of
from dialogue.selectors.commitments import commitments_of
from dialogue.services.listing import curators_audience
from followup.services import send_due
from matching.models import Match, Pledge
from matching.services import propose_allocation, say_yes_to_talks, send_invitations
from questions.services import answer_question
from requests_app.models import NeedsStatement
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import (
    a_listing,
    a_region,
    a_segment,
    a_table,
    an_open_session,
    an_outcome,
    published,
    taking_part,
    waiting,
)
from tests.factories.followup import an_active_match
from tests.factories.matching import an_open_offer
from tests.factories.papers import a_presentation
from tests.factories.questions import a_question

pytestmark = pytest.mark.django_db
STATEMENTS = 12


def twelve_statements() -> list:
    states = ["authoriser.xtv", "authoriser.xkr"] * (STATEMENTS // 2)
    presets = {0: "open", 2: "open"}  # a promise to a need is public only where the need is
    return [
        an_open_statement(state, presets.get(number, "quiet"), title=f"Need {number}")
        for number, state in enumerate(states)
    ]


def brokered(session, statements) -> None:
    """The call's board has a partner for the two needs that partners may read; what is sent becomes talks by yeses."""
    NeedsStatement.objects.filter(pk__in=[one.pk for one in statements]).update(call=session.call)
    an_open_offer(by="officer.undp", eligible=["any"], places=3)
    counts = propose_allocation(session.call, by=acting_as("curator"))
    assert (counts["needs"], counts["served"], counts["left"]) == (STATEMENTS, 2, STATEMENTS - 2)
    assert send_invitations(session.call, by=acting_as("curator")) == (2, [])
    assert set(Match.objects.values_list("status", flat=True)) == {"proposed"}
    match = Match.objects.select_related("need__statement__state").first()
    state = f"authoriser.{match.need.statement.state.iso3.lower()}"
    statuses = [say_yes_to_talks(match, by=acting_as(who)).status for who in (state, "officer.undp")]
    assert statuses == ["proposed", "in_talks"]


def built(session, statements, curator: str) -> list:
    """Every listed need in a matching slot, four in each of three segments; published."""
    segments = [a_segment(session, f"{hour:02}:00", f"{hour + 3:02}:00", by=curator) for hour in (9, 13, 17)]
    items = [
        services.add_item(segments[number // 4], by=acting_as(curator), kind="need", pk=statement.needs.get().pk)
        for number, statement in enumerate(statements)
    ]
    presented(a_segment(session, "09:00", "12:00", by=curator, room="Room B", tables=3), curator)
    published(session, curator)
    return items


def presented(segment, curator: str) -> None:
    """A presentation of a State, put on the agenda; a partner asked about it in writing, and the State answered."""
    paper = a_presentation()
    lines = [
        ("summary", "session_listing", curators_audience(segment.session)),
        ("summary", "session_listing", "public"),
    ]
    give_grants(paper.subject.shown, lines, by=acting_as("authoriser.xtv"))
    services.add_item(segment, by=acting_as(curator), kind="presentation", pk=paper.pk)
    asked = a_question(paper.subject, by="fund", status="published", text="Who pays the boats?")
    answer_question(asked, by=acting_as("authoriser.xtv"), text="Our own budget does.", language="en")


def read_from_the_agenda(acting, session) -> str:
    """The page of the presentation, reached from its line of the published agenda, as the public has it."""
    lines = agenda_of(acting, AnnualSession.objects.get(pk=session.pk)).lines()
    url = next(line.shown.url for line in lines if line.item.kind == "presentation")
    return Client().get(url).content.decode()


def met_at_a_table(session) -> TableTalk:
    """Nordmark's agency and Talava's mission, twenty minutes at a table after the segments."""
    state, _partner = taking_part(session, "authoriser.xtv", "signatory.xnd")
    return services.TABLE_ACTS["book"](a_table(session, "signatory.xnd", state), by=acting_as("authoriser.xtv"))


def is_known_to_both_sides(talk: TableTalk, curator: str) -> None:
    """Booked by both yeses; the two sides and who runs the session have its page, nobody else."""
    sides = (talk.asking.body.mailbox, talk.asked.body.mailbox)
    assert (talk.status, *sides) == ("booked", "agency.xnd@example.org", "mission.xtv@example.org")
    for side, there in (("signatory.xnd", 200), ("authoriser.xtv", 200), (curator, 200), ("fund", 404)):
        assert sign_in(side).get(talk.get_absolute_url()).status_code == there


def both_say_yes(outcome: Commitment) -> Commitment:
    given = services.COMMITMENT_ACTS["give"](outcome, by=acting_as("signatory.xnd"), may_be_public=True)
    return services.COMMITMENT_ACTS["confirm"](given, by=acting_as("authoriser.xtv"), may_be_public=True)


def held_and_reported(session, curator: str) -> AnnualSession:
    """Its days have passed, and the fortnight in which outcomes are confirmed."""
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(days=2), "ends_on": today - timedelta(days=1)}
    AnnualSession.objects.filter(pk=session.pk).update(**days)
    called = {"opens_on": today - timedelta(days=90), "closes_on": today - timedelta(days=30)}
    type(session.call).objects.filter(pk=session.call_id).update(**called)
    held = services.SESSION_ACTS["hold"](AnnualSession.objects.get(pk=session.pk), by=acting_as(curator))
    send_due(on=timezone.now() + timedelta(days=15))
    return services.SESSION_ACTS["report"](held, by=acting_as(curator))


def seen_by(acting, session) -> int:
    return len(agenda_of(acting, AnnualSession.objects.get(pk=session.pk)).lines())


@pytest.mark.parametrize("edition", ["global", "regional"])
def test_cycle_from_the_call_to_next_years_opening(cast, edition):
    curator = "host" if edition == "regional" else "curator"
    region = a_region("ocean", "XTV", "XKR") if edition == "regional" else None
    today, year = timezone.localdate(), timedelta(days=364)
    call = {"call_opens_on": today - timedelta(days=30), "call_closes_on": today + timedelta(days=30)}
    session, statements = an_open_session(curator, region=region, **call), twelve_statements()
    for statement in statements:
        a_listing(statement, session, *([] if region else ["public"]))
    assert len(waiting(session, curator)) == STATEMENTS

    brokered(session, statements)
    items = built(session, statements, curator)
    assert seen_by(acting_as("authoriser.xtv"), session) == STATEMENTS + 1
    assert (
        seen_by(acting_as("authoriser.xam"), session) == (2 if region else STATEMENTS) + 1
    )  # only what is granted rises
    assert "Our own budget does." in read_from_the_agenda(ANONYMOUS, session)
    is_known_to_both_sides(met_at_a_table(session), curator)
    match = an_active_match(statements[2])
    support = both_say_yes(an_outcome(items[0], by=curator))
    report = both_say_yes(an_outcome(items[2], by=curator, kind="report"))
    loose = an_outcome(items[4], by=curator, what="Nobody will confirm this.")
    assert Pledge.objects.get().commitment.item == items[0]
    assert (report.due.match, report.due.due_on) == (match, report.due_on)

    session = held_and_reported(session, curator)
    assert Commitment.objects.get(pk=loose.pk).status == "dropped"
    following = services.clone_session(session, by=acting_as(curator), starts_on=session.starts_on + year)
    assert (following.previous, following.region) == (session, region)
    assert following.call.opens_on == session.call.opens_on + year
    assert Segment.objects.filter(session=following).count() == 4
    assert {row["commitment"] for row in commitments_of(ANONYMOUS, following.previous)} == {support, report}
    pages = {curator: f"/secretariat/sessions/{following.reference}/", "fund": following.get_absolute_url()}
    for who, url in pages.items():
        assert support.what in sign_in(who).get(url).content.decode()
    services.SESSION_ACTS["open_agenda"](following, by=acting_as(curator))
    assert a_listing(statements[6], following).carried_from == session
