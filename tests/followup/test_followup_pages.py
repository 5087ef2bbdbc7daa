"""The pages of reports and comments: whole journeys without scripts, and what strangers and the State get."""

import pytest
from django.test import Client
from django.urls import reverse

from followup import services
from followup.models import Comment, ProgressReport, Reply, ReportDue
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import COMMENT, REPORT, a_comment, a_submitted_report, an_active_match, the_due

pytestmark = pytest.mark.django_db


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content[:2000].decode())
    return answer.content.decode()


def at(name: str, *words: str) -> str:
    return reverse(name, args=words)


def test_a_report_is_written_reviewed_and_submitted(match):
    due, client = the_due(match), sign_in("nmirf.xtv")
    assert "Only your side" in text_of(client.get(at("report_write", due.reference)))
    saved = client.post(at("report_write", due.reference), REPORT | {"edit_no": 0, "review": "1"})
    assert saved["Location"] == at("report_review", due.reference)
    review = text_of(client.get(saved["Location"]))
    assert REPORT["delivered"] in review
    assert "checked" not in review
    refused = client.post(saved["Location"], {"edit_no": 1})
    assert "Nothing is chosen for you" in text_of(refused, 400)
    done = client.post(saved["Location"], {"edit_no": 1, "make_public": "yes"}, follow=True)
    assert "Submitted" in text_of(done)
    assert ReportDue.objects.get(pk=due.pk).status == "submitted"


def test_errors_keep_what_was_typed(match):
    due, client = the_due(match), sign_in("nmirf.xtv")
    words = REPORT | {"difficulties": "Storms closed the port.", "edit_no": 0}
    answer = text_of(client.post(at("report_write", due.reference), words), 400)
    assert "Storms closed the port." in answer
    assert 'href="#id_way_forward"' in answer
    assert not ProgressReport.objects.exists()


def test_two_hands_get_both_texts(match):
    due, client = the_due(match), sign_in("nmirf.xtv")
    services.write_report(due, by=acting_as("ministry.xtv"), words=REPORT, edit_no=0)
    answer = text_of(client.post(at("report_write", due.reference), REPORT | {"delivered": "Mine.", "edit_no": 0}), 409)
    assert REPORT["delivered"] in answer
    assert "Mine." in answer
    assert 'name="edit_no" value="1"' in answer
    client.post(at("report_write", due.reference), REPORT | {"delivered": "Ours.", "edit_no": 1})
    assert ProgressReport.objects.get().delivered == "Ours."


def test_the_curator_returns_and_notes(match):
    due, curator = a_submitted_report(match), sign_in("curator")
    page = text_of(curator.get(at("report", due.reference)))
    assert at("report_act", due.reference, "note") in page
    assert text_of(curator.post(at("report_act", due.reference, "return_report"), {"note": ""}), 400)
    curator.post(at("report_act", due.reference, "return_report"), {"note": "Which courts?"})
    assert "Which courts?" in text_of(sign_in("nmirf.xtv").get(at("report_write", due.reference)))
    client = sign_in("nmirf.xtv")
    client.post(at("report_write", due.reference), REPORT | {"delivered": "Port Amelie.", "edit_no": 1})
    client.post(at("report_review", due.reference), {"edit_no": 2, "make_public": "no"})
    assert "Noted" in text_of(curator.post(at("report_act", due.reference, "note"), {"note": ""}, follow=True))


def test_the_side_takes_it_back_from_the_public(match):
    due, client = a_submitted_report(match), sign_in("authoriser.xtv")
    assert REPORT["delivered"] in text_of(Client().get(at("report", due.reference)))
    client.post(at("report_hide", due.reference))
    assert Client().get(at("report", due.reference)).status_code == 404
    assert client.get(at("report_hide", due.reference)).status_code == 405


@pytest.mark.parametrize("name", ["report", "report_write", "report_review"])
def test_strangers_get_nothing_of_a_report(match, name):
    due = the_due(match)
    for who in ("authoriser.xkr", "officer.undp", "cso.xtv", "moderator"):
        assert sign_in(who).get(at(name, due.reference)).status_code == 404
    assert Client().get(at(name, due.reference)).status_code == (404 if name == "report" else 302)


def test_an_act_that_is_not_ones_own(match):
    due = a_submitted_report(match)
    for who in ("nmirf.xtv", "officer.xnd"):
        assert sign_in(who).get(at("report_act", due.reference, "note")).status_code == 403
    assert sign_in("curator").get(at("report_act", due.reference, "submit")).status_code == 404
    assert sign_in("curator").post(at("report_act", due.reference, "waive"), {"reason": "unable"}).status_code == 409


def test_a_comment_is_written_shown_and_sent(statement):
    client = sign_in("cso.xtv")
    form = text_of(client.get(at("comment_new", statement.reference)))
    assert form.index("What cannot be protected") < form.index('name="stance"')
    assert "without_name" not in form
    sent = client.post(at("comment_new", statement.reference), COMMENT | {"about": "need-1", "safe": "on"})
    comment = Comment.objects.get()
    assert sent["Location"] == at("comment_review", comment.public_id)
    review = text_of(client.get(sent["Location"]))
    assert COMMENT["text"] in review
    assert "Island Legal Aid Network" in review
    assert text_of(client.post(sent["Location"], {"edit_no": 1}), 400)
    assert comment.status == "draft"
    client.post(sent["Location"], {"edit_no": 1, "confirm": "on"})
    comment.refresh_from_db()
    assert (comment.status, comment.need.number) == ("submitted", 1)


