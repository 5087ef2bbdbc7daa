"""How far a need is covered is written once: cards, counts and conditions of the list tell the same."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.acting import ANONYMOUS
from matching import services
from matching.choices import Coverage
from matching.models import Match
from matching.selectors import coverage_of, pledged_of
from requests_app.models import Need
from states.cast import acting_as
from tests.cast import an_open_statement
from tests.factories.matching import a_pledge, a_proposal, an_agreed_match, talks

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each(cast) -> dict[str, int]:
    """{the reference of a public need: how far everybody may know that it is covered}."""
    answers = {
        "covered": lambda one: an_agreed_match(one, public=True, covers_all=True),
        "partly_covered": lambda one: an_agreed_match(one, public=True),
        "interest": lambda one: a_proposal(one, shows_interest=True),
        "unanswered": lambda one: None,
    }
    made = {}
    for status, answer in answers.items():
        statement = an_open_statement()
        answer(statement)
        made[statement.reference] = status
    return made | _told_to_nobody()


def _told_to_nobody() -> dict[str, str]:
    silent, secret, ended = (an_open_statement() for _time in range(3))
    talks(silent)
    an_agreed_match(secret, covers_all=True)
    declined = a_proposal(ended, shows_interest=True)
    services.MATCH_ACTS["decline"](declined, by=acting_as("officer.xnd"), reason="no_funds")
    return dict.fromkeys((one.reference for one in (silent, secret, ended)), "unanswered")


def references(page) -> set[str]:
    return {row["reference"] for row in page.context["cards"]}


def test_cards_counts_and_conditions_agree(one_of_each, client):
    ids = dict(Need.objects.values_list("pk", "statement__subject__reference"))
    told = coverage_of(ids, ANONYMOUS)
    assert {ids[pk]: one.status for pk, one in told.items()} == one_of_each
    page = client.get(reverse("need_list"))
    counts = next(facet["options"] for facet in page.context["facets"] if facet["name"] == "coverage")
    assert {one["value"]: one["count"] for one in counts} == {
        "unanswered": 4,
        "interest": 1,
        "partly_covered": 1,
        "covered": 1,
    }
    for status in Coverage.values:
        found = references(client.get(reverse("need_list"), {"coverage": status}))
        assert found == {reference for reference, one in one_of_each.items() if one == status}


def test_several_choices_are_joined(one_of_each, client):
    for chosen in (["covered", "interest"], ["unanswered", "covered"], list(Coverage.values)):
        found = references(client.get(reverse("need_list"), {"coverage": chosen}))
        assert found == {reference for reference, one in one_of_each.items() if one in chosen}


def test_who_knows_of_a_match_sees_what_it_covers(one_of_each):
    need = Match.objects.get(covers_all=True, state_public=False).need_id
    assert coverage_of([need], acting_as("officer.xnd"))[need].status == "covered"
    assert coverage_of([need], acting_as("officer.undp"))[need].status == "unanswered"


def test_gap_is_what_is_asked_without_what_is_confirmed(cast, client):
    statement = an_open_statement(budget_band="under_100k")
    match = an_agreed_match(statement, public=True)
    need, state = match.need_id, acting_as("authoriser.xtv")
    first = a_pledge(match, amount=60000, currency="USD")
    a_pledge(match, amount=9000, currency="NOK")
    assert {one.left for one in pledged_of(state, [need])[need]} == {Decimal(100000)}
    services.PLEDGE_ACTS["confirm"](first, by=state)
    assert {one.left for one in pledged_of(state, [need])[need]} == {Decimal(40000)}
    page = client.get(reverse("need", args=[statement.reference])).content.decode()
    assert "up to 40,000 US dollars" in page


def test_gap_tells_nobody_the_band_who_may_not_read_the_details(cast):
    """The working set shows States the headline alone."""
    statement = an_open_statement(preset="working", budget_band="under_25k")
    match = an_agreed_match(statement, public=True)
    pledge = a_pledge(match, amount=25000, currency="USD")
    services.PLEDGE_ACTS["confirm"](pledge, by=acting_as("authoriser.xtv"))
    a_pledge(match, amount=5000, currency="USD")
    need = match.need_id
    (own,), (others,) = (pledged_of(acting_as(who), [need])[need] for who in ("authoriser.xtv", "authoriser.xkr"))
    assert (own.is_over, own.left) == (True, Decimal(0))
    assert (others.is_over, others.left) == (False, None)
