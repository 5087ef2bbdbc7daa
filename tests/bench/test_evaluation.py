"""The evaluation of suggestions: what it counts, on the labelled set and on small rows of our own."""

import pytest
from django.core.management import call_command

from bench.jobs.evaluating import evaluated
from bench.labelled import SECTORS, Offered, Wanted, labelled, of_the_sector, real, serves, ticked
from matching.models import Offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes(cast):
    call_command("load_reference")


def test_labels_ask_for_topic_kind_state_and_language():
    needs, offers = labelled()
    assert (len(needs), len(offers)) == (16, 48)
    fits = [[serves(offer, need) for offer in offers].count(True) for need in needs]
    assert fits == [2, 3] * 8  # those for landlocked States fit one of the two


def test_suggestions_on_the_labelled_set_are_better_than_a_search_by_words(themes):
    found = evaluated(*labelled(), serves)
    assert found["suggested"]["relevant"] == 1
    assert found["suggested"]["reached"] > found["searched"]["reached"]
    assert not Offer.objects.exists()


def test_a_need_that_nobody_could_serve_does_not_count(themes):
    offer = Offered("Boats", "Two boats.", "equipment", (), labels=frozenset({"sea"}))
    served = Wanted("Boats for islands", "equipment", (), "XTV", labels=frozenset({"sea"}))
    unserved = Wanted("Planes", "equipment", (), "XTV", labels=frozenset({"air"}))
    found = evaluated([served, unserved], [offer], serves)
    assert (found["needs"], found["served"]) == (2, 1)
    assert found["suggested"] == {"precision": 0.2, "reached": 1, "any": 1, "relevant": 1}


def test_real_rows_are_ticked_by_their_words_and_labelled_by_their_sector():
    assert ticked("Emergency repair of water supply systems") == ("equipment", ("water-sanitation", "emergencies"))
    need = Wanted("x", "other", (), "XKR", labels=frozenset(SECTORS["WATER AND SANITATION"]))
    assert of_the_sector(Offered("x", "x", "other", (), labels=frozenset({"14"})), need)
    rows = real()
    assert rows is None or (len(rows[0]) > 100 and len(rows[1]) > 300)
