"""The agenda, registrations and commitments through the API."""

import pytest

from dialogue.models import AgendaItem, AnnualSession, Segment
from tests.cast import an_open_statement, sign_in
from tests.factories.dialogue import a_listing, a_need_item, a_segment, an_open_session, an_outcome, at

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
API = "/api/v1"


@pytest.fixture
def session(cast):
    return an_open_session()


def test_agenda_is_built_moved_and_published(session):
    a_listing(an_open_statement(), session, "public")
    curator = sign_in("curator")
    words = {"session": session.reference, "title": "Justice", "kind": "open", "room": "XX"}
    words |= {"starts_at": at(session, "10:00").isoformat(), "ends_at": at(session, "12:00").isoformat()}
    segment = curator.post(f"{API}/segments/", words, **JSON).json()
    (waiting,) = curator.get(f"{API}/sessions/{session.reference}/waiting/").json()["results"]
    made = curator.post(f"{API}/agenda-items/", {"segment": segment["key"], "thing": waiting["thing"]}, **JSON)
    assert (made.status_code, made.json()["kind"], made.json()["minutes"]) == (201, "need", 45)
    free = curator.post(f"{API}/agenda-items/", {"segment": segment["key"], "title": "Opening"}, **JSON).json()
    assert free["actions"] == ["write", "move", "place", "remove"]
    curator.post(f"{API}/agenda-items/{free['key']}/move/", {"step": -1}, **JSON)
    assert list(AgendaItem.objects.order_by("order").values_list("kind", flat=True)) == ["free", "need"]
    place = {"segment": segment["key"], "before": made.json()["key"]}
    assert curator.post(f"{API}/agenda-items/{free['key']}/place/", place, **JSON).status_code == 200
    curator.patch(f"{API}/agenda-items/{free['key']}/", {"minutes": 5}, **JSON)
    assert AgendaItem.objects.get(key=free["key"]).minutes == 5
    curator.patch(f"{API}/segments/{segment['key']}/", {"tables": 2}, **JSON)
    assert Segment.objects.get().tables == 2
    assert curator.post(f"{API}/agenda-items/{free['key']}/remove/", {}, **JSON).status_code == 204
    assert curator.post(f"{API}/segments/{segment['key']}/remove/", {}, **JSON).status_code == 400
    assert curator.post(f"{API}/sessions/{session.reference}/publish_agenda/", {}, **JSON).status_code == 200
    assert AnnualSession.objects.get().status == "agenda_published"


@pytest.mark.parametrize(
    ("url", "words", "field"),
    [
        ("agenda-items/", {"segment": "0" * 16, "title": "x"}, "segment"),
        ("agenda-items/", {"segment": "0" * 16}, "thing"),
        ("agenda-items/", {"segment": "0" * 16, "title": "x", "order": 1}, "order"),
        ("segments/", {"session": "NONE", "title": "x", "colour": "red"}, "colour"),
        ("registrations/", {"session": "NONE", "status": "confirmed"}, "status"),
        ("registrations/", {"session": "NONE"}, "session"),
    ],
)
def test_bad_words_are_refused_beside_their_field(session, url, words, field):
    answer = sign_in("curator").post(f"{API}/{url}", words, **JSON)
    assert answer.status_code == 400
    assert field in answer.json()


def test_office_registers_and_its_curator_confirms(session):
    state, curator = sign_in("authoriser.xtv"), sign_in("curator")
    words = {"session": session.reference, "people": 3, "languages": ["fr"], "at_tables": True}
    made = state.post(f"{API}/registrations/", words, **JSON).json()
    assert (made["status"], made["actions"]) == ("asked", ["withdraw"])
    confirmed = curator.post(f"{API}/registrations/{made['key']}/confirm/", {}, **JSON).json()
    assert (confirmed["status"], confirmed["actions"]) == ("confirmed", ["decline"])
    assert state.post(f"{API}/registrations/{made['key']}/confirm/", {}, **JSON).status_code == 403
    assert sign_in("authoriser.xkr").get(f"{API}/registrations/{made['key']}/").status_code == 404


def test_both_sides_confirm_a_commitment(session):
    said = an_outcome(a_need_item(a_segment(session), an_open_statement()))
    url = f"{API}/commitments/{said.key}/"
    given = sign_in("signatory.xnd").post(f"{url}give/", {"may_be_public": True}, **JSON).json()
    assert given["status"] == "given"
    state = sign_in("authoriser.xtv")
    assert state.post(f"{url}confirm/", {"public": True}, **JSON).status_code == 400
    assert state.get(url).json()["actions"] == ["confirm", "decline"]
    confirmed = state.post(f"{url}confirm/", {}, **JSON).json()
    assert (confirmed["status"], bool(confirmed["pledge"])) == ("confirmed", True)
    assert sign_in("authoriser.xkr").get(url).status_code == 404
