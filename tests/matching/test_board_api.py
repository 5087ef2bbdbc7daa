"""The board and the notes through the API: the same services as the pages."""

import pytest

from matching import services
from matching.models import BoardLine, Match, ResponseNote
from requests_app.models import Call, NeedsStatement
from tests.cast import an_open_statement, sign_in
from tests.factories.matching import an_open_offer
from tests.matching.test_responses import in_days

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


@pytest.fixture
def board(cast):
    """The address of a board with one need and one offer that fits it."""
    call = Call.objects.create(
        reference="CALL-2031", title="Call of 2031", year=2031, opens_on="2031-01-01", closes_on="2031-06-01"
    )
    NeedsStatement.objects.filter(pk=an_open_statement().pk).update(call=call)
    return f"/api/v1/boards/{call.reference}/"


def test_curator_proposes_changes_and_sends(board):
    offer, curator = an_open_offer(), sign_in("curator")
    (line,) = curator.post(f"{board}propose/", {}, **JSON).json()["lines"]
    assert (line["offer"], line["locked"], line["match"]) == (offer.reference, False, None)
    words = {"need": line["need"], "offer": offer.reference}
    assert curator.post(f"{board}set_line/", words, **JSON).json()["lines"][0]["by_hand"] is True
    (sent,) = curator.post(f"{board}send/", {}, **JSON).json()["lines"]
    assert sent["match"] == Match.objects.get().reference
    assert curator.post(f"{board}set_line/", {"need": line["need"]}, **JSON).status_code == 409


@pytest.mark.parametrize(
    "words",
    [{}, {"need": "XTV-2027-NONE#1"}, {"need": "x"}, {"need": "XTV-2027-NONE#1", "offer": "OFF-1", "nonsense": 1}],
)
def test_bad_lines_are_refused_beside_their_field(board, words):
    assert sign_in("curator").post(f"{board}set_line/", words, **JSON).status_code == 400
    assert not BoardLine.objects.exists()


@pytest.mark.parametrize("by", ["moderator", "signatory.xnd", "authoriser.xtv"])
def test_board_is_nobody_elses(board, by):
    assert sign_in(by).get("/api/v1/boards/").json()["results"] == []
    assert sign_in(by).post(f"{board}propose/", {}, **JSON).status_code == 404


def test_note_is_changed_and_sent_once(board):
    services.owe_notes(on=in_days(61))
    note, curator = ResponseNote.objects.get(), sign_in("curator")
    address = f"/api/v1/response-notes/{note.reference}/"
    assert curator.post(f"{address}write/", {"text": "Anew.", "edit_no": 0}, **JSON).json()["edit_no"] == 1
    assert curator.post(f"{address}write/", {"text": "Late.", "edit_no": 0}, **JSON).status_code == 409
    assert curator.post(f"{address}send/", {"edit_no": 1}, **JSON).json()["sent_at"] is not None
    assert curator.post(f"{address}send/", {"edit_no": 1}, **JSON).status_code == 409
    assert sign_in("authoriser.xtv").get(address).json()["text"] == "Anew."
