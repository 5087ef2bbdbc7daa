"""All that a side owes on one page: pre-filled, saved together, reviewed, submitted; with two hands at it."""

import pytest
from django.urls import reverse

from followup import services
from followup.forms import ReportForm
from followup.models import ProgressReport, ReportDue
from followup.selectors import due_for
from practices.models import PracticeCard
from requests_app.models import NeedsStatement
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import REPORT, STARTED, an_active_match, the_due
from tests.factories.obligations import RecommendationFactory, a_state
from web.errors import FailedCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def dues(match):
    """Two dues of the State, on two matches, both opened."""
    an_active_match(match.need.statement, partner="undp")
    services.open_dues(on=STARTED)
    ReportDue.objects.update(due_on=STARTED, remind_on=None)
    return list(ReportDue.objects.filter(body__kind="mission").order_by("pk"))


def typed(*sections) -> dict:
    """What a browser sends: the words of each due under its reference."""
    return {f"{due.reference}-{name}": value for due, words in sections for name, value in words.items()}


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content[:1500].decode()
    return answer.content.decode()


def test_both_are_saved_reviewed_and_submitted(dues):
    first, second = dues
    client = sign_in("nmirf.xtv")
    page = text_of(client.get(reverse("sitting")))
    assert all(due.match.reference in page for due in dues)
    words = typed((first, REPORT | {"edit_no": 0}), (second, {"language": "en", "nothing_to_add": "on", "edit_no": 0}))
    saved = client.post(reverse("sitting"), words | {"review": "1"})
    assert saved["Location"] == reverse("sitting_review")
    assert "checked" not in text_of(client.get(reverse("sitting_review")))
    choices = typed((first, {"edit_no": 1, "make_public": "yes", "in_annual_report": "on"}))
    assert "Nothing is chosen for you" in text_of(client.post(reverse("sitting_review"), choices), 400)
    assert set(ReportDue.objects.values_list("status", flat=True)) == {"waiting", "submitted"}
    client.post(reverse("sitting_review"), typed((second, {"edit_no": 1, "make_public": "no"})))
    given = ProgressReport.objects.order_by("due").values_list("due__status", "make_public", "in_annual_report")
    assert list(given) == [("submitted", True, True), ("submitted", False, False)]


