"""The State picks from all its recommendations; the choice lasts over pages and searches without scripts."""

import pytest
from django.urls import reverse

from obligations.models import AffectedGroup, SDGGoal, SDGTarget
from requests_app.selectors import version_for_writing
from tests.cast import a_draft, sign_in
from tests.factories.obligations import RecommendationFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return a_draft()


def pick(draft, page, *references: str, query: str = "", button: str = ""):
    client = sign_in("drafter.xtv")
    url = reverse("statement_recommendations", args=[draft.subject.slug]) + query
    seen = client.get(url).context["seen"]
    return client.post(url, {"recommendations": references, "seen": seen} | ({button: "1"} if button else {}))


def chosen(draft) -> set[str]:
    return set(version_for_writing(draft).recommendations.values_list("reference", flat=True))


def test_choice_of_one_page_stays_while_another_is_saved(draft):
    many = RecommendationFactory.create_batch(30, state=draft.state)
    first, last = many[-1], many[0]
    answer = pick(draft, 1, first.reference, button="next")
    assert "cursor=" in answer["Location"]
    pick(draft, 2, last.reference, query="?" + answer["Location"].split("?")[1])
    assert chosen(draft) == {first.reference, last.reference}
    pick(draft, 1)
    assert chosen(draft) == {last.reference}, "unticked on its page"


def test_technical_assistance_stands_first_and_search_finds(draft):
    RecommendationFactory(state=draft.state, text="Ratify the convention")
    helped = RecommendationFactory(state=draft.state, text="Seek help", technical_assistance=True)
    RecommendationFactory.create_batch(2, state=draft.state)
    RecommendationFactory(text="Of another State, help")
    client, url = sign_in("drafter.xtv"), reverse("statement_recommendations", args=[draft.subject.slug])
    assert client.get(url).context["page"].rows[0] == helped
    assert [one.text for one in client.get(f"{url}?q=ratify").context["page"].rows] == ["Ratify the convention"]
    assert client.get(f"{url}?response=noted").context["page"].rows == []


def test_choosing_fills_themes_groups_and_targets(draft):
    one = RecommendationFactory(state=draft.state)
    theme, group = ThemeFactory(), AffectedGroup.objects.create(slug="g", names={"en": "G"})
    goal = SDGGoal.objects.create(number=16, names={"en": "Peace"})
    target = SDGTarget.objects.create(goal=goal, code="16.3", names={"en": "Law"})
    one.themes.add(theme)
    one.affected_groups.add(group)
    one.sdg_targets.add(target)
    pick(draft, 1, one.reference)
    version = version_for_writing(draft)
    assert [*version.themes.all(), *version.affected_groups.all(), *version.sdg_targets.all()] == [theme, group, target]


def test_somebody_elses_choice_is_not_lost(draft):
    one, other = RecommendationFactory.create_batch(2, state=draft.state)
    client, url = sign_in("drafter.xtv"), reverse("statement_recommendations", args=[draft.subject.slug])
    seen = client.get(url).context["seen"]
    pick(draft, 1, one.reference)
    assert client.post(url, {"recommendations": [other.reference], "seen": seen}).status_code == 409
    assert chosen(draft) == {one.reference}
