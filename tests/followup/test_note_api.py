"""Progress notes through the API: begun, changed, given, read as far as the State consents, withdrawn."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from followup.models import ProgressNote
from states.models import Mandate
from states.services import issue_token
from tests.cast import an_open_statement, sign_in
from tests.factories.notes import NOTE, a_note
from tests.factories.obligations import RecommendationFactory

pytestmark = pytest.mark.django_db
NOTES = "/api/v1/notes/"
JSON = {"content_type": "application/json"}
WORDS = NOTE | {"language": "en"}


def found(client: Client, query: str = "") -> list[dict]:
    answer = client.get(NOTES + query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_note_from_the_first_word_to_its_withdrawal(statement):
    state = sign_in("authoriser.xtv")
    about = {"statement": statement.reference, "need": 1}
    made = state.post(NOTES, WORDS | about, **JSON)
    assert (made.status_code, made.json()["status"], made.json()["actions"]) == (201, "draft", ["give"])
    assert made.json()["need"] == {"statement": statement.reference, "number": 1}
    address = f"{NOTES}{made.json()['reference']}/"
    changed = state.patch(address, {"changed": "Bail is asked.", "edit_no": 1}, **JSON)
    assert (changed.status_code, changed.json()["edit_no"]) == (200, 2)
    assert state.patch(address, {"changed": "x", "edit_no": 1}, **JSON).status_code == 409
    assert found(Client()) == []
    assert state.post(f"{address}give/", {"edit_no": 2}, **JSON).json().keys() == {"preset"}
    given = state.post(f"{address}give/", {"edit_no": 2, "preset": "open"}, **JSON).json()
    assert (given["status"], given["words"]["changed"]) == ("given", "Bail is asked.")
    assert [one["reference"] for one in found(Client())] == [given["reference"]]
    assert Client().get(address).status_code == 404  # its slug is nobody's name any more
    assert state.post(f"{NOTES}{given['reference']}/withdraw/", {}, **JSON).json()["status"] == "withdrawn"
    assert found(Client()) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"extra": 1}, "extra"),
        ({"title": ""}, "title"),
        ({"title": "a\x07b"}, "title"),
        ({"done": None}, "done"),
        ({"language": "xx"}, "language"),
        ({"moved": "fully"}, "moved"),
        ({"statement": "XKR-2027-NONE"}, "statement"),
        ({"statement": ["a"]}, "statement"),
        ({"need": 2**70}, "need"),
        ({"recommendation": "nothing"}, "recommendation"),
    ],
)
def test_bad_input_is_told_by_field_and_leaves_nothing(statement, change, field):
    words = WORDS | {"statement": statement.reference, "need": 1} | change
    answer = sign_in("authoriser.xtv").post(NOTES, words, **JSON)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not ProgressNote.objects.exists()


def test_a_repeat_with_the_same_key_is_one_note(statement):
    state = sign_in("authoriser.xtv")
    about = {"statement": statement.reference, "need": 1}
    twice = [state.post(NOTES, WORDS | about, headers={"Idempotency-Key": "k-1"}, **JSON) for _time in range(2)]
    assert [one.status_code for one in twice] == [201, 201]
    assert ProgressNote.objects.count() == 1


def test_only_drafters_of_the_state_begin_one_on_what_is_theirs(statement):
    own = {"statement": statement.reference, "need": 1}
    other = RecommendationFactory()
    for who in ("ministry.xtv", "authoriser.xkr", "officer.xnd", "curator", "cso.xtv"):
        assert sign_in(who).post(NOTES, WORDS | own, **JSON).status_code in (400, 403)
    assert sign_in("authoriser.xtv").post(NOTES, WORDS, **JSON).status_code == 400
    both = own | {"recommendation": other.reference}
    assert sign_in("authoriser.xtv").post(NOTES, WORDS | both, **JSON).status_code == 400
    assert not ProgressNote.objects.exists()


def test_a_token_writes_a_draft_and_gives_nothing(statement):
    mandate = Mandate.objects.get(user__username="authoriser.xtv")
    headers = {"Authorization": f"Token {issue_token(mandate, may_write=True)}"}
    about = {"statement": statement.reference, "need": 1}
    made = Client().post(NOTES, WORDS | about, headers=headers, **JSON)
    assert made.status_code == 201
    address = f"{NOTES}{made.json()['reference']}/give/"
    assert Client().post(address, {"edit_no": 1, "preset": "open"}, headers=headers, **JSON).status_code == 403


def test_a_note_tells_nobody_of_a_statement_that_is_not_theirs(cast):
    """The note is public, the statement behind it is not: neither its name nor a filter tells of it."""
    statement = an_open_statement(preset="quiet")
    a_note(need=statement.needs.get(), preset="open")
    assert [one["need"] for one in found(Client())] == [None]
    assert found(Client(), f"?statement={statement.reference}") == []
    assert len(found(sign_in("drafter.xtv"), f"?statement={statement.reference}")) == 1
    assert found(Client(), "?state=XTV&status=given") == found(Client())
    assert found(Client(), "?state=XKR") == []


def test_a_list_asks_as_often_for_many_as_for_one(statement):
    a_note(need=statement.needs.get(), preset="open")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            found(Client())
        counts.append(len(queries))
        for _note in range(5):
            a_note(need=an_open_statement().needs.get(), preset="open")
    assert counts[0] == counts[1]
