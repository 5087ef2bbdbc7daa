"""The clocks of matches and pledges, with their pauses and their ways out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching import services
from matching.models import CouncilSession, Match, MatchParty, Pledge
from matching.selectors import coverage_of
from matching.services.clocks import answer_due_on
from notifications.models import OutboxMessage
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import (
    a_pledge,
    a_proposal,
    an_agreed_match,
    an_open_offer,
    talks,
    the_need,
    with_card,
)
from web.errors import Conflict, FailedCheck, NotPermitted

pytestmark = pytest.mark.django_db
BOTH = {"drafter.xtv", "authoriser.xtv", "nmirf.xtv", "officer.xnd", "signatory.xnd"}


def told(kind: str) -> set[str]:
    return set(OutboxMessage.objects.filter(kind=f"matching.{kind}").values_list("person__username", flat=True))


def begun_on(match: Match, day: date) -> Match:
    Match.objects.filter(pk=match.pk).update(created_at=datetime.combine(day, datetime.min.time(), UTC))
    match.refresh_from_db()
    return match


def lapses_on(day: date) -> int:
    with transaction.atomic():
        count = services.lapse_proposals(on=datetime.combine(day, datetime.max.time(), UTC))
        transaction.set_rollback(True)
    return count


def test_august_and_sessions_of_the_council_do_not_count(statement):
    CouncilSession.objects.create(name="A session", starts_on=date(2027, 9, 6), ends_on=date(2027, 9, 15))
    match = begun_on(a_proposal(statement), date(2027, 7, 21))
    assert answer_due_on(match) == date(2027, 10, 15)  # 10 days of July, 20 of September, 15 of October
    assert (lapses_on(date(2027, 10, 14)), lapses_on(date(2027, 10, 15))) == (0, 1)


def test_a_proposal_of_november_waits_45_days(statement):
    match = begun_on(a_proposal(statement), date(2027, 11, 1))
    assert answer_due_on(match) == date(2027, 12, 16)
    assert (lapses_on(date(2027, 12, 15)), lapses_on(date(2027, 12, 16))) == (0, 1)


@pytest.mark.parametrize("by", ["moderator", "authoriser.xtv", "officer.xnd", "admin"])
def test_calendar_is_the_curators(cast, by):
    words = {"name": "A session", "starts_on": date(2027, 3, 1), "ends_on": date(2027, 4, 2)}
    with pytest.raises(NotPermitted):
        services.save_council_session(None, by=acting_as(by), words=words)


def test_calendar_page_enters_and_moves_a_session(cast):
    curator = sign_in("curator")
    words = {"name": "A session", "starts_on": "2027-03-01", "ends_on": "2027-02-02"}
    assert curator.post("/secretariat/council-sessions/", words).status_code == 400
    assert curator.post("/secretariat/council-sessions/", words | {"ends_on": "2027-04-02"}).status_code == 302
    entry = CouncilSession.objects.get()
    curator.post(f"/secretariat/council-sessions/{entry.pk}/", words | {"ends_on": "2027-04-09"})
    assert CouncilSession.objects.get().ends_on == date(2027, 4, 9)


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days, hours=1)


def test_talks_are_asked_once_at_45_days_and_end_at_90(statement):
    match = talks(statement, an_open_offer())
    assert services.ask_about_talks(on=in_days(44)) == 0
    assert services.ask_about_talks(on=in_days(45)) == 1
    assert services.ask_about_talks(on=in_days(46)) == 0
    assert told("talks_asked") == BOTH
    assert services.end_talks(on=in_days(89)) == 0
    assert services.end_talks(on=in_days(90)) == 1
    match.refresh_from_db()
    assert match.status == "lapsed"
    assert told("talks_ended") == BOTH


def test_talks_go_on_once_both_sides_want_it(statement):
    match = talks(statement)
    with pytest.raises(FailedCheck):
        services.extend_talks(match, by=acting_as("officer.xnd"))
    services.ask_about_talks(on=in_days(45))
    assert services.extend_talks(match, by=acting_as("officer.xnd")).talks_asked_at is not None
    services.extend_talks(match, by=acting_as("authoriser.xtv"))
    match.refresh_from_db()
    assert match.talks_asked_at is None
    assert not match.parties.filter(extends_yes_at__isnull=False).exists()
    assert services.end_talks(on=in_days(89)) == 0
    assert told("talks_extended") == BOTH


def test_one_side_alone_does_not_hold_the_talks(statement):
    talks(statement)
    services.ask_about_talks(on=in_days(45))
    services.extend_talks(Match.objects.get(), by=acting_as("officer.xnd"))
    assert services.end_talks(on=in_days(91)) == 1


def test_talks_that_nobody_was_asked_about_do_not_end(statement):
    talks(statement)
    assert services.end_talks(on=in_days(91)) == 0


def test_agreed_and_not_begun_is_asked_at_60_days_once(statement):
    an_agreed_match(statement)
    assert services.ask_about_starts(on=in_days(59)) == 0
    assert services.ask_about_starts(on=in_days(60)) == 1
    assert services.ask_about_starts(on=in_days(70)) == 0
    assert told("start_asked") == BOTH


def with_a_fund(statement, board_on: date | None) -> Match:
    match = talks(statement)
    fund = Body.objects.get(kind="fund")
    services.add_party(match, by=acting_as("authoriser.xtv"), body=fund, role="funder")
    if board_on:
        services.set_board_date(match, by=acting_as("fund"), board_on=board_on)
    return with_card(match)


@pytest.mark.parametrize("days", [None, 1])
def test_fund_says_nothing_before_its_board_has_met(statement, days):
    match = with_a_fund(statement, timezone.localdate() + timedelta(days=days) if days else None)
    with pytest.raises(FailedCheck):
        services.say_yes_to_agreement(match, by=acting_as("fund"))
    with pytest.raises(FailedCheck):
        services.MATCH_ACTS["decline"](match, by=acting_as("fund"), reason="board_refused")


def test_fund_refuses_on_the_day_of_its_board_and_only_it(statement):
    """The fund leaves; the talks go on between the State and the partner who remains."""
    match = with_a_fund(statement, timezone.localdate())
    with pytest.raises(FailedCheck):
        services.MATCH_ACTS["decline"](match, by=acting_as("signatory.xnd"), reason="board_refused")
    done = services.MATCH_ACTS["decline"](match, by=acting_as("fund"), reason="board_refused")
    assert (done.status, done.declined_reason) == ("in_talks", "")
    assert {party.role for party in done.partners} == {"implementer"}


def test_refusal_of_the_only_partner_declines_the_match(statement):
    match = services.propose(the_need(statement), by=acting_as("fund"), scope="A grant.", role="funder")
    services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))
    services.set_board_date(match, by=acting_as("fund"), board_on=timezone.localdate())
    done = services.MATCH_ACTS["decline"](match, by=acting_as("fund"), reason="board_refused")
    assert (done.status, done.declined_reason) == ("declined", "board_refused")


def test_agreement_with_funder_and_implementer_needs_all_three_yeses(statement):
    match = with_a_fund(statement, timezone.localdate())
    for name, status in (("signatory.xnd", "in_talks"), ("authoriser.xtv", "in_talks"), ("fund", "agreed")):
        assert services.say_yes_to_agreement(match, by=acting_as(name)).status == status


def test_only_one_agreement_covers_the_whole_of_a_need(statement):
    an_agreed_match(statement, covers_all=True)
    match = services.propose(the_need(statement), by=acting_as("fund"), scope="A grant.", role="funder")
    services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))
    services.set_board_date(match, by=acting_as("fund"), board_on=timezone.localdate())
    today = timezone.localdate()
    card = {"covers_all": True, "starts_on": today, "ends_on": today + timedelta(days=9)}
    services.write_card(match, by=acting_as("fund"), **card)
    services.say_yes_to_agreement(match, by=acting_as("fund"))
    with pytest.raises(Conflict):
        services.say_yes_to_agreement(match, by=acting_as("authoriser.xtv"))
    match.refresh_from_db()
    assert match.status == "in_talks"


def test_card_holds_all_that_was_agreed_and_prints(statement):
    card = {
        "outputs": "Two courses", "baseline": "None certified", "indicator": "24 certified", "amount_band": "in_kind",
        "report_rhythm": "half_yearly", "public_terms": "The scope", "exit_terms": "A month's notice",
        "first_report_on": timezone.localdate() + timedelta(days=90),
    }  # fmt: skip
    match = with_card(talks(statement), **card)
    page = sign_in("officer.xnd").get(f"/matches/{match.reference}/card/print/").content.decode()
    assert all(words in page for words in ("Two courses", "None certified", "A month&#x27;s notice", "In kind"))
    with pytest.raises(ValidationError):
        with_card(match, first_report_on=timezone.localdate() - timedelta(days=1))


def test_interest_is_shown_beyond_the_parties_only_where_the_partner_lets_it(statement):
    need, outsider = the_need(statement).pk, acting_as("officer.undp")
    match = a_proposal(statement)
    assert coverage_of([need], outsider)[need].status == "unanswered"
    for party in ("authoriser.xtv", "officer.xnd", "curator"):
        assert coverage_of([need], acting_as(party))[need].status == "interest"
    MatchParty.objects.filter(match=match, body=match.partner).update(shows_interest=True)
    assert coverage_of([need], outsider)[need].status == "interest"


def test_agreement_is_shown_beyond_the_parties_only_where_every_party_lets_it(statement):
    need, outsider = the_need(statement).pk, acting_as("officer.undp")
    match = an_agreed_match(statement)
    assert coverage_of([need], outsider)[need].status == "unanswered"
    for name in ("signatory.xnd", "authoriser.xtv"):
        services.set_publicity(match, by=acting_as(name), may_be_public=True)
    assert coverage_of([need], outsider)[need].status == "partly_covered"


def announced(match, **words) -> Pledge:
    body = Body.objects.get(kind="bilateral")
    words = {"what": "Two trainers"} | words
    return services.record_announcement(match, by=acting_as("curator"), body=body, words=words)


def test_what_was_heard_at_a_session_counts_once_both_have_confirmed_it(statement):
    pledge = announced(talks(statement))
    with pytest.raises(FailedCheck):
        services.PLEDGE_ACTS["confirm"](pledge, by=acting_as("authoriser.xtv"))
    services.stand_by_pledge(pledge, by=acting_as("signatory.xnd"))
    assert services.PLEDGE_ACTS["confirm"](pledge, by=acting_as("authoriser.xtv")).status == "confirmed"


@pytest.mark.parametrize("by", ["moderator", "authoriser.xtv", "signatory.xnd", "officer.undp"])
def test_announcements_are_written_down_by_a_curator_alone(statement, by):
    match, body = talks(statement), Body.objects.get(kind="bilateral")
    with pytest.raises(NotPermitted):
        services.record_announcement(match, by=acting_as(by), body=body, words={"what": "Two trainers"})


def test_announcement_is_chased_at_48_hours_and_dropped_at_14_days(statement):
    pledge = announced(talks(statement))
    assert services.chase_pledges(on=in_days(1)) == 0
    assert services.chase_pledges(on=in_days(2)) == 1
    assert services.chase_pledges(on=in_days(3)) == 0
    assert told("pledge_chased") == BOTH
    assert services.drop_pledges(on=in_days(13)) == 0
    assert services.drop_pledges(on=in_days(14)) == 1
    pledge.refresh_from_db()
    assert (pledge.status, pledge.withdrawn_reason) == ("withdrawn", "not_confirmed")
    assert told("pledge_dropped") == BOTH


def test_pledge_signed_by_its_office_is_not_dropped(statement):
    a_pledge(talks(statement))
    assert services.drop_pledges(on=in_days(30)) == 0


def test_database_refuses_a_counted_pledge_without_both_yeses(statement):
    pledge = announced(talks(statement))
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.filter(pk=pledge.pk).update(status="confirmed", confirmed_at=timezone.now())


def test_confirmed_never_exceeds_what_is_asked(cast):
    statement = an_open_statement(budget_band="under_25k")
    match = talks(statement)
    confirm = services.PLEDGE_ACTS["confirm"]
    pledged = ((20000, "USD"), (6000, "USD"), (90000, "NOK"))
    first, second, other = (a_pledge(match, amount=amount, currency=code) for amount, code in pledged)
    confirm(first, by=acting_as("authoriser.xtv"))
    with pytest.raises(Conflict) as refusal:
        confirm(second, by=acting_as("authoriser.xtv"))
    assert refusal.value.current == {"confirmed": "20000.00", "asked": "25000", "currency": "USD"}
    assert confirm(other, by=acting_as("authoriser.xtv")).status == "confirmed"
