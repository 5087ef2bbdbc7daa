import base64

import pytest
from django.urls import reverse

from obligations.choices import Resolution
from obligations.models import HeldRow
from obligations.services.imports import import_file
from tests.factories.obligations import RecommendationFactory, ThemeFactory

pytestmark = pytest.mark.django_db
LIST = "/recommendations/"


def cursor_at(place: str) -> str:
    return base64.b64encode(f"p={place}".encode()).decode()


@pytest.fixture
def signed_in_curator(client, curator, settings):
    """Signed in; the second factor, which the role asks for, is tested elsewhere."""
    settings.SECOND_FACTOR_FOR_BINDING_ROLES = False
    client.force_login(curator.user)
    return client


@pytest.fixture
def held(reference, export) -> HeldRow:
    import_file(export([{"From": "Ruritania"}]))
    return HeldRow.objects.get()


def test_list_shows_text_state_and_response(client):
    made = RecommendationFactory(text="Train <b>judges</b>")
    page = client.get(LIST)
    assert page.status_code == 200
    assert "Train &lt;b&gt;judges&lt;/b&gt;" in page.content.decode()
    assert made.reference in page.content.decode()
    assert list(page.context["page"].rows) == [made]


def test_list_asks_the_same_number_of_queries_for_1_and_30_rows(client, django_assert_num_queries):
    RecommendationFactory().themes.add(ThemeFactory())
    with django_assert_num_queries(8):
        client.get(LIST)
    for made in RecommendationFactory.create_batch(29):
        made.themes.add(ThemeFactory())
    with django_assert_num_queries(8):
        client.get(LIST)


def test_pages_meet_each_row_once(client):
    RecommendationFactory.create_batch(25)
    RecommendationFactory.create_batch(20, technical_assistance=True)
    address, seen = LIST, []
    while address:
        page = client.get(address).context["page"]
        seen += [row.reference for row in page.rows]
        address = page.next_url
    assert len(seen) == len(set(seen)) == 45


def test_facets_and_search_narrow_the_list(client):
    wanted = RecommendationFactory(text="Train judges", response="noted", technical_assistance=True)
    wanted.themes.add(ThemeFactory(slug="torture"))
    RecommendationFactory(text="Train police")
    words = {"q": "judges", "state": "XQA", "theme": "torture", "response": "noted", "assistance": "yes"}
    for name, value in words.items():
        page = client.get(LIST, {name: value})
        expected = 2 if name == "state" else 1
        assert len(page.context["page"].rows) == page.context["counts"]["all"] == expected, name


def test_list_in_place_is_only_the_rows(client):
    page = client.get(LIST, headers={"HX-Request": "true"})
    assert "<html" not in page.content.decode()


@pytest.mark.parametrize("field", ["state", "theme", "response", "assistance"])
def test_unknown_filter_value_is_said_beside_its_field(client, field):
    RecommendationFactory()
    page = client.get(LIST, {field: "ZZZ"})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert "Please check this page" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=%00", 400),
        ("q=%FF", 400),
        ("q=" + "a" * 10_000, 200),
        ("q=%5C%25_'", 200),
        ("cursor=nonsense", 400),
        ("cursor=" + cursor_at("nonsense"), 400),
        ("cursor=" + cursor_at("9" * 40), 200),
        ("page=-1&order_by=password", 200),
        ("state=" + "&state=".join("ABCDEFG" * 30), 200),
    ],
)
def test_bad_input_is_never_a_fault(client, query, status):
    assert client.get(f"{LIST}?{query}").status_code == status


def test_an_empty_list_explains_itself(client):
    assert "No recommendations yet" in client.get(LIST).content.decode()
    RecommendationFactory()
    assert "No recommendation fits" in client.get(LIST, {"q": "absent"}).content.decode()


def test_one_recommendation(client):
    made = RecommendationFactory(text="Train judges")
    assert "Train judges" in client.get(made.get_absolute_url()).content.decode()
    assert client.get(reverse("recommendation", args=["REC-ABSENT"])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_for_reading(client, method):
    assert getattr(client, method)(LIST).status_code == 405


@pytest.mark.parametrize("address", ["/secretariat/imports/", "/secretariat/imports/abc/"])
def test_held_rows_are_for_curators(client, django_user_model, address):
    assert client.get(address).status_code == 302
    client.force_login(django_user_model.objects.create_user("stranger", "stranger@example.org"))
    assert client.get(address).status_code == 403


def test_held_rows_are_listed_by_name(signed_in_curator, held):
    page = signed_in_curator.get(reverse("held_row_list")).content.decode()
    assert "Ruritania" in page
    assert reverse("held_row_settle", args=[held.key]) in page


def test_a_curator_settles_a_name(signed_in_curator, held):
    address = reverse("held_row_settle", args=[held.key])
    assert "Ruritania" in signed_in_curator.get(address).content.decode()
    done = signed_in_curator.post(address, {"decision": "mapped", "state": "ROU"}, follow=True)
    assert "1 row is settled." in done.content.decode()
    held.refresh_from_db()
    assert held.resolution == Resolution.MAPPED
    assert signed_in_curator.get(address).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "decision"), ({"decision": "mapped"}, "state"), ({"decision": "mapped", "state": "ZZZ"}, "state")],
)
def test_a_wrong_decision_is_said_beside_its_field(signed_in_curator, held, typed, field):
    page = signed_in_curator.post(reverse("held_row_settle", args=[held.key]), typed)
    assert page.status_code == 400
    assert field in page.context["form"].errors
