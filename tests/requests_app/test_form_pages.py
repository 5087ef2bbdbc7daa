"""The form as its users meet it: short pages, several hands, a session that ends in the middle of typing."""

import pytest
from django.test import Client
from django.urls import reverse

from requests_app import services
from requests_app.choices import Section
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from states.models import Body
from tests.cast import WORDS, a_draft, an_open_statement, sign_in

pytestmark = pytest.mark.django_db
EXPRESS = {name: value for name, value in WORDS.items() if value is not None} | {"language": "en"}


def page(draft, section: str) -> str:
    return reverse("statement_step", args=[draft.subject.slug, section])


def shown(client, url: str) -> dict:
    """The values with which the form of a page opens."""
    return client.get(url).context["form"].initial


def test_each_page_is_saved_by_itself_and_leads_to_the_next(cast):
    draft, client = a_draft("authoriser.xtv"), sign_in("authoriser.xtv")
    url = page(draft, Section.WHO)
    for _page in range(7):
        form = client.get(url).context.get("form")
        kept = {name: value for name, value in form.initial.items() if value and not isinstance(value, list)}
        if "statement_parts" in client.get(url).resolver_match.url_name:
            url = client.get(url).context["steps"].next_url
            continue
        url = client.post(url, kept)["Location"]
    assert url == reverse("statement_review", args=[draft.subject.slug])
    assert client.get(url).status_code == 200


def test_page_keeps_links_as_well_as_words(cast):
    draft, client = a_draft(), sign_in("drafter.xtv")
    url = page(draft, Section.PLACE)
    words = {"level": "national", "place": "Outer islands", "seen": shown(client, url)["seen"]}
    assert b"What is stored now" not in client.get(url).content
    assert client.post(url, words).status_code == 302
    assert version_for_writing(draft).place == "Outer islands"


def test_two_people_on_two_pages_both_save(cast):
    draft, one, two = a_draft(), sign_in("drafter.xtv"), sign_in("authoriser.xtv")
    place, support = page(draft, Section.PLACE), page(draft, Section.SUPPORT)
    first = {"place": "North", "seen": shown(one, place)["seen"]}
    second = {"partners_active": "None yet.", "seen": shown(two, support)["seen"]}
    assert (one.post(place, first).status_code, two.post(support, second).status_code) == (302, 302)


@pytest.mark.parametrize("section", [Section.NEED, Section.SUPPORT])
def test_second_of_two_on_one_page_gets_both_texts(cast, section):
    draft, one, two = a_draft(), sign_in("drafter.xtv"), sign_in("authoriser.xtv")
    url, name = page(draft, section), {"need": "obstacles", "support": "partners_active"}[section]
    words = {"title": "Title", "summary": "Words"} if section == Section.NEED else {}
    seen = shown(one, url)["seen"]
    one.post(url, words | {name: "First hand's words", "seen": seen})
    answer = two.post(url, words | {name: "Second hand's words", "seen": seen})
    assert answer.status_code == 409
    assert b"What is stored now" in answer.content
    assert "First hand&#x27;s words" in answer.content.decode()
    assert "Second hand&#x27;s words" in answer.content.decode()
    again = {name: "Both hands' words", "seen": answer.context["form"]["seen"].value()} | words
    assert two.post(url, again).status_code == 302


def test_express_form_does_not_collide_with_another_page(cast):
    draft, one, two = a_draft(), sign_in("drafter.xtv"), sign_in("authoriser.xtv")
    edit, support = reverse("statement_edit", args=[draft.subject.slug]), page(draft, Section.SUPPORT)
    seen = shown(one, edit)["seen"]
    two.post(support, {"partners_active": "None yet.", "seen": shown(two, support)["seen"]})
    assert one.post(edit, EXPRESS | {"title": "Anew", "seen": seen}).status_code == 302
    assert version_for_writing(draft).title == "Anew"


def test_draft_is_saved_with_a_title_alone_and_reviewed_only_when_whole(cast):
    client = sign_in("authoriser.xtv")
    assert client.post("/desk/statements/new/", {"title": "A need", "language": "en"}).status_code == 302
    answer = client.post("/desk/statements/new/", {"title": "A need", "language": "en", "review": "1"})
    assert answer.status_code == 400
    assert {"summary", "support_type", "institution"} <= set(answer.context["form"].errors)


