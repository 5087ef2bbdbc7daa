import base64

import pytest

from tests.factories.obligations import RecommendationFactory, ThemeFactory, a_state

pytestmark = pytest.mark.django_db
LIST = "/api/v1/recommendations/"


def references(client, **query) -> list[str]:
    return [row["reference"] for row in client.get(LIST, query).json()["results"]]


def test_recommendation(client):
    made = RecommendationFactory(
        text="Train judges", recommending_label="Norway", issue_label="Justice", action_level=4
    )
    made.themes.add(ThemeFactory(slug="administration-of-justice"))
    expected = {
        "reference": made.reference,
        "mechanism": "upr",
        "state": "XQA",
        "text": "Train judges",
        "language": "en",
        "recommending_state": None,
        "recommending_label": "Norway",
        "response": "accepted",
        "action_level": 4,
        "session_number": 7,
        "cycle": 1,
        "themes": ["administration-of-justice"],
        "issue_label": "Justice",
        "technical_assistance": False,
        "symbol": "",
        "paragraph": "",
        "published_on": None,
        **dict.fromkeys(["affected_groups", "goals", "sdg_targets"], []),
        **dict.fromkeys(["group_label", "goal_label"], ""),
    }
    assert client.get(f"{LIST}{made.reference}/").json() == expected
    assert client.get(LIST).json()["results"] == [expected]


def test_filters(client):
    wanted = RecommendationFactory(
        text="Train judges", response="noted", technical_assistance=True, state=a_state("XQB")
    )
    wanted.themes.add(ThemeFactory(slug="torture"))
    other = RecommendationFactory(text="Train police")
    narrowing = {"state": "XQB", "theme": "torture", "response": "noted", "technical_assistance": "true", "q": "JUDGE"}
    for name, value in narrowing.items():
        assert references(client, **{name: value}) == [wanted.reference], name
    assert references(client, technical_assistance="false") == [other.reference]
    assert references(client, mechanism="upr") == [wanted.reference, other.reference]
    assert references(client, state="ZZZ") == references(client, theme="absent") == []


@pytest.mark.parametrize(
    "query",
    [
        "password=1", "response=perhaps", "technical_assistance=perhaps", "state=TOOLONG", "q=" + "a" * 101, "q=%00",
        "order_by=text",
    ],
)  # fmt: skip
def test_bad_filters_are_refused(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize("position", ["nonsense", "p=nonsense", "o=-1"])
def test_bad_cursor_is_refused(client, position):
    RecommendationFactory()
    cursor = base64.b64encode(position.encode()).decode()
    assert client.get(LIST, {"cursor": cursor}).status_code in {200, 400}


def test_queries_for_1_and_30_rows(client, django_assert_num_queries):
    RecommendationFactory().themes.add(ThemeFactory())
    with django_assert_num_queries(5):
        client.get(LIST)
    for made in RecommendationFactory.create_batch(29):
        made.themes.add(ThemeFactory())
    with django_assert_num_queries(5):
        client.get(LIST)


def test_pages_of_fifty_meet_each_row_once(client):
    RecommendationFactory.create_batch(70, technical_assistance=True)
    RecommendationFactory.create_batch(40)
    address, seen = LIST, []
    while address:
        page = client.get(address).json()
        seen += [row["reference"] for row in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 110


def test_themes(client, reference):
    rows = client.get("/api/v1/themes/").json()["results"]
    assert len(rows) == 50
    theme = client.get("/api/v1/themes/trafficking/").json()
    assert theme["names"]["fr"] == "Traite et esclavage"
    assert theme["goals"] == [5, 8, 16]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [LIST, "/api/v1/themes/", f"{LIST}REC-ABSENT/"])
def test_nothing_can_be_written(client, method, address):
    assert getattr(client, method)(address, {}, content_type="application/json").status_code in {401, 403, 405}


def test_unknown_reference_is_not_found(client):
    assert client.get(f"{LIST}REC-ABSENT/").status_code == 404
