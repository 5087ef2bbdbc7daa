"""Whole ways of a match in the browser's words: links that stand on the pages, forms as they are sent."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matching import services
from matching.models import Match
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import a_proposal, an_open_offer, talks, with_card

pytestmark = pytest.mark.django_db


def follow(client, page: str, pattern: str):
    """Click the first link of the page whose address fits; gives the next page's text and its address."""
    address = next(one for one in re.findall(r'href="([^"#]+)', page) if re.search(pattern, one))
    return client.get(address).content.decode(), address


def send(client, address: str, **words) -> str:
    answer = client.post(address, words)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return client.get(answer["Location"]).content.decode()


def test_partner_finds_and_answers_a_need_in_five_clicks(cast):
    an_open_statement()
    partner = sign_in("officer.xnd")
    page = partner.get("/").content.decode()
    page, _address = follow(partner, page, r"^/needs/$")
    page = partner.get("/needs/?support_type=training").content.decode()
    page, _address = follow(partner, page, r"^/needs/XTV-")
    page, address = follow(partner, page, r"/propose/$")
    page = send(partner, address, scope="Two circuits of training.", role="implementer")
    assert "Has not said yes to talks" in page
    assert Match.objects.get().status == "proposed"


def test_state_compares_three_answers_and_accepts_one_with_funder_and_implementer(cast):
    statement, today = an_open_statement(), timezone.localdate()
    a_proposal(statement, offer=an_open_offer(conditions="A legal agreement"))
    for name in ("officer.undp", "officer.xam"):
        a_proposal(statement, by=name)
    state = sign_in("authoriser.xtv")
    page, _address = follow(state, state.get("/desk/").content.decode(), "^/matches/")
    page, _address = follow(state, page, r"^/needs/XTV-")
    page, _address = follow(state, page, r"/answers/$")
    assert "A legal agreement" in page
    page, address = follow(state, page, "/talks/$")
    page = send(state, address, confirm="on")
    page, address = follow(state, page, "/party/$")
    fund = acting_as("fund").capacity.body
    send(state, address, body=fund.pk, role="funder")
    match = Match.objects.get(status="in_talks")
    card = {"scope": "Two circuits", "starts_on": today, "ends_on": today + timedelta(days=99), "terms_no": 0}
    send(sign_in("officer.xnd"), f"/matches/{match.reference}/card/", **card)
    send(sign_in("fund"), f"/matches/{match.reference}/board/", board_on=today)
    for name in ("signatory.xnd", "fund", "authoriser.xtv"):
        page = send(sign_in(name), f"/matches/{match.reference}/agreement/", confirm="on", terms_no=1)
    match.refresh_from_db()
    assert match.status == "agreed"
    assert {party.role for party in match.partners} == {"implementer", "funder"}
    for other in Match.objects.filter(status="proposed"):
        send(state, f"/matches/{other.reference}/decline_as_state/", reason="other_partner")
    assert set(Match.objects.exclude(pk=match.pk).values_list("status", flat=True)) == {"declined"}


def test_fund_refuses_on_the_day_of_its_board(cast):
    match, today = with_card(talks(an_open_statement())), timezone.localdate()
    body = acting_as("fund").capacity.body
    match = services.add_party(match, by=acting_as("authoriser.xtv"), body=body, role="funder")
    fund = sign_in("fund")
    address = f"/matches/{match.reference}/"
    send(fund, f"{address}board/", board_on=today + timedelta(days=1))
    assert fund.post(f"{address}decline/", {"reason": "board_refused"}).status_code == 400
    page = send(fund, f"{address}board/", board_on=today)
    assert "Its board decides on" in page
    send(fund, f"{address}decline/", reason="board_refused")
    match.refresh_from_db()
    assert (match.status, {party.role for party in match.partners}) == ("in_talks", {"implementer"})
    assert "Our board did not agree" in sign_in("authoriser.xtv").get(address).content.decode()
