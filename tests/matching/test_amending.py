"""A card that holds is changed with every party's yes; until then, and where it comes to nothing, it holds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import ReportDue
from followup.services import open_dues
from lifecycle.selectors import history_of
from matching import services
from matching.models import CardVersion, Match
from matching.selectors import change_that_waits, changes_in, earlier_cards, yeses_open_to
from notifications.models import OutboxMessage
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import SCOPE, an_agreed_match, talks, under_way, with_card
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=300)


def now(match) -> Match:
    return Match.objects.get(pk=match.pk)


def proposed(match, by="officer.xnd", **words) -> Match:
    """A change of the card that waits: by default another end."""
    return services.propose_amendment(now(match), by=acting_as(by), **({"ends_on": LATER} | words))


def yes(match, *who: str, **words) -> Match:
    for one in who:
        match = services.say_yes_to_amendment(now(match), by=acting_as(one), **words)
    return match


def texts_of(match) -> list[str]:
    return [record.transition for record in history_of(match)]


@pytest.mark.parametrize("begun", [True, False])
def test_change_holds_with_the_last_yes_and_the_earlier_card_stays(statement, begun):
    match = under_way(statement) if begun else an_agreed_match(statement)
    first_end = match.ends_on
    proposed(match, scope="Three circuits instead of two.")
    done = yes(match, "signatory.xnd")
    assert (done.scope, done.ends_on, done.terms_no) == (SCOPE, first_end, 1)
    assert [(one.name, one.then) for one in changes_in(done, change_that_waits(done))][0] == (
        "scope",
        "Three circuits instead of two.",
    )
    done = yes(match, "authoriser.xtv")
    assert (done.scope, done.ends_on, done.terms_no) == ("Three circuits instead of two.", LATER, 2)
    assert done.status == ("active" if begun else "agreed")
    assert change_that_waits(done) is None
    assert [(one.terms_no, one.scope, one.ends_on) for one in earlier_cards(done)] == [(1, SCOPE, first_end)]
    assert texts_of(match)[-1].startswith("amend")
    assert all(one.agreed_yes_at and one.amends_yes_at is None for one in done.parties.all())


def test_third_card_keeps_both_before_it(statement):
    match = under_way(statement)
    for words in ("Three circuits.", "Four circuits."):
        proposed(match, by="authoriser.xtv", scope=words)
        yes(match, "authoriser.xtv", "signatory.xnd")
    assert [one.scope for one in earlier_cards(now(match))] == ["Three circuits.", SCOPE]
    assert now(match).terms_no == 3


@pytest.mark.parametrize("by", ["officer.undp", "curator", "nhri.xtv", "drafter.xtv", "authoriser.xkr"])
def test_only_parties_propose_and_agree(statement, by):
    match = under_way(statement)
    with pytest.raises(NotPermitted):
        proposed(match, by=by)
    proposed(match)
    for act in (services.say_yes_to_amendment, services.set_aside_amendment):
        with pytest.raises(NotPermitted):
            act(now(match), by=acting_as(by))


def test_yes_binds_so_it_is_the_signatorys_and_needs_a_proof(statement):
    match = proposed(under_way(statement))
    with pytest.raises(NotPermitted):
        yes(match, "officer.xnd")
    for who in ("signatory.xnd", "authoriser.xtv"):
        with pytest.raises(ProofNeeded):
            services.say_yes_to_amendment(now(match), by=acting_as(who, proven=False))
    assert [one.name for one in yeses_open_to(acting_as("authoriser.xtv"), now(match))] == ["say_yes_to_amendment"]


def test_another_change_takes_the_place_of_the_one_that_waits(statement):
    match = proposed(under_way(statement))
    yes(match, "signatory.xnd")
    done = proposed(match, by="authoriser.xtv", scope="Only the capital.", terms_no=2)
    assert not done.parties.filter(amends_yes_at__isnull=False).exists()
    assert (change_that_waits(done).scope, change_that_waits(done).ends_on) == ("Only the capital.", LATER)
    assert CardVersion.objects.get(terms_no=2).set_aside_reason == "replaced"
    with pytest.raises(Conflict):
        yes(match, "signatory.xnd", terms_no=2)
    assert yes(match, "signatory.xnd", "authoriser.xtv", terms_no=3).scope == "Only the capital."


def test_two_hands_are_told_what_waits(statement):
    match = under_way(statement)
    proposed(match, scope="Three circuits.", terms_no=1)
    with pytest.raises(Conflict) as refusal:
        proposed(match, scope="Four circuits.", terms_no=1)
    assert (refusal.value.current["scope"], refusal.value.current["terms_no"]) == ("Three circuits.", 2)


@pytest.mark.parametrize(
    ("by", "reason"), [("officer.xnd", "taken_back"), ("authoriser.xtv", "not_agreed"), ("signatory.xnd", "taken_back")]
)
def test_change_is_set_aside_and_the_card_of_before_holds(statement, by, reason):
    match = proposed(under_way(statement))
    yes(match, "signatory.xnd")
    done = services.set_aside_amendment(now(match), by=acting_as(by), note="Not before the budget.")
    assert (done.terms_no, done.is_amending, change_that_waits(done)) == (1, False, None)
    assert CardVersion.objects.get().set_aside_reason == reason
    assert not done.parties.filter(amends_yes_at__isnull=False).exists()
    assert earlier_cards(done) == []
    with pytest.raises(Conflict):
        yes(match, "authoriser.xtv")


def test_change_lapses_after_45_days_once(statement):
    match = proposed(under_way(statement))
    assert services.lapse_amendments(on=timezone.now() + timedelta(days=44)) == 0
    assert services.lapse_amendments(on=timezone.now() + timedelta(days=46)) == 1
    assert services.lapse_amendments(on=timezone.now() + timedelta(days=46)) == 0
    assert (CardVersion.objects.get().set_aside_reason, now(match).amending_no) == ("lapsed", None)


def test_match_that_ends_takes_its_change_with_it(statement):
    match = proposed(under_way(statement))
    services.MATCH_ACTS["complete"](now(match), by=acting_as("authoriser.xtv"))
    with pytest.raises(WrongStatus):
        yes(match, "authoriser.xtv")
    assert change_that_waits(now(match)) is None
    assert services.lapse_amendments() == 1
    assert CardVersion.objects.get().set_aside_reason == "match_ended"


@pytest.mark.parametrize(
    "words",
    [{}, {"ends_on": timezone.localdate() - timedelta(days=1)}, {"first_report_on": timezone.localdate()}],
)
def test_change_without_sense_is_refused(statement, words):
    match = under_way(statement)
    with pytest.raises(Exception, match="Nothing is changed|has passed|before the beginning"):
        services.propose_amendment(match, by=acting_as("officer.xnd"), **words)
    assert not CardVersion.objects.exists()


def test_card_in_talks_is_written_and_not_amended(statement):
    with pytest.raises(WrongStatus):
        proposed(with_card(talks(statement)))


def test_consent_to_show_it_is_asked_anew_for_the_changed_words(statement):
    match = an_agreed_match(statement, public=True)
    proposed(match)
    assert now(match).state_public
    done = yes(match, "signatory.xnd", may_be_public=True)
    assert done.state_public
    done = yes(match, "authoriser.xtv")
    assert (done.state_public, done.partner_public) == (False, True)


def test_consent_taken_back_while_the_change_waits_stays_taken_back(statement):
    match = an_agreed_match(statement, public=True)
    proposed(match)
    yes(match, "signatory.xnd", may_be_public=True)
    services.set_publicity(now(match), by=acting_as("signatory.xnd"), may_be_public=False)
    done = yes(match, "authoriser.xtv", may_be_public=True)
    assert (done.state_public, done.partner_public) == (True, False)


def test_fund_answers_a_change_once_its_board_has_met_on_it(statement):
    match = talks(statement)
    fund = Body.objects.get(kind="fund")
    services.add_party(match, by=acting_as("authoriser.xtv"), body=fund, role="funder")
    services.set_board_date(now(match), by=acting_as("fund"), board_on=timezone.localdate() - timedelta(days=9))
    with_card(now(match))
    for who in ("signatory.xnd", "fund", "authoriser.xtv"):
        services.say_yes_to_agreement(now(match), by=acting_as(who))
    proposed(match)
    with pytest.raises(FailedCheck, match="Your board decides on this change too"):
        yes(match, "fund")
    services.set_board_date(now(match), by=acting_as("fund"), board_on=timezone.localdate())
    assert yes(match, "fund", "signatory.xnd", "authoriser.xtv").ends_on == LATER


def test_only_one_change_makes_a_match_cover_the_whole_need(statement):
    whole = an_agreed_match(statement)
    other = services.propose(statement.needs.get(number=1), by=acting_as("fund"), scope=SCOPE)
    services.set_board_date(other, by=acting_as("fund"), board_on=timezone.localdate())
    services.say_yes_to_talks(now(other), by=acting_as("authoriser.xtv"))
    card = {"starts_on": timezone.localdate(), "ends_on": LATER, "covers_all": True}
    services.write_card(now(other), by=acting_as("fund"), **card)
    for who in ("fund", "authoriser.xtv"):
        services.say_yes_to_agreement(now(other), by=acting_as(who))
    proposed(whole, covers_all=True)
    yes(whole, "signatory.xnd")
    with pytest.raises(Conflict):
        yes(whole, "authoriser.xtv")
    assert (now(whole).covers_all, now(whole).terms_no) == (False, 1)


def test_each_turn_is_told_to_the_parties(statement):
    match = proposed(under_way(statement))
    kinds = OutboxMessage.objects.filter(kind="matching.amendment_proposed")
    assert kinds.filter(person__username="authoriser.xtv").count() == 1
    assert not kinds.filter(person__username="officer.xnd").exists()
    yes(match, "signatory.xnd", "authoriser.xtv")
    assert OutboxMessage.objects.filter(kind="matching.match_amended", person__username="officer.xnd").count() == 1
    services.set_aside_amendment(proposed(match, scope="Less."), by=acting_as("authoriser.xtv"))
    told = OutboxMessage.objects.filter(kind="matching.amendment_set_aside", person__username="officer.xnd")
    assert told.count() == 1


def test_reports_are_due_as_the_changed_card_says(statement):
    match = under_way(statement)
    open_dues(on=match.starts_on)
    first_end = ReportDue.objects.filter(match=match).first().period_end
    end = match.starts_on + timedelta(days=100)
    proposed(match, ends_on=end)
    yes(match, "signatory.xnd", "authoriser.xtv")
    ends = set(ReportDue.objects.filter(match=match).values_list("period_end", flat=True))
    assert first_end != end
    assert ends == {end}


CARD_TYPED = {"scope": SCOPE, "starts_on": timezone.localdate(), "ends_on": LATER, "terms_no": 1}


def test_change_goes_through_the_pages(statement):
    match = under_way(statement)
    partner, state, signatory = sign_in("officer.xnd"), sign_in("authoriser.xtv"), sign_in("signatory.xnd")
    amend = reverse("match_amend", args=[match.reference])
    assert SCOPE in partner.get(amend).content.decode()
    assert partner.post(amend, CARD_TYPED | {"outputs": "Clerks zibethclerks."}).status_code == 302
    page = state.get(match.get_absolute_url()).content.decode()
    assert "A change is proposed" in page
    assert "Clerks zibethclerks." in page
    late = partner.post(amend, CARD_TYPED | {"outputs": "Typed meanwhile."})
    assert (late.status_code, "Typed meanwhile." in late.content.decode()) == (409, True)
    change = reverse("match_change", args=[match.reference])
    assert "zibethclerks" in state.get(change).content.decode()
    assert state.post(change, {"terms_no": 2}).status_code == 400
    assert state.post(change, {"terms_no": 2, "confirm": "on"}).status_code == 302
    assert partner.get(change).status_code == 403
    assert signatory.post(change, {"terms_no": 2, "confirm": "on"}).status_code == 302
    page = state.get(match.get_absolute_url()).content.decode()
    assert "Earlier cards" in page
    assert now(match).outputs == "Clerks zibethclerks."
    assert state.get(change).status_code in (403, 409)


def test_change_is_set_aside_on_its_page(statement):
    match = proposed(under_way(statement))
    address = reverse("match_change_aside", args=[match.reference])
    assert sign_in("authoriser.xtv").post(address, {"note": "No budget."}).status_code == 302
    assert "No budget." in sign_in("officer.xnd").get(match.get_absolute_url()).content.decode()
    assert sign_in("authoriser.xtv").get(address).status_code == 409


def test_change_goes_through_the_api(statement):
    match = under_way(statement)
    url = f"/api/v1/matches/{match.reference}/"

    def post(who, act, words):
        return sign_in(who).post(f"{url}{act}/", words, content_type="application/json")

    card = {"scope": "Three circuits.", "starts_on": str(timezone.localdate()), "ends_on": str(LATER), "terms_no": 1}
    made = post("officer.xnd", "propose_amendment", card)
    assert made.status_code == 200, made.content
    assert (made.json()["change"]["scope"], made.json()["scope"]) == ("Three circuits.", SCOPE)
    assert post("officer.xnd", "propose_amendment", card).status_code == 409
    assert "say_yes_to_amendment" in sign_in("authoriser.xtv").get(url).json()["actions"]
    assert post("authoriser.xtv", "say_yes_to_amendment", {"terms_no": 1}).status_code == 409
    for who in ("authoriser.xtv", "signatory.xnd"):
        answer = post(who, "say_yes_to_amendment", {"terms_no": 2})
        assert answer.status_code == 200, answer.content
    assert (answer.json()["scope"], answer.json()["change"]) == ("Three circuits.", None)
    assert [one["scope"] for one in answer.json()["earlier_cards"]] == [SCOPE]
    assert post("officer.xnd", "propose_amendment", card | {"terms_no": 2, "ends_on": "x"}).json().keys() == {"ends_on"}
    assert post("officer.xnd", "set_aside_amendment", {"colour": "red"}).status_code == 400


def test_change_of_another_match_is_unknown(cast):
    match = proposed(under_way(an_open_statement()))
    for name in ("match_amend", "match_change", "match_change_aside"):
        assert sign_in("officer.undp").get(reverse(name, args=[match.reference])).status_code == 404
