from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.acting import ANONYMOUS, SYSTEM
from lifecycle.selectors import history_of
from matching import services
from matching.models import Match, MatchParty, Offer
from matching.selectors import (
    answers_on,
    contacts_of,
    coverage_of,
    events_of,
    matches_of,
    need_title_for,
    public_progress,
    reason_for,
)
from notifications.models import OutboxMessage
from requests_app import services as statements
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement
from tests.factories.matching import (
    SCOPE,
    a_pledge,
    a_proposal,
    an_agreed_match,
    an_open_offer,
    talks,
    the_need,
    under_way,
    with_card,
)
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus

pytestmark = pytest.mark.django_db
STRANGERS = ["officer.undp", "authoriser.xkr", "nhri.xtv", "cso.xtv", "mechanism", "host", "admin"]


def act(name, match, by, **words):
    return services.MATCH_ACTS[name](match, by=acting_as(by), **words)


def test_partner_proposes_and_the_states_yes_opens_talks(statement):
    match = a_proposal(statement, offer=an_open_offer())
    assert (match.status, match.partner) == ("proposed", Body.objects.get(kind="bilateral"))
    done = services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))
    assert done.status == "in_talks"
    assert done.talks_at is not None


def test_state_proposes_on_an_offer_and_the_partners_yes_opens_talks(statement):
    match = a_proposal(statement, by="authoriser.xtv", offer=an_open_offer())
    assert match.recipient.talks_yes_at is not None
    assert services.say_yes_to_talks(match, by=acting_as("officer.xnd")).status == "in_talks"


@pytest.mark.parametrize("order", [("authoriser.xtv", "officer.xnd"), ("signatory.xnd", "authoriser.xtv")])
def test_secretariat_proposes_and_both_yeses_open_talks_in_either_order(statement, order):
    match = a_proposal(statement, by="curator", offer=an_open_offer())
    assert not any(party.talks_yes_at for party in match.parties.all())
    assert services.say_yes_to_talks(match, by=acting_as(order[0])).status == "proposed"
    assert services.say_yes_to_talks(match, by=acting_as(order[1])).status == "in_talks"


def test_yes_said_twice_counts_once(statement):
    match = a_proposal(statement)
    services.say_yes_to_talks(match, by=acting_as("signatory.xnd"))
    assert Match.objects.get().status == "proposed"
    assert history_of(match).count() == 1


@pytest.mark.parametrize("by", [*STRANGERS, "drafter.xtv", "ministry.xtv", "curator", "moderator"])
def test_yes_is_for_the_states_authoriser_and_the_partner_alone(statement, by):
    match = a_proposal(statement)
    with pytest.raises(NotPermitted):
        services.say_yes_to_talks(match, by=acting_as(by))
    assert not MatchParty.objects.filter(role="recipient", talks_yes_at__isnull=False).exists()


def test_states_yes_needs_a_proof(statement):
    match = a_proposal(statement)
    with pytest.raises(ProofNeeded):
        services.say_yes_to_talks(match, by=acting_as("authoriser.xtv", proven=False))
    assert match.parties.get(role="recipient").talks_yes_at is None


def test_nobody_says_yes_for_the_platform(statement):
    with pytest.raises(NotPermitted):
        services.say_yes_to_talks(a_proposal(statement), by=SYSTEM)


@pytest.mark.parametrize("by", ["drafter.xtv", "ministry.xtv", "authoriser.xkr", "moderator", "cso.xtv", "admin"])
def test_others_do_not_propose(statement, by):
    with pytest.raises(NotPermitted):
        a_proposal(statement, by=by, offer=an_open_offer())
    assert not Match.objects.exists()


def test_partner_does_not_propose_on_what_it_may_not_read(cast):
    quiet = an_open_statement(preset="quiet")
    with pytest.raises(NotPermitted):
        a_proposal(quiet)


def test_secretariat_does_not_tell_a_partner_of_a_need_that_it_may_not_read(cast):
    quiet = an_open_statement(preset="quiet")
    with pytest.raises(FailedCheck):
        a_proposal(quiet, by="curator", offer=an_open_offer())
    assert not Match.objects.exists()