@pytest.mark.parametrize("missing", ["safe", "stance", "mode", "text", "language"])
def test_a_comment_lacks_something(statement, missing):
    words = {key: word for key, word in (COMMENT | {"safe": "on"}).items() if key != missing}
    answer = text_of(sign_in("cso.xtv").post(at("comment_new", statement.reference), words), 400)
    assert f"id_{missing}" in answer
    assert not Comment.objects.exists()


def test_a_comment_goes_through_screening_to_a_reply(statement):
    comment, moderator = a_comment(statement, status="submitted"), sign_in("moderator")
    assert at("comment", comment.public_id) in text_of(moderator.get(reverse("screening")))
    for act in ("take_up", "publish"):
        assert moderator.post(at("comment_act", comment.public_id, act), {"note": ""}).status_code == 302
    assert COMMENT["text"] in text_of(Client().get(at("comment", comment.public_id)))
    state = sign_in("nmirf.xtv")
    assert "goes with it" in text_of(state.get(at("comment_reply", comment.public_id)))
    state.post(at("comment_reply", comment.public_id), {"text": "A room opens in January.", "language": "en"})
    assert "A room opens in January." in text_of(Client().get(at("comment", comment.public_id)))
    assert state.get(at("comment_reply", comment.public_id)).status_code == 403
    sign_in("cso.xtv").post(at("comment_act", comment.public_id, "withdraw"), {"note": ""})
    assert Client().get(at("comment", comment.public_id)).status_code == 404
    assert not Reply.objects.exists()


@pytest.mark.parametrize("who", ["drafter.xtv", "authoriser.xtv", "nmirf.xtv", "curator", "cso2.xtv"])
def test_before_publication_a_comment_is_nowhere(statement, who):
    comment, client = a_comment(statement, status="screening"), sign_in(who)
    for name in ("comment", "comment_review", "comment_edit", "comment_reply"):
        assert client.get(at(name, comment.public_id)).status_code == 404
    assert client.get(at("comment_act", comment.public_id, "publish")).status_code == 404
    assert client.get(reverse("screening")).status_code == 404
    assert COMMENT["text"] not in text_of(client.get(reverse("progress")))
    assert comment.public_id not in text_of(client.get(reverse("comment_list")))


def test_anonymous_is_asked_to_sign_in(match):
    comment = a_comment(match.need.statement)
    addresses = [
        reverse("report_list"), reverse("comment_list"), reverse("screening"),
        at("comment_new", match.need.statement.reference), at("comment_edit", comment.public_id),
        at("comment_act", comment.public_id, "withdraw"), at("comment_reply", comment.public_id),
    ]  # fmt: skip
    for address in addresses:
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")
    assert Client().get(at("comment", comment.public_id)).status_code == 404


@pytest.mark.parametrize("who", ["authoriser.xtv", "curator", "moderator"])
def test_who_cannot_comment_here(statement, who):
    assert sign_in(who).get(at("comment_new", statement.reference)).status_code == 403


def test_what_is_not_public_has_no_comment_page(cast):
    hidden = an_open_statement(preset="working")
    assert sign_in("cso.xtv").get(at("comment_new", hidden.reference)).status_code == 404


def test_progress_shows_three_voices(match):
    a_submitted_report(match)
    a_submitted_report(match, by="signatory.xnd", side="agency.xnd", changed="Two circuits were financed.")
    a_comment(match.need.statement, status="published")
    page = text_of(Client().get(reverse("progress")))
    for words in (REPORT["changed"], "Two circuits were financed.", COMMENT["text"], match.reference):
        assert words in page
    withdraw_statement(match.need.statement, by=acting_as("authoriser.xtv"))
    assert match.reference not in text_of(Client().get(reverse("progress")))


def test_private_matches_make_no_progress(statement):
    match = an_active_match(statement, public=False)
    a_submitted_report(match)
    assert match.reference not in text_of(Client().get(reverse("progress")))


def test_report_list_and_desk(match):
    due = the_due(match)
    assert due.reference in text_of(sign_in("nmirf.xtv").get(reverse("report_list")))
    assert "No report is asked of you" in text_of(sign_in("officer.undp").get(reverse("report_list")))


def test_progress_query_count_does_not_grow(cast, django_assert_max_num_queries):
    counts = []
    for rows in (1, 15):
        while rows > len(dues_so_far()):
            match = an_active_match(an_open_statement(title=f"Need number {len(dues_so_far())}"))
            a_submitted_report(match)
            a_comment(match.need.statement, status="published")
        with django_assert_max_num_queries(20) as queries:
            text_of(Client().get(reverse("progress")))
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def dues_so_far() -> list[int]:
    return list(ReportDue.objects.filter(body__kind="mission").values_list("pk", flat=True))