def test_parts_are_added_written_moved_and_removed(cast):
    draft, client = a_draft(), sign_in("drafter.xtv")
    parts = reverse("statement_parts", args=[draft.subject.slug])
    second = client.post(parts)["Location"]
    words = {"title": "Judges", "support_type": "expert", "priority": "2", "seen": shown(client, second)["seen"]}
    assert client.post(second, words)["Location"] == parts
    client.post(reverse("statement_part_act", args=[draft.subject.slug, 2, "up"]))
    assert [one.need.number for one in client.get(parts).context["parts"]] == [2, 1]
    client.post(reverse("statement_part_act", args=[draft.subject.slug, 1, "remove"]))
    part = version_for_writing(draft).need_versions.get()
    assert (part.title, part.priority) == ("Judges", 2)
    assert client.get(reverse("statement_part", args=[draft.subject.slug, 9])).status_code == 404


@pytest.mark.parametrize("where", ["page", "express", "new"])
def test_text_typed_into_an_ended_session_is_there_after_signing_in(cast, where):
    draft, client = a_draft(), sign_in("drafter.xtv")
    urls = {"page": page(draft, Section.NEED), "express": reverse("statement_edit", args=[draft.subject.slug])}
    url = urls.get(where, reverse("statement_new"))
    words = {"title": "Typed for an hour", "summary": "So many words.", "language": "en"}
    words["seen"] = shown(client, url).get("seen", "")
    client.session.flush()  # the server forgot who this is
    answer = client.post(url, words)
    assert answer["Location"] == f"/accounts/login/?next={url}"
    sign_in_page = client.get(answer["Location"])
    assert b"So many words" not in sign_in_page.content
    user = cast["drafter.xtv"]
    signed = client.post(answer["Location"], {"login": user.username, "password": "a password of the tests"})
    assert signed["Location"] == url
    form = client.get(url)
    assert b"So many words." in form.content
    assert "Your text is here again" in form.content.decode()
    assert client.post(url, words).status_code == 302
    assert "So many words" not in client.get(reverse("statement_new")).content.decode()


def test_text_of_an_ended_session_is_given_to_nobody_of_another_state(cast):
    draft, client = a_draft(), Client()
    url = page(draft, Section.NEED)
    client.post(url, {"title": "Typed", "summary": "So many words."})
    user = cast["authoriser.xkr"]
    client.post("/accounts/login/", {"login": user.username, "password": "a password of the tests"})
    answer = client.get(url)
    assert answer.status_code == 404
    assert b"So many words" not in answer.content


def test_ministry_finds_its_page_and_no_other(cast):
    draft, ministry = a_draft(), sign_in("ministry.xtv")
    url = reverse("statement", args=[draft.subject.slug])
    assert ministry.get(url).context["steps"] is None
    drafter = sign_in("drafter.xtv")
    body = Body.objects.get(pk=acting_as("ministry.xtv").capacity.body_id)
    drafter.post(reverse("statement_helpers", args=[draft.subject.slug]), {"body": body.pk, "sections": ["place"]})
    assert [step.name for step in ministry.get(url).context["steps"]] == ["place"]
    assert ministry.get(page(draft, "place")).status_code == 200
    assert ministry.get(page(draft, "need")).status_code == 403


def test_draft_that_was_never_filed_is_deleted_by_two_presses(cast):
    draft, client = a_draft(), sign_in("drafter.xtv")
    url = reverse("statement_delete", args=[draft.subject.slug])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert client.get(url).status_code == 404


def test_statement_pages_ask_the_database_no_more_with_eight_parts(cast, django_assert_max_num_queries):
    statement, by = an_open_statement(), acting_as("authoriser.xtv")
    services.begin_amendment(statement, by=by)
    for number in range(7):
        words = {"title": f"Part {number}", "support_type": "expert", "institution": "X", "success_sign": "Y"}
        services.add_part(statement, by=by, words=words | {"budget_band": "none"})
    client = sign_in("authoriser.xtv")
    for name, args, most in (
        ("statement", (), 30),
        ("statement_edit", (), 30),
        ("statement_parts", (), 20),
        ("statement_step", ("place",), 22),
        ("statement_review", (), 30),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(name, args=[statement.subject.slug, *args])).status_code == 200
