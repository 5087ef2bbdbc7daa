"""Texts of the Human Rights Council behind a statement: by symbol, at every door, read where details are granted."""

import pytest
from django.urls import reverse

from insights.giveback import links_given_back, row_of
from obligations.models import CouncilText
from requests_app import services
from requests_app.choices import Section
from requests_app.selectors import version_for_writing
from requests_app.services.word_form import DoesNotFit
from requests_app.word.writing import form_of
from states.cast import acting_as
from states.models import State
from tests.cast import a_draft, a_submitted, an_open_statement, sign_in
from tests.factories.obligations import RecommendationFactory
from tests.requests_app.test_word_form import take_in
from tests.requests_app.word import filled

pytestmark = pytest.mark.django_db
SYMBOL, OTHER = "A/HRC/RES/51/33", "A/HRC/PRST/15/2"


@pytest.fixture
def texts(cast):
    rows = [(SYMBOL, "resolution", "Technical assistance zibethcouncil"), (OTHER, "president", "Advisory services")]
    return [CouncilText.objects.create(symbol=symbol, kind=kind, title=title) for symbol, kind, title in rows]


def symbols(statement) -> list[str]:
    return sorted(version_for_writing(statement).council_texts.values_list("symbol", flat=True))


def step(statement) -> str:
    return reverse("statement_step", args=[statement.subject.slug, "links"])


def an_open_one(texts, preset: str = "open"):
    return an_open_statement(preset=preset, council_texts=texts)


def test_symbols_are_typed_one_to_a_line_and_kept(texts):
    draft, client = a_draft(), sign_in("drafter.xtv")
    seen = client.get(step(draft)).context["form"].initial["seen"]
    saved = client.post(step(draft), {"seen": seen, "council_texts": f" {SYMBOL.lower()}\r\n{OTHER},", "stop": "1"})
    assert saved.status_code == 302
    assert symbols(draft) == sorted([SYMBOL, OTHER])
    shown = client.get(step(draft)).content.decode()
    assert SYMBOL in shown
    assert OTHER in shown


@pytest.mark.parametrize("typed", ["A/HRC/RES/1/1", "nonsense", "A/HRC/RES/51/33 x"])
def test_unknown_symbol_is_refused_beside_its_field_and_stays_typed(texts, typed):
    draft, client = a_draft(), sign_in("drafter.xtv")
    seen = client.get(step(draft)).context["form"].initial["seen"]
    refused = client.post(step(draft), {"seen": seen, "council_texts": typed})
    assert refused.status_code == 400
    assert symbols(draft) == []
    assert refused.context["form"].errors.keys() == {"council_texts"}
    assert typed in refused.content.decode()


def test_texts_are_read_where_the_details_are_granted_and_nowhere_else(texts):
    statement = an_open_one(texts, "working")  # States have the headline, partners the details
    address, api = (
        reverse("need", args=[statement.reference]),
        reverse("api-statement-detail", args=[statement.reference]),
    )
    assert "zibethcouncil" in sign_in("officer.xnd").get(address).content.decode()
    assert "zibethcouncil" not in sign_in("authoriser.xkr").get(address).content.decode()
    assert sign_in("officer.xnd").get(api).json()["words"]["council_texts"] == [OTHER, SYMBOL]
    assert sign_in("authoriser.xkr").get(api).json()["words"]["council_texts"] is None


def test_api_writes_symbols_and_refuses_unknown_ones_by_name(texts):
    draft, client = a_draft(), sign_in("drafter.xtv")
    one = reverse("api-statement-detail", args=[draft.subject.slug])
    assert client.patch(one, {"edit_no": 1, "council_texts": [SYMBOL]}, "application/json").status_code == 200
    assert symbols(draft) == [SYMBOL]
    refused = client.patch(one, {"edit_no": 2, "council_texts": ["A/HRC/RES/1/1"]}, "application/json")
    assert refused.status_code == 400
    assert "council_texts" in refused.json()


def test_word_form_takes_symbols_and_gives_them_back(texts):
    draft = a_draft(council_texts=[texts[1]])
    form = form_of(version_for_writing(draft), sections=Section.values, language="fr")
    take_in(draft, filled(form, {"S_council_texts": f"{SYMBOL} – Technical assistance\n{OTHER}"}))
    assert symbols(draft) == sorted([SYMBOL, OTHER])
    again = form_of(version_for_writing(draft), sections=Section.values, language="ar")
    assert take_in(draft, again) == []
    with pytest.raises(DoesNotFit):
        take_in(draft, filled(again, {"S_council_texts": "A/HRC/RES/1/1"}))


def test_texts_are_sealed_and_copied_into_the_next_edition(texts):
    statement = a_submitted(council_texts=texts)
    version = statement.versions.get()
    assert version.content()["council_texts"] == sorted(one.pk for one in texts)
    assert version.digest() == version.edition.sha256
    opened = an_open_one(texts)
    services.begin_amendment(opened, by=acting_as("drafter.xtv"))
    assert symbols(opened) == sorted([SYMBOL, OTHER])


def test_symbols_are_given_back_beside_each_recommendation(texts):
    one = RecommendationFactory(state=State.objects.get(iso3="XTV"))
    an_open_statement(recommendations=[one.reference], council_texts=texts)
    (link,) = links_given_back(acting_as("authoriser.xtv"))
    assert row_of(link)["council_texts"] == f"{OTHER}; {SYMBOL}"
