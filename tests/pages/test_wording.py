"""What pages say, to whom and in which language, and how they are headed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import WORDS, a_draft, an_open_statement, sign_in
from tests.factories.matching import a_pledge, an_agreed_match

pytestmark = pytest.mark.django_db
IN_FRENCH = {"Accept-Language": "fr"}


def text_of(client, address: str, **words) -> str:
    return client.get(address, **words).content.decode().split("<main")[1]


def test_groups_of_states_are_named_in_the_readers_language(cast):
    an_open_statement()
    for address in (reverse("need_list"), reverse("state_list")):
        assert "SIDS" in text_of(Client(), address)
        page = text_of(Client(), address, headers=IN_FRENCH)
        assert ("PEID" in page, ">SIDS<" in page) == (True, False)


def test_a_partner_answers_and_the_state_proposes(cast):
    page = an_open_statement().get_absolute_url()
    said = [text_of(sign_in(who), page) for who in ("officer.xnd", "authoriser.xtv", "curator")]
    assert ["Answer this need" in page for page in said] == [True, False, False]
    assert ["Propose an offer for this need" in page for page in said] == [False, True, True]


def test_what_nobody_did_the_platform_did(cast):
    statement = an_open_statement()
    page = text_of(sign_in("authoriser.xtv"), reverse("statement", args=[statement.subject.slug]))
    assert "the platform" in page
    assert ">system<" not in page


def test_no_heading_skips_a_level_where_no_voice_has_come(cast):
    page = text_of(Client(), an_open_statement().get_absolute_url())
    assert "<h3>The State</h3>" in page
    assert "<h4>The State</h4>" not in page


def test_each_choice_of_consent_says_beside_it_what_it_means(cast):
    statement = a_draft("authoriser.xtv")
    page = text_of(sign_in("authoriser.xtv"), reverse("statement_review", args=[statement.subject.slug]))
    assert "Quiet: Only the secretariat reads it and looks for partners with you." in page
    assert '<span class="cell">' in page  # the words of a box, where the table has no heads
    signed = page.split("The text that is consented to")[1].split("</details>")[0]
    assert [words in signed for words in (WORDS["title"], WORDS["summary"], WORDS["contact_mailbox"])] == [True] * 3


def test_a_mandate_that_may_not_is_told_so_and_whom_to_ask(cast):
    page = sign_in("officer.undp").get(reverse("authority"))
    assert page.status_code == 403
    assert "The mandate in which you act may not do this." in page.content.decode()
    assert reverse("desk") in page.content.decode().split("<main")[1]


def test_what_is_announced_only_is_not_shown_as_nothing(cast):
    statement = an_open_statement()
    match = an_agreed_match(statement)
    a_pledge(match, amount=48_000, currency="NOK")
    page = text_of(sign_in("authoriser.xtv"), statement.get_absolute_url())
    assert '<bdi dir="ltr">48,000 NOK</bdi> announced, not confirmed' in page
    assert "0 NOK</bdi></li>" not in page
    assert ">0 NOK<" not in page


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-hans"])
def test_everybody_finds_in_their_language_what_is_kept_of_them(language):
    home = Client().get("/", headers={"Accept-Language": language}).content.decode()
    assert f'href="{reverse("help")}"' in home.split("<footer")[1]
    page = text_of(Client(), reverse("help"), headers={"Accept-Language": language})
    assert ("What is kept about you" in page) == (language == "en")
    assert page.count("<h3>") == 8


def test_the_hint_of_a_box_stands_under_its_words(cast):
    page = text_of(sign_in("officer.xnd"), reverse("match_propose", args=[an_open_statement().subject.reference, 1]))
    assert page.index("Others may know") < page.index("Never who.")
    assert (
        page.count('aria-describedby="id_shows_interest_helptext"')
        == page.count('id="id_shows_interest_helptext"')
        == 1
    )


def test_a_wrong_filter_is_named_as_the_page_names_it(cast):
    page = text_of(Client(), "/needs/?coverage=nothing", headers=IN_FRENCH)
    assert "Couvert jusqu" in page.split('class="summary"')[1].split("</ul>")[0]
