"""Presentations and practices: one mechanism; written, consented to, shown, shown anew, withdrawn, adopted, shared."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from consent.digests import broken_editions
from consent.presets import PRESETS
from consent.services.papers import begin_paper_edition, save_paper, show_paper, withdraw_paper
from matching.models import Offer
from practices.kind import PRACTICES
from practices.models import Adoption, PracticeCard, PracticeVersion
from presentations.kind import PRESENTATIONS
from presentations.models import Presentation, PresentationVersion
from presentations.selectors import presentations_listed_for, presentations_shown_to
from states.cast import acting_as
from states.models import Body
from tests.cast import an_open_statement, sign_in
from tests.factories.notes import a_note
from tests.factories.obligations import ThemeFactory
from tests.factories.papers import PRACTICE, PRESENTATION, a_practice, a_presentation
from web.errors import Conflict, FailedCheck, NotPermitted

pytestmark = pytest.mark.django_db
#: partners read all, other States the headline
OPEN_TO_STATES = PRESETS["working"].lines


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content[:3000].decode())
    return answer.content.decode()


def test_presentation_from_the_form_to_its_tombstone(cast):
    client, public = sign_in("authoriser.xtv"), Client()
    refused = client.post(reverse("presentation_new"), PRESENTATION | {"title": "", "language": "en"})
    assert PRESENTATION["challenges"] in text_of(refused, 400)
    saved = client.post(reverse("presentation_new"), PRESENTATION | {"language": "en", "review": "1"})
    paper = Presentation.objects.get()
    assert saved["Location"] == reverse("presentation_review", args=[paper.subject.slug])
    assert PRESENTATION["achievements"] in text_of(client.get(saved["Location"]))
    assert PRESENTATION["title"] not in text_of(public.get(reverse("presentation_list")))
    done = client.post(saved["Location"], {"edit_no": 1, "preset": "open", "confirm": "on"}, follow=True)
    assert "can read it now" in text_of(done)
    paper.refresh_from_db()
    page = reverse("presentation", args=[Presentation.objects.get().reference])
    words = text_of(public.get(page))
    assert PRESENTATION["achievements"] in words
    assert PRESENTATION["contact_mailbox"] not in words
    assert PRESENTATION["title"] in text_of(public.get(reverse("state", args=["XTV"])))
    withdrawal = reverse("presentation_withdraw", args=[paper.subject.slug])
    client.post(withdrawal, {"note": ""})
    assert PRESENTATION["title"] not in text_of(public.get(page), 410)
    assert PRESENTATION["title"] not in text_of(public.get(reverse("presentation_list")))
    assert public.get("/api/v1/presentations/").json()["results"] == []
    assert sign_in("authoriser.xkr").get(page).status_code == 410


def test_two_hands_get_both_texts(cast):
    paper = a_presentation(preset="")
    save_paper(PRESENTATIONS, paper, by=acting_as("drafter.xtv"), words={"challenges": "First hand"}, edit_no=1)
    url = reverse("presentation_edit", args=[paper.subject.slug])
    words = PRESENTATION | {"challenges": "Second hand", "language": "en", "edit_no": 1}
    answer = text_of(sign_in("authoriser.xtv").post(url, words), 409)
    assert "First hand" in answer
    assert "Second hand" in answer
    assert 'name="edit_no" value="2"' in answer


def test_new_edition_waits_for_its_own_consent(cast):
    paper, by = a_presentation(), acting_as("authoriser.xtv")
    begin_paper_edition(PRESENTATIONS, paper, by=by)
    save_paper(PRESENTATIONS, paper, by=by, words={"title": "New words"}, edit_no=1)
    page = reverse("presentation", args=[paper.subject.reference])
    assert "New words" not in text_of(Client().get(page))
    with pytest.raises(Conflict):
        show_paper(PRESENTATIONS, paper, by=by, lines=PRESETS["open"].lines, edit_no=1)
    show_paper(PRESENTATIONS, paper, by=by, lines=PRESETS["open"].lines, edit_no=2)
    assert "New words" in text_of(Client().get(page))


def test_only_the_own_authoriser_shows(cast):
    paper = a_presentation(preset="")
    for name in ("drafter.xtv", "authoriser.xkr", "curator"):
        with pytest.raises(NotPermitted):
            show_paper(PRESENTATIONS, paper, by=acting_as(name), lines=PRESETS["open"].lines, edit_no=1)


def test_session_lists_only_what_was_granted_for_it(cast):
    open_one, quiet = a_presentation(), a_presentation(preset="quiet")
    listed = set(presentations_listed_for(acting_as("curator")))
    assert listed == {open_one}
    assert set(presentations_shown_to(acting_as("curator"))) == {open_one, quiet}


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("presentations_presentationversion", "SET achievements = 'Changed'"),
        ("presentations_presentationversion", "SET contact_mailbox = 'x@example.org'"),
        ("practices_practiceversion", "SET kinds = '{}'"),
        ("practices_practiceversion", "SET what_failed_first = 'Nothing'"),
    ],
)
def test_sealed_words_refuse_change_and_tampering_is_found(cast, table, change):
    a_presentation()
    a_practice()
    assert broken_editions() == []
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} {change}")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} {change}")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert len(broken_editions()) == 1


def test_linked_sets_are_sealed_too(cast):
    theme = ThemeFactory()
    a_presentation(themes=[theme])
    assert broken_editions() == []
    PresentationVersion.objects.get().themes.clear()
    assert len(broken_editions()) == 1


# --- practices --------------------------------------------------------------------------------------------------


def test_practices_are_found_by_facets_and_search_of_their_summary(cast):
    a_practice(title="Boats for courts")
    a_practice(title="Sealed away", preset="quiet", kinds=["equipment"])
    url = reverse("practice_list")
    page = Client().get(url)
    assert {option["value"] for facet in page.context["facets"] for option in facet["options"]} == {
        "training",
        "grulac",
    }
    assert "Boats for courts" in text_of(Client().get(url, {"q": "boats", "kind": "training", "region": "grulac"}))
    assert "Boats for courts" not in text_of(Client().get(url, {"q": "fixed court house"}))  # details are not searched
    assert "Sealed away" not in text_of(Client().get(url, {"kind": "equipment"}))
    assert "Sealed away" in text_of(sign_in("curator").get(url, {"kind": "equipment"}))
    assert Client().get(url, {"kind": "x", "q": "\u202e"}).status_code == 200


def test_need_page_says_who_has_solved_it_and_why(cast):
    statement = an_open_statement()
    a_practice(title="Boats for courts")
    a_practice(title="Other help", kinds=["equipment"])
    page = text_of(Client().get(reverse("need", args=[statement.subject.reference])))
    assert "Who has solved this" in page
    assert "Boats for courts" in page
    assert "The same kind of support: Training." in page
    assert "Other help" not in page


def test_adoption_counts_and_names_only_with_consent(cast):
    card = a_practice()
    url, page = (reverse(name, args=[card.subject.reference]) for name in ("practice_adopt", "practice"))
    client = sign_in("authoriser.xkr")
    client.post(url, {})
    words = text_of(Client().get(page))
    assert "1 State has adopted it" in words
    assert "Karadia" not in words
    client.post(url, {"may_be_named": "on"})
    assert "Karadia" in text_of(Client().get(page))
    assert Adoption.objects.count() == 1
    assert sign_in("authoriser.xam").get(url).status_code == 403
    assert "reauthenticate" in sign_in("authoriser.xkr", proven=False).post(url, {})["Location"]


def test_shared_practice_drafts_one_offer_without_a_word_of_it(cast):
    office = Body.objects.get(mailbox="agency.xam@example.org")
    card = a_practice(shared_by=office)
    offer = Offer.objects.get()
    assert (offer.body, offer.status, offer.support_type) == (office, "draft", "training")
    assert PRACTICE["title"] not in f"{offer.title} {offer.summary}"
    by = acting_as("authoriser.xam")
    begin_paper_edition(PRACTICES, card, by=by)
    show_paper(PRACTICES, card, by=by, lines=PRESETS["open"].lines, edit_no=1)
    assert Offer.objects.count() == 1
    withdraw_paper(PRACTICES, card, by=by)
    assert Offer.objects.get().status == "draft"


def test_only_offices_of_ones_own_state_can_share_its_practice(cast):
    office = Body.objects.get(mailbox="agency.xam@example.org")
    own, other = (sign_in(who).get(reverse("practice_new")) for who in ("authoriser.xam", "authoriser.xtv"))
    assert office.name in text_of(own)
    assert office.name not in text_of(other)
    assert "no South-South office" in text_of(other)
    words = PRACTICE | {"language": "en", "shared_by": office.pk}
    assert list(sign_in("authoriser.xtv").post(reverse("practice_new"), words).context["form"].errors) == ["shared_by"]
    refused = sign_in("authoriser.xtv").post("/api/v1/practices/", words, "application/json")
    assert (refused.status_code, list(refused.json())) == (400, ["shared_by"])
    with pytest.raises(FailedCheck):
        a_practice("authoriser.xtv", shared_by=office)


def test_office_that_shares_a_practice_is_read_in_every_edition_by_whom_the_details_are_granted(cast):
    office, by = Body.objects.get(mailbox="agency.xam@example.org"), acting_as("authoriser.xam")
    words = PRACTICE | {"language": "en", "shared_by": office.pk}
    slug = sign_in("authoriser.xam").post("/api/v1/practices/", words, "application/json").json()["reference"]
    card = show_paper(PRACTICES, PracticeCard.objects.get(subject__slug=slug), by=by, lines=OPEN_TO_STATES, edit_no=1)
    begin_paper_edition(PRACTICES, card, by=by)
    url = f"/api/v1/practices/{card.reference}/"
    partner, state = (sign_in(who).get(url).json() for who in ("fund", "authoriser.xkr"))
    assert (partner["shared_by"], partner["words"]["shared_by"]) == (office.pk, office.name)
    assert (state["shared_by"], state["words"]["shared_by"]) == (None, None)
    assert office.name in text_of(sign_in("fund").get(card.get_absolute_url()))
    assert office.name not in text_of(sign_in("authoriser.xkr").get(card.get_absolute_url()))
    save_paper(PRACTICES, card, by=by, words={"shared_by": None}, edit_no=1)
    show_paper(PRACTICES, card, by=by, lines=OPEN_TO_STATES, edit_no=2)
    assert office.name in text_of(sign_in("fund").get(reverse("editions", args=[card.reference])))
    assert broken_editions() == []


def test_practice_form_refuses_hostile_words_beside_their_field(cast):
    client, url = sign_in("authoriser.xam"), reverse("practice_new")
    for field, value in [("kinds", ["hack"]), ("title", "\u202eevil"), ("contact_mailbox", "x"), ("shared_by", "0")]:
        answer = client.post(url, PRACTICE | {"language": "en", field: value})
        text_of(answer, 400)
        assert list(answer.context["form"].errors) == [field]
    assert not PracticeVersion.objects.exists()


def test_api_gives_the_permitted_words_and_null_for_the_rest(cast):
    a_practice(preset="working", contact_mailbox="office@example.org")
    headline = sign_in("authoriser.xkr").get("/api/v1/practices/").json()["results"][0]
    assert headline["title"] == PRACTICE["title"]
    assert headline["words"]["what_was_done"] is None
    whole = sign_in("signatory.xnd").get("/api/v1/practices/").json()["results"][0]
    assert whole["words"]["what_was_done"] == PRACTICE["what_was_done"]
    assert whole["words"]["contact_mailbox"] is None
    assert re.match(r"PRA-\w{6}$", whole["reference"])


def test_ledger_shows_the_grants_of_every_kind(cast):
    a_presentation(title="Ten years of legal aid")
    a_practice(by="authoriser.xtv", title="Boats for courts")
    a_note(preset="open", need=an_open_statement().needs.get())
    page = text_of(sign_in("authoriser.xtv").get(reverse("grant_ledger")))
    for kind in ("Presentation", "Practice card", "Progress report", "Needs statement"):
        assert kind in page
    assert "Ten years of legal aid" in page
    assert "Boats for courts" in page


@pytest.mark.parametrize("route", ["practice_new", "presentation_new"])
def test_folds_hide_no_question_and_open_where_something_is_wrong(cast, route):
    ThemeFactory.create_batch(9)
    client = sign_in("authoriser.xam")
    page = client.get(reverse(route)).content.decode().split("<main")[1]
    form = client.get(reverse(route)).context["form"]
    shown = [field for fold in form.folds for field in fold.fields] + form.first_fields
    assert {field.name for field in shown} == {field.name for field in form.visible_fields()}
    places = [page.index(f'name="{field.name}"') for field in form.visible_fields()]
    assert places == sorted(places)  # the order of the keys is that of the summary of faults
    assert page.count('<details class="fold" open>') == 0
    wrong = client.post(reverse(route), {"contact_mailbox": "nobody", "themes": "no-theme"})
    assert wrong.status_code == 400
    assert wrong.content.decode().count('<details class="fold" open>') == 2  # the mailbox's fold, the list of themes


def test_a_closed_list_says_what_was_chosen(cast):
    page = (
        sign_in("authoriser.xam")
        .post(reverse("practice_new"), {"kinds": ["training", "seed_finance"]})
        .content.decode()
    )
    head = page.split("Choose from 12")[1].split("</summary>")[0]
    assert re.findall(r"<bdi>(.*?)</bdi>", head) == ["Training", "Seed finance"]
