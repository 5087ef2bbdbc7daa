"""A list asks the database as often with thirty rows as with one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogue.models import AnnualSession
from matching import services as matching
from presentations.models import Presentation
from questions.services import answer_question
from states.cast import acting_as
from states.models import State
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import an_active_match
from tests.factories.obligations import RecommendationFactory, a_state
from tests.factories.papers import a_practice, a_presentation
from tests.factories.questions import a_question
from web.public_reads import KEPT

pytestmark = pytest.mark.django_db
MANY = 30
ANSWER = {"text": "We do.", "language": "en"}


def a_need(_number: int) -> None:
    an_open_statement()


def a_linked_need(_number: int) -> None:
    one = RecommendationFactory(state=State.objects.get(iso3="XTV"))
    an_open_statement(recommendations=[one.reference])


def an_offer(_number: int) -> None:
    partner = acting_as("signatory.xnd")
    words = {
        "title": "Trainers", "summary": "Two trainers.", "support_type": "training", "form": "expertise",
        "languages": ["en"], "eligible": ["any"], "mailbox": "office@example.org", "language": "en",
        "valid_from": timezone.localdate(), "valid_until": timezone.localdate() + timedelta(days=300),
    }  # fmt: skip
    offer = matching.OFFER_ACTS["submit"](matching.save_offer(None, by=partner, words=words), by=partner)
    matching.OFFER_ACTS["verify"](offer, by=acting_as("curator"))


def a_search(number: int) -> None:
    matching.save_search(of="needs", name=f"Search {number}", filters={}, rhythm="never", by=acting_as("fund"))


def a_new_state(number: int) -> None:
    letters = chr(65 + number // 26) + chr(65 + number % 26)
    State.objects.create(
        iso3=f"Z{letters}", iso2=f"{letters}", m49=str(100 + number), names={"en": f"Land {letters}"}, fictitious=True
    )


def a_recommendation(_number: int) -> None:
    RecommendationFactory(state=a_state("XTV"))


def a_session(number: int) -> None:
    on = date(2027, 1, 1) + timedelta(days=number)
    AnnualSession.objects.create(reference=f"S-{number}", title="Session", place="Geneva", starts_on=on, ends_on=on)


def a_shown_practice(_number: int) -> None:
    a_practice()


def a_shown_presentation(_number: int) -> None:
    a_presentation()


def a_match(_number: int) -> None:
    an_active_match(an_open_statement())


def an_answered_question(_number: int) -> None:
    paper = Presentation.objects.first() or a_presentation()
    answer_question(a_question(paper.subject, status="published"), by=acting_as("authoriser.xtv"), **ANSWER)


def a_question_to_answer(_number: int) -> None:
    a_question(a_presentation().subject, status="published")


def a_question_to_screen(_number: int) -> None:
    a_question(a_presentation().subject)


LISTS = [
    ("need_list", a_need, "authoriser.xtv"),
    ("offer_list", an_offer, "signatory.xnd"),
    ("state_list", a_new_state, "authoriser.xtv"),
    ("recommendation_list", a_recommendation, "authoriser.xtv"),
    ("session_list", a_session, "authoriser.xtv"),
    ("practice_list", a_shown_practice, "authoriser.xam"),
    ("presentation_list", a_shown_presentation, "authoriser.xtv"),
    ("progress", a_match, "signatory.xnd"),
]
OWN_LISTS = [
    ("search_list", a_search, "fund"),
    ("api-search-list", a_search, "fund"),
    ("question_list", an_answered_question, "fund"),
    ("question_screening", a_question_to_screen, "moderator"),
    ("desk", a_question_to_answer, "authoriser.xtv"),
    ("give_back", a_linked_need, "authoriser.xtv"),
    ("report_list", a_match, "nmirf.xtv"),
    ("sitting", a_match, "nmirf.xtv"),
    ("workload", a_need, "curator"),
    ("desk", a_need, "authoriser.xtv"),
    ("desk", an_offer, "signatory.xnd"),
    ("grant_ledger", a_need, "authoriser.xtv"),
]
API_LISTS = [
    ("api-question-list", an_answered_question, "fund"),
    ("api-give-back-list", a_linked_need, "authoriser.xtv"),
    ("api-need-list", a_need, "signatory.xnd"),
    ("api-statement-list", a_need, "signatory.xnd"),
    ("api-offer-list", an_offer, "signatory.xnd"),
    ("api-practice-list", a_shown_practice, "authoriser.xam"),
    ("api-presentation-list", a_shown_presentation, "authoriser.xtv"),
    ("api-grant-list", a_need, "authoriser.xtv"),
    ("api-recommendation-list", a_recommendation, "authoriser.xtv"),
]


def queries(client: Client, route: str) -> int:
    client.get(reverse(route))  # what is read once per process or session is not the list's
    KEPT.forget()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(reverse(route))
    assert answer.status_code == 200
    return len(captured)


def readers_of(make) -> list[tuple[str, str]]:
    """The lists in which such rows stand, each with who reads it; the public ones also with nobody (an empty name)."""
    public = [(route, person) for route, maker, name in LISTS + API_LISTS if maker is make for person in ("", name)]
    return public + [(route, person) for route, maker, person in OWN_LISTS if maker is make]


MAKERS = list(dict.fromkeys(make for _route, make, _person in LISTS + OWN_LISTS + API_LISTS))


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_lists_cost_the_same_with_thirty_rows(cast, make):
    clients = {(route, person): sign_in(person) if person else Client() for route, person in readers_of(make)}
    make(0)
    with_one = {key: queries(client, key[0]) for key, client in clients.items()}
    for number in range(1, MANY):
        make(number)
    assert {key: queries(client, key[0]) for key, client in clients.items()} == with_one


def test_list_that_asks_per_row_is_caught(cast):
    def asks_per_row():
        return [state.subjects.count() for state in State.objects.all()]

    with CaptureQueriesContext(connection) as few:
        asks_per_row()
    a_new_state(1)
    with CaptureQueriesContext(connection) as more:
        asks_per_row()
    assert len(more) > len(few)
