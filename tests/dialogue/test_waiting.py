"""What waits for an agenda is shown page by page, the longest unanswered first, at the same cost however much waits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dialogue.choices import Pool
from dialogue.models import AgendaItem
from dialogue.selectors import waiting as lists
from dialogue.services import add_item
from requests_app.models import NeedsStatement
from states.cast import acting_as
from states.models import State
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import a_listing, a_need_item, a_segment, an_open_session, waiting
from tests.factories.matching import a_proposal
from tests.factories.obligations import RecommendationFactory, ThemeFactory
from web.errors import FailedCheck

pytestmark = pytest.mark.django_db
#: queries of the builder's page, signed in, whatever waits
BUDGET = 55


@pytest.fixture
def session(cast):
    return an_open_session()


def a_waiting_need(session, title: str, days: int, by: str = "authoriser.xtv", **words) -> NeedsStatement:
    """A listed need that opened so many days ago."""
    statement = an_open_statement(by, title=title, **words)
    NeedsStatement.objects.filter(pk=statement.pk).update(opened_at=timezone.now() - timedelta(days=days))
    a_listing(statement, session)
    return statement


def titles(rows) -> list[str]:
    return [one.shown.title for one in rows]


def test_longest_unanswered_stands_first_and_answered_ones_stand_apart(session):
    for title, days in (("Young", 3), ("Old", 90), ("Answered", 200), ("Taken", 300), ("Older", 100)):
        a_waiting_need(session, title, days)
    a_proposal(NeedsStatement.objects.get(versions__title="Answered"))
    taken = NeedsStatement.objects.get(versions__title="Taken").needs.get()
    add_item(a_segment(session), by=acting_as("curator"), kind="need", pk=taken.pk)
    assert titles(waiting(session)) == ["Older", "Old", "Young"]
    assert [one.unanswered for one in waiting(session)] == [True, True, False]
    assert titles(waiting(session, pool="answered")) == ["Answered"]
    closed = NeedsStatement.objects.get(versions__title="Old")
    NeedsStatement.objects.filter(pk=closed.pk).update(
        status="closed", closed_reason="met_elsewhere", closed_at=timezone.now()
    )
    assert titles(waiting(session)) == ["Older", "Young"]
    assert titles(waiting(session, pool="answered")) == ["Answered", "Old"]


def test_search_finds_words_of_the_summary(session):
    a_waiting_need(session, "Boats for the far islands", 5)
    a_waiting_need(session, "Train forensic doctors", 5)
    assert titles(waiting(session, q="boat")) == ["Boats for the far islands"]
    assert waiting(session, q="helicopter") == []


def test_list_is_narrowed_to_a_theme_with_its_count(session):
    chosen = RecommendationFactory(state=State.objects.get(iso3="XTV"))
    chosen.themes.add(ThemeFactory(slug="boats", names={"en": "Boats"}))
    ThemeFactory(slug="courts", names={"en": "Courts"})
    a_waiting_need(session, "On boats", 5, recommendations=[chosen.reference])
    a_waiting_need(session, "On nothing", 5)
    assert titles(waiting(session, theme="boats")) == ["On boats"]
    assert [one.theme for one in waiting(session, theme="boats")] == ["Boats"]
    assert waiting(session, theme="courts") == waiting(session, theme="nowhere") == []
    address = reverse("agenda_build", args=[session.reference])
    for query in ("", "?pool=unanswered&theme=boats"):
        (theme,) = sign_in("curator").get(address + query).context["themes"]
        assert (theme["label"], theme["count"], theme["checked"]) == ("Boats", 1, bool(query))


def test_builder_shows_a_page_and_leads_to_the_next(session, monkeypatch):
    monkeypatch.setattr("dialogue.views.curating.PAGE", 2)
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    for number in range(3):
        a_waiting_need(session, f"Need {number}", 90 - number)
    browser, address = sign_in("curator"), reverse("agenda_build", args=[session.reference])
    first = browser.get(address)
    assert titles(first.context["waiting"]) == ["Need 0", "Need 1"]
    assert "2+" in first.content.decode()
    second = browser.get(first.context["page"].next_url)
    assert titles(second.context["waiting"]) == ["Need 2"]
    segment, thing = a_segment(session), second.context["waiting"][0].value
    words = {"act": "add", "thing": thing, "segment": segment.key}
    done = browser.post(first.context["page"].next_url, words)
    assert AgendaItem.objects.get().need.statement.versions.get().title == "Need 2"
    assert "cursor=" in done.url
    assert browser.get(done.url).status_code == 200


def test_builder_opens_on_the_first_list_that_holds_something(session):
    answered = a_waiting_need(session, "Answered", 90)
    a_proposal(answered)
    page = sign_in("curator").get(reverse("agenda_build", args=[session.reference]))
    assert (page.context["pool"], titles(page.context["waiting"])) == ("answered", ["Answered"])


@pytest.mark.parametrize("query", ["pool=free", "pool=", "theme=a%2Fb", "q=" + "x" * 101, "pool=match&theme=water&q=x"])
def test_bad_filters_of_the_builder_are_no_fault(session, query):
    a_waiting_need(session, "Need", 5)
    page = sign_in("curator").get(f"{reverse('agenda_build', args=[session.reference])}?{query}")
    assert page.status_code == 200


@pytest.mark.parametrize("thing", ["need:x", "need:", "free:1", f"need:{10**30}", "nothing:1"])
def test_what_names_no_thing_is_refused_beside_its_field(session, thing):
    words = {"act": "add", "thing": thing, "segment": a_segment(session).key}
    answer = sign_in("curator").post(reverse("agenda_build", args=[session.reference]), words)
    assert answer.status_code == 400
    assert answer.context["form"].errors


def test_only_what_waits_is_taken_even_beyond_the_page(session):
    segment, curator = a_segment(session), acting_as("curator")
    unlisted = an_open_statement().needs.get()
    with pytest.raises(FailedCheck):
        add_item(segment, by=curator, kind="need", pk=unlisted.pk)
    need = a_waiting_need(session, "Need", 5).needs.get()
    add_item(segment, by=curator, kind="need", pk=need.pk)
    with pytest.raises(FailedCheck):
        add_item(segment, by=curator, kind="need", pk=need.pk)


def test_api_gives_pages_and_refuses_what_it_does_not_know(session):
    for number in range(2):
        a_waiting_need(session, f"Need {number}", 90 - number)
    address, curator = f"/api/v1/sessions/{session.reference}/waiting/", sign_in("curator")
    given = curator.get(address, {"pool": "unanswered", "q": "need"}).json()
    assert [one["title"] for one in given["results"]] == ["Need 0", "Need 1"]
    assert (given["next"], given["previous"]) == (None, None)
    assert curator.get(address, {"pool": "match"}).json()["results"] == []
    for name, value in (("pool", "free"), ("colour", "red"), ("q", "x" * 101)):
        answer = curator.get(address, {name: value})
        assert (answer.status_code, list(answer.json())) == (400, [name])
    assert curator.get(address, {"cursor": "nonsense"}).status_code == 400
    for who in ("officer.xnd", "authoriser.xtv", "host"):
        assert sign_in(who).get(address).json()["results"] == []


def test_builder_costs_the_same_however_much_waits(session):
    a_need_item(a_segment(session), an_open_statement())
    a_waiting_need(session, "Need", 90)
    browser, address = sign_in("curator"), reverse("agenda_build", args=[session.reference])

    def asked() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    few = asked()
    for number in range(12):
        a_waiting_need(session, f"Need {number}", number, ("authoriser.xtv", "authoriser.xkr")[number % 2])
    assert asked() == few <= BUDGET


def test_every_list_has_its_words_and_its_kind():
    assert list(lists.POOLS) == list(Pool.values)