def test_state_itself_may_ask_a_partner_about_a_quiet_need_which_stays_unread(cast):
    match = a_proposal(an_open_statement(preset="quiet"), by="authoriser.xtv", offer=an_open_offer())
    assert matches_of(acting_as("officer.xnd")).get() == match
    assert need_title_for(acting_as("officer.xnd"), match) == ""
    assert need_title_for(acting_as("authoriser.xtv"), match) != ""


def test_state_proposes_only_with_a_proof_and_an_offer(statement):
    with pytest.raises(FailedCheck):
        a_proposal(statement, by="authoriser.xtv")
    with pytest.raises(ProofNeeded):
        services.propose(the_need(statement), by=acting_as("authoriser.xtv", proven=False), scope=SCOPE)


def test_offer_of_another_partner_is_refused(statement):
    with pytest.raises(FailedCheck):
        a_proposal(statement, by="officer.undp", offer=an_open_offer())


def test_one_live_match_per_need_and_partner(statement):
    first = a_proposal(statement)
    with pytest.raises(Conflict):
        a_proposal(statement, by="signatory.xnd")
    act("decline", first, "officer.xnd", reason="timing")
    assert a_proposal(statement).status == "proposed"


def test_need_that_is_no_longer_open_takes_no_proposal(statement):
    statements.close_statement(statement, by=acting_as("authoriser.xtv"), reason="met")
    with pytest.raises(WrongStatus):
        a_proposal(statement)


def test_contacts_cross_with_the_second_yes_and_for_the_parties_alone(statement):
    match = a_proposal(statement, offer=an_open_offer())
    everybody = ["authoriser.xtv", "ministry.xtv", "officer.xnd", "curator", "moderator", *STRANGERS]
    assert [name for name in everybody if contacts_of(acting_as(name), match)] == []
    match = services.say_yes_to_talks(match, by=acting_as("authoriser.xtv"))
    assert [name for name in everybody if contacts_of(acting_as(name), match)] == everybody[:3]
    mailboxes = {contact.mailbox for contact in contacts_of(acting_as("officer.xnd"), match)}
    assert mailboxes == {"mission.talava@example.org", "training.xnd@example.org"}


def test_contacts_go_with_a_declined_match(statement):
    match = act("decline", talks(statement), "officer.xnd", reason="no_funds")
    assert contacts_of(acting_as("officer.xnd"), match) == []


@pytest.mark.parametrize("by", STRANGERS)
def test_match_is_unknown_to_all_others(statement, by):
    a_proposal(statement)
    assert not matches_of(acting_as(by)).exists()
    assert not matches_of(ANONYMOUS).exists()
    assert answers_on(acting_as(by), [the_need(statement).pk]) == {}


def test_agreement_needs_every_partys_yes_to_the_same_card(statement):
    match = talks(statement)
    with pytest.raises(FailedCheck):
        services.say_yes_to_agreement(match, by=acting_as("signatory.xnd"))
    match = with_card(match)
    assert services.say_yes_to_agreement(match, by=acting_as("signatory.xnd")).status == "in_talks"
    match = services.write_card(match, by=acting_as("authoriser.xtv"), indicator="24 certified")
    assert not match.parties.filter(agreed_yes_at__isnull=False).exists()
    assert services.say_yes_to_agreement(match, by=acting_as("authoriser.xtv")).status == "in_talks"
    assert services.say_yes_to_agreement(match, by=acting_as("signatory.xnd")).status == "agreed"


def test_officer_does_not_bind_the_partner(statement):
    match = with_card(talks(statement))
    with pytest.raises(NotPermitted):
        services.say_yes_to_agreement(match, by=acting_as("officer.xnd"))
    with pytest.raises(ProofNeeded):
        services.say_yes_to_agreement(match, by=acting_as("signatory.xnd", proven=False))


def test_yes_to_a_card_that_changed_meanwhile_is_refused(statement):
    match = with_card(talks(statement))
    seen = match.terms_no
    with_card(match, scope="Three circuits.")
    with pytest.raises(Conflict):
        services.say_yes_to_agreement(match, by=acting_as("signatory.xnd"), terms_no=seen)
    with pytest.raises(Conflict) as both:
        services.write_card(match, by=acting_as("officer.xnd"), scope="Mine.", terms_no=seen)
    assert both.value.current["scope"] == "Three circuits."


