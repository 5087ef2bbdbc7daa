"""What a State gives back: its own links alone, with what came of them, and no cell that runs."""

import csv
import io

import pytest
from django.urls import reverse

from requests_app import services
from states.cast import acting_as
from states.models import State
from tests.cast import a_draft, an_open_statement, sign_in
from tests.factories.obligations import RecommendationFactory
from web.exports import safe_cell

pytestmark = pytest.mark.django_db


def a_link(**words):
    one = RecommendationFactory(state=State.objects.get(iso3="XTV"), symbol="A/HRC/1/2", paragraph="1.2", **words)
    return one, an_open_statement(recommendations=[one.reference])


def rows_for(username: str) -> list[dict]:
    answer = sign_in(username).get(reverse("give_back_file", args=["csv"]))
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_links_of_open_statements_go_back(cast):
    one, statement = a_link(text="=HYPERLINK(1)")
    a_draft(recommendations=[one.reference])
    (row,) = rows_for("ministry.xtv")
    assert (row["recommendation"], row["statement"], row["paragraph"]) == (one.reference, statement.reference, "1.2")
    assert (row["text"], row["agreements"], row["moved"]) == ("'=HYPERLINK(1)", "0", "")
    told = sign_in("drafter.xtv").get(reverse("give_back_file", args=["json"])).json()
    assert told["rows"][0]["text"] == "=HYPERLINK(1)"
    assert sign_in("drafter.xtv").get("/api/v1/give-back/").json()["results"] == told["rows"]


def test_withdrawn_links_and_other_states_links_do_not(cast):
    _one, statement = a_link()
    assert rows_for("authoriser.xkr") == []
    services.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    assert rows_for("drafter.xtv") == []


def test_pages_are_for_people_of_a_state(cast):
    a_link()
    for name in ("curator", "signatory.xnd", "cso.xtv"):
        assert sign_in(name).get(reverse("give_back")).status_code == 403
        assert sign_in(name).get("/api/v1/give-back/").json()["results"] == []
    assert b"A/HRC" not in sign_in("drafter.xtv").get(reverse("give_back")).content
    assert sign_in("drafter.xtv").get(reverse("give_back_file", args=["xls"])).status_code == 404


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "＝1", " =1", "\r\n=1"])
def test_no_cell_becomes_a_formula(text):
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("plain") == "plain"