def test_one_may_wait(dues):
    for due in dues:
        services.write_report(due, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    first, second = dues
    choices = typed((first, {"edit_no": 1, "make_public": "no"}), (second, {"edit_no": 1, "make_public": "later"}))
    sign_in("nmirf.xtv").post(reverse("sitting_review"), choices)
    assert list(ReportDue.objects.filter(status="submitted")) == [first]


def test_what_is_right_is_saved_and_what_is_wrong_stays(dues):
    first, second = dues
    words = typed((first, REPORT | {"edit_no": 0}), (second, REPORT | {"difficulties": "Storms.", "edit_no": 0}))
    page = text_of(sign_in("nmirf.xtv").post(reverse("sitting"), words), 400)
    assert ProgressReport.objects.get().due == first
    assert "Storms." in page
    assert f'name="{first.reference}-edit_no" value="1"' in page


def test_what_nobody_touched_is_left_alone(dues):
    words = typed(*[(due, {"language": "en", "edit_no": 0}) for due in dues])
    assert sign_in("nmirf.xtv").post(reverse("sitting"), words).status_code == 302
    assert not ProgressReport.objects.exists()


def test_two_hands_get_both_texts_in_the_sitting(dues):
    first, second = dues
    services.write_report(first, by=acting_as("ministry.xtv"), words=REPORT, edit_no=0)
    words = typed((first, REPORT | {"delivered": "Mine.", "edit_no": 0}), (second, REPORT | {"edit_no": 0}))
    page = text_of(sign_in("nmirf.xtv").post(reverse("sitting"), words), 409)
    assert REPORT["delivered"] in page
    assert "Mine." in page
    assert ProgressReport.objects.get(due=first).delivered == REPORT["delivered"]
    assert ProgressReport.objects.get(due=second).edit_no == 1


def test_drafters_write_and_do_not_submit(dues):
    services.write_report(dues[0], by=acting_as("drafter.xtv"), words=REPORT, edit_no=0)
    assert "Nothing is ready" in text_of(sign_in("drafter.xtv").get(reverse("sitting_review")))


def test_a_tick_begins_a_draft_need_of_the_state(match):
    due, by = the_due(match), acting_as("nmirf.xtv")
    asks = {"support_still_needed": "Two more lawyers for the south.", "starts_need": True}
    services.write_report(due, by=by, words=REPORT | asks, edit_no=0)
    assert NeedsStatement.objects.count() == 1
    services.submit_report(due, by=by, edit_no=1, make_public=False)
    draft = ProgressReport.objects.get().started_need
    version = draft.versions.get()
    assert (draft.status, draft.state, version.summary) == ("draft", match.state, asks["support_still_needed"])
    assert version.need_versions.get().institution == "Legal Aid Commission"
    back = services.return_report(due, by=acting_as("curator"), note="How many?")
    services.submit_report(back, by=by, edit_no=1, make_public=False)
    assert NeedsStatement.objects.filter(status="draft").count() == 1


def test_a_tick_begins_a_draft_practice_card(match):
    due, by = the_due(match), acting_as("nmirf.xtv")
    told = {"lesson": "Begin with the clerks.", "starts_practice": True}
    services.write_report(due, by=by, words=REPORT | told, edit_no=0)
    assert not PracticeCard.objects.exists()
    services.submit_report(due, by=by, edit_no=1, make_public=False)
    card = ProgressReport.objects.get().started_practice
    assert (card.status, card.state, card.subject.shown) == ("draft", match.state, None)
    assert card.versions.get().what_made_it_work == told["lesson"]


def test_partners_are_not_asked_to_begin_a_need(match):
    due = the_due(match, "agency.xnd")
    with pytest.raises(FailedCheck) as refusal:
        services.write_report(due, by=acting_as("officer.xnd"), words=REPORT | {"starts_need": True}, edit_no=0)
    assert list(refusal.value.message_dict) == ["starts_need"]


def test_recommendations_move_in_the_states_own_view(cast):
    linked = RecommendationFactory(state=a_state("XTV"))
    other = RecommendationFactory(state=a_state("XTV"))
    due = the_due(an_active_match(an_open_statement(recommendations=[linked.reference])))
    ReportDue.objects.update(due_on=STARTED)
    client = sign_in("nmirf.xtv")
    assert linked.text in text_of(client.get(reverse("report_write", args=[due.reference])))
    client.post(
        reverse("report_write", args=[due.reference]), REPORT | {"edit_no": 0, f"moved-{linked.reference}": "partly"}
    )
    assert ProgressReport.objects.get().moves.get().moved == "partly"
    with pytest.raises(FailedCheck, match="linked"):
        services.write_report(due, by=acting_as("nmirf.xtv"), words={"moves": {other.reference: "fully"}}, edit_no=1)
    assert linked.text in text_of(client.get(reverse("report", args=[due.reference])))


def test_outcome_check_asks_its_own_few_questions(match):
    services.open_dues(on=match.ends_on)
    due = ReportDue.objects.get(kind="outcome", body__kind="mission")
    ReportDue.objects.filter(pk=due.pk).update(due_on=STARTED)
    by = acting_as("nmirf.xtv")
    page = text_of(sign_in("nmirf.xtv").get(reverse("report_write", args=[due.reference])))
    assert "still_in_use" in page
    assert 'name="delivered"' not in page
    with pytest.raises(FailedCheck) as refusal:
        services.write_report(due, by=by, words={"delivered": "A circuit."}, edit_no=0)
    assert list(refusal.value.message_dict) == ["delivered"]
    services.write_report(due, by=by, words={"language": "en", "funded": "partly"}, edit_no=0)
    with pytest.raises(FailedCheck):
        services.submit_report(due, by=by, edit_no=1, make_public=True)
    services.write_report(due, by=by, words={"still_in_use": "yes", "to_a_peer": "Begin with the clerks."}, edit_no=1)
    assert services.submit_report(due, by=by, edit_no=2, make_public=True).status == "submitted"


def test_no_difficulty_tells_of_none(match):
    words = REPORT | {"no_difficulty": "on", "difficulties": "Storms.", "way_forward": "By boat.", "edit_no": 0}
    answer = sign_in("nmirf.xtv").post(reverse("report_write", args=[the_due(match).reference]), words)
    assert "nothing was difficult" in text_of(answer, 400)


@pytest.mark.parametrize(
    ("name", "value"),
    [("people_reached", "-1"), ("people_reached", "1" * 30), ("changes", "weather"), ("evidence", "a\nb")],
)
def test_bad_words_are_refused_beside_their_field(match, name, value):
    words = REPORT | {"edit_no": 0, name: value}
    page = text_of(sign_in("nmirf.xtv").post(reverse("report_write", args=[the_due(match).reference]), words), 400)
    assert f"id_{name}" in page
    assert '<details class="fold" open>' in page
    assert not ProgressReport.objects.exists()


def test_taken_back_from_the_annual_report_too(match):
    due = the_due(match)
    services.write_report(due, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    services.submit_report(due, by=acting_as("nmirf.xtv"), edit_no=1, make_public=False, in_annual_report=True)
    assert "Take it back" in text_of(sign_in("authoriser.xtv").get(reverse("report", args=[due.reference])))
    services.hide_report(due, by=acting_as("authoriser.xtv"))
    assert not ProgressReport.objects.get().in_annual_report


def test_all_words_through_the_api(match):
    due, client = the_due(match), sign_in("nmirf.xtv")
    words = REPORT | {"changes": ["law"], "people_reached": 40, "evidence": "Gazette 12", "joint": True, "edit_no": 0}
    written = client.patch(f"/api/v1/reports/{due.reference}/", words, content_type="application/json")
    assert written.json()["words"]["people_reached"] == 40
    refused = client.patch(
        f"/api/v1/reports/{due.reference}/",
        {"moves": {"REC-NONE": "fully"}, "edit_no": 1},
        content_type="application/json",
    )
    assert (refused.status_code, list(refused.json())) == (400, ["moves"])
    kinds = {row["kind"] for row in client.get("/api/v1/reports/?kind=period").json()["results"]}
    assert kinds == {"period"}


def folds(page: str) -> list[bool]:
    """Of each due on the page, in order: whether it stands open."""
    return [
        head.startswith(" open")
        for head in page.split('<details class="fold"')[1:]
        if "<h2>" in head.split("</summary>")[0]
    ]


def test_the_first_that_nobody_began_stands_open(dues):
    client = sign_in("nmirf.xtv")
    first, second = due_for(acting_as("nmirf.xtv"))
    assert folds(text_of(client.get(reverse("sitting")))) == [True, False]
    services.write_report(first, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    page = text_of(client.get(reverse("sitting")))
    assert folds(page) == [False, True]
    assert "Begun" in page


def test_what_is_wrong_stands_open_with_its_words(dues):
    first, second = due_for(acting_as("nmirf.xtv"))
    wrong = {"language": "en", "edit_no": 0, "difficulties": "The boat.", "people_reached": "-1"}
    words = typed((first, {"language": "en"}), (second, wrong))
    page = text_of(sign_in("nmirf.xtv").post(reverse("sitting"), words), 400)
    assert folds(page) == [False, True]
    assert "The boat." in page
    assert page.count('<details class="fold" open>') == 2  # the due, and in it what is said beyond


def test_a_closed_due_keeps_all_its_questions(dues):
    page = text_of(sign_in("nmirf.xtv").get(reverse("sitting")))
    for due in dues:
        asked = ReportForm(due=due, prefix=due.reference)
        assert [name for name in asked.fields if f'name="{asked.add_prefix(name)}"' not in page] == []