def test_last_place_of_an_offer_is_taken_once(cast):
    offer = an_open_offer(places=1, eligible=["any"])
    mine, theirs = an_open_statement(), an_open_statement(by="authoriser.xkr")
    other = services.propose(the_need(theirs), by=acting_as("officer.xnd"), scope=SCOPE, offer=offer)
    other = with_card(services.say_yes_to_talks(other, by=acting_as("authoriser.xkr")))
    services.say_yes_to_agreement(other, by=acting_as("signatory.xnd"))
    assert an_agreed_match(mine, offer).status == "agreed"
    with pytest.raises(FailedCheck):
        services.say_yes_to_agreement(other, by=acting_as("authoriser.xkr"))
    other.refresh_from_db()
    assert other.status == "in_talks"
    assert other.recipient.agreed_yes_at is None


def test_third_party_joins_and_must_agree_as_well(statement):
    match = with_card(talks(statement))
    services.say_yes_to_agreement(match, by=acting_as("signatory.xnd"))
    fund = Body.objects.get(kind="fund")
    with pytest.raises(NotPermitted):
        services.add_party(match, by=acting_as("signatory.xnd"), body=fund, role="funder")
    services.add_party(match, by=acting_as("authoriser.xtv"), body=fund, role="funder")
    assert contacts_of(acting_as("fund"), match) == []
    services.say_yes_to_talks(match, by=acting_as("fund"))
    assert len(contacts_of(acting_as("fund"), match)) == 3
    services.set_board_date(match, by=acting_as("fund"), board_on=timezone.localdate())
    for name in ("signatory.xnd", "authoriser.xtv"):
        assert services.say_yes_to_agreement(match, by=acting_as(name)).status == "in_talks"
    assert services.say_yes_to_agreement(match, by=acting_as("fund")).status == "agreed"


def test_reason_for_declining_is_for_the_state_and_the_secretariat(statement):
    match = act("decline_as_state", a_proposal(statement), "authoriser.xtv", reason="own_means", note="We have funds.")
    knowing = {name: reason_for(acting_as(name), match) for name in ("authoriser.xtv", "drafter.xtv", "curator")}
    assert set(knowing.values()) == {"Done from own means"}
    assert reason_for(acting_as("officer.xnd"), match) == ""
    assert answers_on(acting_as("officer.xnd"), [match.need_id])[match.need_id][0]["reason"] == ""
    assert "We have funds." not in str(events_of(acting_as("officer.xnd"), match))
    assert "We have funds." in str(events_of(acting_as("curator"), match))


@pytest.mark.parametrize(
    ("name", "by", "reason"), [("decline", "authoriser.xtv", "timing"), ("decline_as_state", "signatory.xnd", "timing")]
)
def test_nobody_declines_for_the_other_side(statement, name, by, reason):
    with pytest.raises(NotPermitted):
        act(name, a_proposal(statement), by, reason=reason)


@pytest.mark.parametrize("reason", ["", "own_means", "because"])
def test_decline_needs_a_reason_of_its_own_side(statement, reason):
    with pytest.raises(FailedCheck):
        act("decline", a_proposal(statement), "officer.xnd", reason=reason)


def test_agreed_match_is_not_declined_but_ended(statement):
    match = an_agreed_match(statement)
    with pytest.raises(WrongStatus):
        act("decline", match, "officer.xnd", reason="timing")
    done = act("end_early", match, "signatory.xnd", reason="funds_ended")
    assert (done.status, done.ended_reason) == ("ended_early", "funds_ended")


def test_match_is_completed_by_either_side(statement):
    match = under_way(statement)
    with pytest.raises(NotPermitted):
        act("complete", match, "officer.xnd")
    assert act("complete", match, "authoriser.xtv").status == "completed"


def test_withdrawal_of_the_statement_ends_its_talks_with_a_notice(statement):
    match = talks(statement)
    statements.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    match.refresh_from_db()
    assert (match.status, match.declined_reason) == ("declined", "withdrawn")
    assert contacts_of(acting_as("officer.xnd"), match) == []
    told = OutboxMessage.objects.filter(kind="matching.match_declined", person__username="officer.xnd")
    assert told.count() == 1


def test_withdrawal_leaves_support_under_way_without_the_states_contact(statement):
    match = under_way(statement)
    statements.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    match = matches_of(acting_as("officer.xnd")).get()
    assert match.status == "active"
    assert "mission.talava@example.org" not in {one.mailbox for one in contacts_of(acting_as("officer.xnd"), match)}


