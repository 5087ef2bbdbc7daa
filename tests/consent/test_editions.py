"""Editions are kept; two of them are compared word by word, within what the reader may read of both."""

import pytest
from django.test import Client
from django.urls import reverse

from consent.presets import PRESETS
from consent.selectors.editions import pieces_of
from requests_app import services
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from tests.cast import a_submitted, an_open_statement, sign_in

pytestmark = pytest.mark.django_db


def amended(preset: str, **words):
    """An open statement (preset open) with a second edition under `preset`."""
    statement = an_open_statement()
    by = acting_as("authoriser.xtv")
    services.begin_amendment(statement, by=by)
    services.save_version(statement, by=by, words=words, edit_no=1)
    edit_no = version_for_writing(statement).edit_no
    return services.amend_statement(statement, by=by, lines=PRESETS[preset].lines, edit_no=edit_no)


def page_of(client, statement) -> str:
    answer = client.get(reverse("editions", args=[statement.subject.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_difference_is_marked_word_by_word(cast):
    statement = amended("open", summary="Six lawyers serve 110 islands; two regional circuits are planned from March.")
    page = page_of(Client(), statement)
    assert "<del>Four</del><ins>Six</ins>" in page
    assert "lawyers serve 110 islands" in page


def test_reader_is_told_only_of_elements_granted_in_both(cast):
    statement = amended(
        "working", summary="New summary.", done_at_home="Secret steps.", contact_mailbox="n@example.org"
    )
    own, partner, state = (sign_in(name) for name in ("drafter.xtv", "signatory.xnd", "authoriser.xkr"))
    assert "Office mailbox" in page_of(own, statement)
    assert "<ins>Secret" in page_of(partner, statement)
    assert "Office mailbox" not in page_of(partner, statement)
    assert "New" in page_of(state, statement)
    assert "Secret" not in page_of(state, statement)


def test_edition_that_the_public_may_not_read_is_not_compared(cast):
    statement = amended("working", summary="New summary.")
    page = page_of(Client(), statement)
    assert "New summary" not in page
    assert "only one edition for you" in page


def test_edition_that_was_filed_and_never_shown_is_the_check_s_alone(cast):
    filed = a_submitted()
    url = reverse("editions", args=[filed.subject.slug])
    assert Client().get(url).status_code == 404
    assert sign_in("authoriser.xkr").get(url).status_code == 404
    assert sign_in("drafter.xtv").get(url).status_code == 200


def test_withdrawn_statement_keeps_its_editions_for_its_state_alone(cast):
    statement = amended("open", summary="New summary.")
    services.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    url = reverse("editions", args=[statement.subject.reference])
    assert Client().get(url).status_code == 404
    assert sign_in("curator").get(url).status_code == 404
    assert "New" in page_of(sign_in("drafter.xtv"), statement)


@pytest.mark.parametrize("query", ["older=9&newer=1", "older=x", "older=%E0%A4%A7&newer=1", "newer=9999999999"])
def test_unknown_editions_are_said_to_be_unknown(cast, query):
    statement = amended("open", summary="New summary.")
    answer = Client().get(reverse("editions", args=[statement.subject.reference]) + f"?{query}")
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_pieces_read_as_both_texts():
    old, new = "كلمة أولى ثم ثانية.", "كلمة أخرى ثم ثانية!"
    pieces = pieces_of(old, new)
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "gone") == new
