"""The broker's board: proposed by the machine, changed by hand, sent by a curator, matched by yeses alone."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matching import services
from matching.allocation import board_of
from matching.models import BoardLine, Match
from requests_app.models import Call, NeedsStatement
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import a_proposal, an_open_offer, the_need
from web.errors import Conflict, FailedCheck, NotPermitted

pytestmark = pytest.mark.django_db
CURATOR = "curator"


@pytest.fixture
def call(cast):
    return Call.objects.create(
        reference="CALL-2027", title="Call of 2027", year=2027, opens_on="2027-01-01", closes_on="2027-06-01"
    )


def a_need(call: Call, by: str = "authoriser.xtv", **words):
    statement = an_open_statement(by, **words)
    NeedsStatement.objects.filter(pk=statement.pk).update(call=call)
    return the_need(statement)


def proposed(call: Call) -> dict:
    return services.propose_allocation(call, by=acting_as(CURATOR))


def test_most_needs_are_served_and_each_line_and_gap_has_its_reason(call):
    first, second = a_need(call), a_need(call, by="authoriser.xkr")
    lonely = a_need(call, support_type="legislation")
    wide = an_open_offer(eligible=["any"], places=1)
    small = an_open_offer(by="officer.undp", eligible=["SIDS"], places=1)
    counts = proposed(call)
    assert (counts["needs"], counts["served"], counts["left"]) == (3, 2, 1)
    lines = dict(BoardLine.objects.values_list("need", "offer"))
    assert lines == {first.pk: small.pk, second.pk: wide.pk}
    rows = {row.need.pk: row for row in board_of(call).rows}
    assert "the same kind of support" in rows[first.pk].reasons
    assert rows[lonely.pk].why_not == "No open offer is of its kind of support."


def test_offer_without_a_place_left_says_so(call):
    needs = [a_need(call), a_need(call)]
    an_open_offer(places=1, eligible=["any"])
    proposed(call)
    gaps = [row.why_not for row in board_of(call).rows if row.line is None]
    assert len(gaps) == len(needs) - 1
    assert "no place left" in gaps[0]


def test_need_is_not_paired_with_a_partner_that_may_not_read_it(call):
    need = a_need(call, preset="quiet")
    an_open_offer(eligible=["any"])
    assert proposed(call)["served"] == 0
    row = board_of(call).rows[0]
    assert (row.need.pk, row.ranked) == (need.pk, [])
    assert "has not shown it" in row.why_not


def test_who_was_asked_before_is_not_asked_again(call):
    need = a_need(call)
    match = a_proposal(need.statement, offer=an_open_offer(eligible=["any"]))
    services.MATCH_ACTS["decline"](match, by=acting_as("officer.xnd"), reason="timing")
    assert proposed(call)["served"] == 0


def test_line_by_hand_and_held_line_stay_when_the_machine_proposes_anew(call):
    first, second = a_need(call), a_need(call)
    one, other = an_open_offer(places=2), an_open_offer(by="officer.undp", places=2)
    proposed(call)
    services.set_line(call, first, by=acting_as(CURATOR), offer=other)
    services.lock_line(BoardLine.objects.get(need=second), by=acting_as(CURATOR), locked=True)
    before = set(BoardLine.objects.values_list("need", "offer"))
    assert proposed(call)["kept"] == 2
    assert set(BoardLine.objects.values_list("need", "offer")) == before
    assert one.pk


def test_places_of_held_lines_are_taken(call):
    first, _second = a_need(call), a_need(call)
    offer = an_open_offer(places=1)
    services.set_line(call, first, by=acting_as(CURATOR), offer=offer)
    assert proposed(call)["served"] == 1


def test_hand_cannot_write_what_could_not_be(call):
    need, offer = a_need(call), an_open_offer(eligible=["LLDC"])
    with pytest.raises(FailedCheck):
        services.set_line(call, need, by=acting_as(CURATOR), offer=offer)


def test_invitations_are_proposals_and_only_yeses_match(call):
    need = a_need(call)
    an_open_offer()
    proposed(call)
    sent, refusals = services.send_invitations(call, by=acting_as(CURATOR))
    assert (sent, refusals) == (1, [])
    match = Match.objects.get(need=need)
    assert match.status == "proposed"
    assert not match.parties.filter(talks_yes_at__isnull=False).exists()
    assert services.send_invitations(call, by=acting_as(CURATOR)) == (0, [])
    with pytest.raises(Conflict):
        services.set_line(call, need, by=acting_as(CURATOR), offer=None)
    assert proposed(call)["kept"] == 1


def test_line_that_became_impossible_is_told_and_the_others_go(call):
    first, second = a_need(call), a_need(call)
    offer = an_open_offer()
    other = an_open_offer(by="officer.undp")
    services.set_line(call, first, by=acting_as(CURATOR), offer=offer)
    services.set_line(call, second, by=acting_as(CURATOR), offer=other)
    services.OFFER_ACTS["pause"](offer, by=acting_as("officer.xnd"))
    sent, refusals = services.send_invitations(call, by=acting_as(CURATOR))
    assert (sent, len(refusals)) == (1, 1)


@pytest.mark.parametrize("by", ["moderator", "officer.xnd", "authoriser.xtv", "admin"])
def test_board_is_the_curators(call, by):
    with pytest.raises(NotPermitted):
        services.propose_allocation(call, by=acting_as(by))
    assert sign_in(by).get("/secretariat/board/CALL-2027/").status_code == 403


def test_curator_runs_the_board_of_a_call_in_the_browser(call):
    need = a_need(call)
    offer = an_open_offer()
    curator, board = sign_in(CURATOR), "/secretariat/board/CALL-2027/"
    assert offer.title in curator.get(board).content.decode()
    assert curator.post(f"{board}propose/").status_code == 302
    line = f"{board}line/{need.pk}/"
    for words in ({"act": "lock"}, {"act": "free"}, {"act": "remove"}, {"act": "choose", "offer": offer.reference}):
        assert curator.post(line, words).status_code == 302
    assert "By hand" in curator.get(board).content.decode()
    assert curator.post(line, {"act": "burn"}).status_code == 400
    assert offer.title in curator.get(f"{board}send/").content.decode()
    assert curator.post(f"{board}send/").status_code == 302
    state = sign_in("authoriser.xtv")
    assert state.get(Match.objects.get().get_absolute_url()).status_code == 200


def test_command_prints_one_json_line(call):
    a_need(call)
    an_open_offer()
    out = StringIO()
    call_command("propose_allocation", "CALL-2027", stdout=out)
    told = json.loads(out.getvalue().splitlines()[-1])
    assert (told["call"], told["needs"], told["served"], told["left"]) == ("CALL-2027", 1, 1, 0)
    with pytest.raises(CommandError, match="There is no call CALL-1"):
        call_command("propose_allocation", "CALL-1")


def test_board_asks_as_often_with_many_needs_as_with_one(call, django_assert_max_num_queries):
    for _number in range(4):
        a_need(call)
        an_open_offer()
    with django_assert_max_num_queries(9):
        board_of(call)
