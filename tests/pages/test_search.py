"""Search in six languages, on summary fields, after consent; choices with counts."""

import pytest
from django.db import connection
from django.db.models import Func, Q, TextField
from django.test import Client
from django.urls import reverse

from requests_app.selectors import FACETS, needs_browsed
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import an_agreed_match
from web.facets import facet_counts

pytestmark = pytest.mark.django_db

#: language, title, summary
TEXTS = {
    "en": ("Training public defenders on bail", "Lawyers in the islands."),
    "fr": ("Former les défenseurs publics", "Les avocates de l'archipel."),
    "es": ("Capacitación de la defensa pública", "Abogadas en las islas."),
    "ru": ("Обучение адвокатов", "Ёлки и острова."),
    "ar": ("تدريب القضاة على المحاكمة العادلة", "ستون قاضياً في المدينة."),
    "zh-hans": ("残疾人法律援助", "援助中心没有受过培训的工作人员。"),
}
FOUND = [
    ("trained defender", "en"),  # stems
    ("DEFENSEUR", "fr"),  # case and accents
    ("avocate archipel", "fr"),
    ("capacitacion", "es"),
    ("адвокаты", "ru"),
    ("елка", "ru"),
    ("المحاكمه", "ar"),  # another form of the last letter
    ("مُحَاكَمَة", "ar"),  # vowel marks
    ("قاضيا", "ar"),
    ("法律", "zh-hans"),
    ("律援助", "zh-hans"),
    ("残", "zh-hans"),
    ("defendrs", "en"),  # a typing error
]


@pytest.fixture
def texts(cast):
    return {
        language: an_open_statement(title=title, summary=summary, language=language)
        for language, (title, summary) in TEXTS.items()
    }


def found_by(q: str, client=None, **more) -> list[str]:
    answer = (client or Client()).get(reverse("need_list"), {"q": q} | more)
    assert answer.status_code == 200
    return [card["language"] for card in answer.context["cards"]]


def test_words_are_found_in_every_language_whatever_their_form(texts):
    assert {q: found_by(q)[:1] for q, _language in FOUND} == {q: [language] for q, language in FOUND}
    assert found_by("nowhere at all") == []
    assert found_by("'; drop table --") == []
    assert found_by("the") == []


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("xylophonist", "'xylophonist'"),
        ("courts", "'courts' | 'court'"),
        ("法律", "'法律'"),
        ("training 法律", "( 'training' | 'train' ) & '法律'"),
        (".", None),
    ],
)
def test_each_form_of_a_word_is_looked_up_once(words, query):
    with connection.cursor() as cursor:
        cursor.execute("SELECT web_query(%s)::text", [words])
        assert cursor.fetchone() == (query,)


def test_choices_are_counted_without_their_own_narrowing(texts):
    an_agreed_match(texts["en"], public=True)
    page = Client().get(reverse("need_list"), {"language": ["fr", "es"]}).context
    counts = {facet["name"]: {one["value"]: one["count"] for one in facet["options"]} for facet in page["facets"]}
    assert counts["language"] == dict.fromkeys(TEXTS, 1)
    assert counts["support_type"] == {"training": 2}
    assert counts["group"] == {"SIDS": 2}
    assert counts["coverage"] == {"unanswered": 2}
    assert page["total"] == "2"
    assert found_by("", coverage=["partly_covered"]) == ["en"]
    assert found_by("", coverage=["unanswered"], language=["en"]) == []
    assert len(found_by("", region=["asia_pacific"], group=["SIDS"])) == 6


def test_only_partners_and_the_secretariat_sort_by_waiting(texts):
    for person, first in [("officer.xnd", "en"), ("curator", "en"), ("authoriser.xkr", "zh-hans"), (None, "zh-hans")]:
        assert found_by("", sign_in(person) if person else Client(), order="waiting")[0] == first


def test_best_fit_comes_first(texts):
    an_open_statement(title="Bail, bail and bail again", summary="Bail in the islands.")
    an_open_statement(title="Courts", summary="Newer, and bail once.")
    cards = Client().get(reverse("need_list"), {"q": "bail", "order": "best"}).context["cards"]
    assert cards[0]["title"] == "Bail, bail and bail again"
    assert len(cards) == 3


def test_details_are_not_searched(texts):
    assert found_by("certified December") == []  # the sign of success
    assert found_by("Commission") == []  # the institution


def test_hidden_need_is_neither_found_nor_counted(cast):
    an_open_statement(preset="quiet", title="Zibeth", summary="Zibeth.", support_type="data")
    for person, seen in [("officer.xnd", False), ("authoriser.xtv", True), ("curator", True)]:
        page = sign_in(person).get(reverse("need_list"), {"q": "zibeth"}).context
        assert (len(page["cards"]), page["total"]) == ((1, "1") if seen else (0, "0"))


def test_unknown_choice_is_refused_beside_its_field(cast):
    for bad in ({"region": "atlantis"}, {"theme": "a b"}, {"order": "worst"}, {"coverage": "x"}):
        answer = Client().get(reverse("need_list"), bad)
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == list(bad)


def test_counts_that_take_too_long_are_left_out(texts):
    rows = needs_browsed(acting_as("curator")).annotate(
        slow=Func(0.2, template="(pg_sleep(%(expressions)s))::text", output_field=TextField())
    )
    assert facet_counts(rows, FACETS, {"slow": Q(slow="")}, limit=50) is None
    assert facet_counts(needs_browsed(acting_as("curator")), FACETS, {})[""][""].count == 6
