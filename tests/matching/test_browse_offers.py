"""The list of offers: facets with counts, words, orders; the same through the API."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.selectors import OFFER_FACETS, offer_conditions, offers_found, offers_to_count
from obligations.models import Theme
from tests.cast import sign_in
from tests.factories.matching import a_draft_offer, an_open_offer
from web.facets import facet_counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(cast):
    """Trainers for LDCs and SIDS everywhere; a grant for any State in Africa; a tool in Arabic."""
    theme = Theme.objects.get_or_create(slug="justice", defaults={"names": {"en": "Justice"}})[0]
    return {
        "trainers": an_open_offer(themes=[theme]),
        "grant": an_open_offer(
            title="Grants for statistics", support_type="data", form="grant", eligible=["any"], regions=["african"]
        ),
        "tool": an_open_offer(
            cooperation="triangular", title="أداة لتتبع التوصيات", language="ar", languages=["ar"], form="tool"
        ),
    }


def found(three, **filters) -> set[str]:
    pks = set(offers_found(filters).values_list("pk", flat=True))
    return {name for name, offer in three.items() if offer.pk in pks}


def counted(**filters) -> dict:
    counts = facet_counts(offers_to_count(filters), OFFER_FACETS, offer_conditions(filters), limit=5000)
    return {name: {code: one.count for code, one in values.items()} for name, values in counts.items()}


def test_each_facet_narrows(three):
    assert found(three) == {"trainers", "grant", "tool"}
    assert found(three, support_type=["data"]) == {"grant"}
    assert found(three, form=["tool", "expertise"]) == {"tool", "trainers"}
    assert found(three, theme=["justice"]) == {"trainers"}
    assert found(three, region=["asia_pacific"]) == {"trainers", "tool"}
    assert found(three, eligible=["LLDC"]) == {"grant"}
    assert found(three, language=["ar"]) == {"tool"}
    assert found(three, cooperation=["triangular"]) == {"tool"}
    assert found(three, provider=["fund"]) == set()
    assert found(three, provider=["bilateral"]) == {"trainers", "grant", "tool"}


def test_counts_are_what_a_click_would_find(three):
    counts = counted(form=["grant"])
    assert counts[""][""] == 1
    assert counts["form"] == {"expertise": 1, "grant": 1, "tool": 1}
    for name in ("support_type", "region", "eligible", "language", "cooperation", "provider"):
        for code, count in counts[name].items():
            assert len(found(three, form=["grant"], **{name: [code]})) == count, (name, code)
    assert counts["cooperation"] == {}
    assert counted()["cooperation"] == {"triangular": 1}
    assert counts["eligible"] == {"LDC": 1, "LLDC": 1, "SIDS": 1, "any": 1}


def test_words_are_found_by_their_stems_and_in_their_letters(three):
    assert found(three, q="statistic grant") == {"grant"}
    assert found(three, q="التوصيات") == {"tool"}
    assert found(three, q="nothingness") == set()


def test_list_has_counts_words_and_orders(three):
    page = Client().get(reverse("offer_list"), {"q": "trainer", "form": "expertise"}).content.decode()
    assert "Juvenile justice trainers" in page
    assert "Grants for statistics" not in page
    assert 'value="expertise" checked' in page
    assert "Best fit" in page
    guessed = Client().get(reverse("offer_list"), {"q": "statistcs"}).content.decode()
    assert "These have words like them" in guessed
    assert "Grants for statistics" in guessed


def test_offers_are_sorted_by_their_end(three):
    sooner = an_open_offer(title="Ends first", valid_until=timezone.localdate() + timedelta(days=3))
    assert offers_found({"order": "ending"}).order_by("valid_until", "pk").first() == sooner
    page = Client().get(reverse("offer_list"), {"order": "ending"}).content.decode()
    assert page.index("Ends first") < page.index("Grants for statistics")


def test_bad_filters_are_said_and_break_nothing(three):
    answer = Client().get(reverse("offer_list"), {"form": "gold", "theme": "x" * 5000})
    assert answer.status_code == 200
    assert "Grants for statistics" in answer.content.decode()


def test_api_narrows_as_the_page_does(three):
    client = sign_in("officer.undp")

    def titles(**query):
        return {one["title"] for one in client.get(reverse("api-offer-list"), query).json()["results"]}

    assert titles(q="statistics") == {"Grants for statistics"}
    assert titles(eligible="LLDC") == {"Grants for statistics"}
    assert titles(form=["tool", "grant"]) == {"Grants for statistics", three["tool"].title}
    assert client.get(reverse("api-offer-list"), {"form": "gold"}).status_code == 400
    assert client.get(reverse("api-offer-list"), {"colour": "red"}).json() == {"colour": ["There is no such filter."]}


def test_draft_of_ones_own_stays_in_the_api_and_in_no_count(three):
    draft = a_draft_offer(title="Not yet ready")
    own = sign_in("officer.xnd").get(reverse("api-offer-list"), {"q": "ready"}).json()["results"]
    assert [one["reference"] for one in own] == [draft.slug]
    assert counted(q="ready")[""][""] == 0


def test_needs_have_in_the_api_the_filters_of_their_page(statement):
    client, where = Client(), reverse("api-need-list")

    def found(**query) -> int:
        return len(client.get(where, query).json()["results"])

    narrowing = {
        "state": ("XTV", "XKR"), "support_type": ("training", "equipment"), "region": ("asia_pacific", "african"),
        "group": ("SIDS", "LLDC"), "language": ("en", "fr"), "coverage": ("unanswered", "covered"),
        "q": ("defenders", "nothingness"), "theme": (None, "no-such-theme"), "call": (None, "CALL-0"),
    }  # fmt: skip
    for name, (fits, fails) in narrowing.items():
        assert fits is None or found(**{name: fits}) == 1, name
        assert found(**{name: fails}) == 0, name
    assert found(support_type=["equipment", "training"], q="defenders", region="asia_pacific") == 1
    assert client.get(where, {"coverage": "golden"}).status_code == 400
    assert client.get(where, {"theme": "no code!"}).status_code == 400