def test_proposals_lapse_after_45_days_once(statement):
    match = a_proposal(statement)
    assert services.lapse_proposals(on=timezone.now() + timedelta(days=44)) == 0
    assert services.lapse_proposals(on=timezone.now() + timedelta(days=46)) == 1
    assert services.lapse_proposals(on=timezone.now() + timedelta(days=46)) == 0
    match.refresh_from_db()
    assert match.status == "lapsed"
    told = OutboxMessage.objects.filter(kind="matching.match_lapsed").values_list("person__username", flat=True)
    assert set(told) == {"drafter.xtv", "authoriser.xtv", "nmirf.xtv", "officer.xnd", "signatory.xnd"}


def test_coverage_follows_from_matches(statement):
    need = the_need(statement).pk
    other = the_need(an_open_statement(by="authoriser.xkr")).pk
    assert coverage_of([need])[need].status == "unanswered"
    match = talks(statement)
    assert coverage_of([need])[need].status == "interest"
    with_card(match)
    for name in ("signatory.xnd", "authoriser.xtv"):
        services.say_yes_to_agreement(match, by=acting_as(name))
    assert coverage_of([need, other])[need].status == "partly_covered"
    Match.objects.update(covers_all=True)
    assert coverage_of([need, other])[need].covered == 100
    assert coverage_of([need, other])[other].status == "unanswered"


def test_coverage_asks_one_query(statement, django_assert_num_queries):
    need = the_need(statement).pk
    a_proposal(statement)
    with django_assert_num_queries(1):
        coverage_of([need, *range(10**6, 10**6 + 30)])


@pytest.mark.parametrize(("partner", "state", "shown"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_match_is_public_only_where_every_party_says_so(statement, partner, state, shown):
    match = with_card(talks(statement))
    services.say_yes_to_agreement(match, by=acting_as("signatory.xnd"), may_be_public=partner)
    services.say_yes_to_agreement(match, by=acting_as("authoriser.xtv"), may_be_public=state)
    assert public_progress().count() == 0
    act("start", match, "officer.xnd")
    assert public_progress().count() == shown


def test_consent_to_publicity_is_taken_back_at_once(statement):
    match = under_way(statement, public=True)
    assert public_progress().get() == match
    services.set_publicity(match, by=acting_as("signatory.xnd"), may_be_public=False)
    assert not public_progress().exists()


def test_match_on_a_need_that_is_not_public_is_not_public(cast):
    under_way(an_open_statement(preset="working"), public=True)
    assert not public_progress().exists()


def test_withdrawn_statement_takes_its_match_from_the_public(statement):
    under_way(statement, public=True)
    statements.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    assert not public_progress().exists()


def test_pledge_goes_from_announced_to_delivered(statement):
    pledge = a_pledge(under_way(statement), amount=48000, currency="NOK")
    steps = [
        ("confirm", "authoriser.xtv", "confirmed"),
        ("commit", "signatory.xnd", "committed"),
        ("begin_delivery", "officer.xnd", "delivering"),
        ("deliver", "signatory.xnd", "delivered"),
    ]
    for name, by, status in steps:
        pledge = services.PLEDGE_ACTS[name](pledge, by=acting_as(by))
        assert pledge.status == status


def test_pledge_is_confirmed_by_the_state_alone_and_committed_once_agreed(statement):
    pledge = a_pledge(talks(statement))
    with pytest.raises(NotPermitted):
        services.PLEDGE_ACTS["confirm"](pledge, by=acting_as("signatory.xnd"))
    services.PLEDGE_ACTS["confirm"](pledge, by=acting_as("authoriser.xtv"))
    with pytest.raises(FailedCheck):
        services.PLEDGE_ACTS["commit"](pledge, by=acting_as("signatory.xnd"))


@pytest.mark.parametrize("by", ["officer.xnd", "signatory.xnd", "officer.undp", "authoriser.xtv", "curator"])
def test_pledge_is_announced_by_a_signatory_of_a_party(statement, by):
    match = talks(statement)
    if by == "signatory.xnd":
        assert a_pledge(match, by).status == "announced"
    else:
        with pytest.raises(NotPermitted):
            a_pledge(match, by)


def test_offer_row_survives_the_end_of_its_match(statement):
    act("decline", talks(statement, an_open_offer()), "officer.xnd", reason="timing")
    assert Offer.objects.get().status == "open"
