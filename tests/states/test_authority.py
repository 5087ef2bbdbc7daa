"""The State says which of its offices binds it; where two authorities claim it, everything freezes."""

import pytest

from consent.presets import OPEN
from lifecycle.selectors import history_of
from requests_app import services as statements
from states import services
from states.cast import acting_as
from states.models import State
from tests.cast import a_draft, sign_in
from web.errors import FailedCheck, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db
GIVEN = {"statement_kinds": ["nmirf"], "report_kinds": ["nmirf"], "second_person": False}


def talava() -> State:
    return State.objects.get(iso3="XTV")


def submit(by: str):
    draft = a_draft()
    return statements.submit_statement(draft, by=acting_as(by), lines=OPEN.lines, edit_no=1)


def test_at_first_missions_and_foreign_ministries_authorise_statements(cast):
    assert submit("authoriser.xtv").status == "submitted"
    with pytest.raises(NotPermitted):
        submit("nmirf.xtv")


def test_state_moves_the_authority_to_another_office(cast):
    services.set_authority(talava(), by=acting_as("authoriser.xtv"), **GIVEN)
    assert submit("nmirf.xtv").status == "submitted"
    with pytest.raises(NotPermitted):
        submit("authoriser.xtv")
    assert history_of(talava()).last().facts["statement_kinds"] == ["nmirf"]


@pytest.mark.parametrize("by", ["drafter.xtv", "nmirf.xtv", "curator", "signatory.xnd"])
def test_nobody_else_changes_who_may_authorise(cast, by):
    with pytest.raises(NotPermitted):
        services.set_authority(talava(), by=acting_as(by), **GIVEN)


def test_change_of_authority_asks_for_a_fresh_proof_and_leaves_somebody_who_can_act(cast):
    with pytest.raises(ProofNeeded):
        services.set_authority(talava(), by=acting_as("authoriser.xtv", proven=False), **GIVEN)
    given = GIVEN | {"statement_kinds": ["ministry"]}
    with pytest.raises(FailedCheck):
        services.set_authority(talava(), by=acting_as("authoriser.xtv"), **given)


def test_pages_change_authority_and_representation(cast):
    answer = sign_in("authoriser.xtv").post("/desk/authority/", GIVEN | {"second_person": "on"})
    assert answer.status_code == 302
    assert (talava().statement_kinds, talava().second_person) == (["nmirf"], True)
    curator = sign_in("curator")
    words = {"act": "mark", "state": "XTV", "note": "Two letters of credence were received."}
    assert curator.post("/secretariat/representation/", words | {"note": ""}).status_code == 400
    assert curator.post("/secretariat/representation/", words).status_code == 302
    assert b"Talava" in curator.get("/secretariat/representation/").content
    assert curator.post("/secretariat/representation/", words).status_code == 409
    with pytest.raises(NotPermitted):
        a_draft()
    assert curator.post("/secretariat/representation/", words | {"act": "settle"}).status_code == 302
    assert a_draft().status == "draft"


def test_only_curators_mark_a_representation(cast):
    with pytest.raises(NotPermitted):
        services.mark_contested(talava(), by=acting_as("authoriser.xtv"), note="Words.")
