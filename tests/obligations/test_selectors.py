import pytest
from django.utils import translation

from obligations.models import Recommendation
from obligations.selectors import recommendation_counts, recommendations_list, state_choices, theme_choices
from tests.factories.obligations import RecommendationFactory, ThemeFactory, a_state

pytestmark = pytest.mark.django_db


def found(**narrowing) -> list[str]:
    return [one.text for one in recommendations_list(**narrowing)]


def test_technical_assistance_stands_first_then_the_newest():
    for text, assistance in [("old", False), ("old help", True), ("new", False), ("new help", True)]:
        RecommendationFactory(text=text, technical_assistance=assistance)
    assert found() == ["new help", "old help", "new", "old"]


def test_place_follows_the_flag():
    one, _other = RecommendationFactory(text="first"), RecommendationFactory(text="second")
    Recommendation.objects.filter(pk=one.pk).update(technical_assistance=True)
    assert found() == ["first", "second"]


@pytest.mark.parametrize(
    "q", ["etat côte", "ÉTAT CÔTE", "Côte d’Ivoire", "cote d'ivoire", "droit", "ivoi", "  état   droit ", "50%", "a_b"]
)
def test_search_finds_words_and_parts_in_any_case_and_without_accents(q):
    RecommendationFactory(text="Renforcer l’État de droit en Côte d'Ivoire: 50% de a_b")
    assert len(found(q=q)) == 1


@pytest.mark.parametrize("q", ["acb", "état absent", "5%", "\\", "'; --"])
def test_search_takes_every_sign_as_it_stands(q):
    RecommendationFactory(text="Renforcer l’État de droit: 50 pour cent de acx")
    assert found(q=q) == []


@pytest.mark.parametrize("text", ["加强法官培训", "تعزيز تدريب القضاة", "Усилить подготовку судей"])
def test_search_in_other_scripts(text):
    RecommendationFactory(text=text)
    assert found(q=text[3:6].strip()) == [text]


def test_narrowing():
    theme = ThemeFactory(slug="torture")
    RecommendationFactory(text="one", state=a_state("XQB"), response="noted").themes.add(theme)
    RecommendationFactory(text="two")
    assert found(state="XQB") == found(theme="torture") == found(responses=["noted"]) == ["one"]
    assert found(technical_assistance=True) == found(mechanism="cat") == found(state="ZZZ") == []
    assert len(found(mechanism="upr", responses=["noted", "accepted"])) == 2


def test_counts_leave_their_own_narrowing_out():
    RecommendationFactory(response="noted", technical_assistance=True)
    RecommendationFactory(response="accepted")
    assert recommendation_counts() == {"all": 2, "assistance": 1, "responses": {"noted": 1, "accepted": 1}}
    counts = recommendation_counts(responses=["noted"])
    assert counts == {"all": 1, "assistance": 1, "responses": {"noted": 1, "accepted": 1}}
    counts = recommendation_counts(technical_assistance=True)
    assert counts == {"all": 1, "assistance": 1, "responses": {"noted": 1}}


def test_choices_are_sorted_in_the_language_in_use():
    RecommendationFactory(state=a_state("XQB"))
    ThemeFactory(slug="zebra", names={"en": "Zebra", "fr": "Âne"})
    ThemeFactory(slug="bear", names={"en": "Bear", "fr": "Ours"})
    assert state_choices() == [("XQB", "Testland XQB")]
    assert [slug for slug, _name in theme_choices()] == ["bear", "zebra"]
    with translation.override("fr"):
        assert theme_choices() == [("zebra", "Âne"), ("bear", "Ours")]
