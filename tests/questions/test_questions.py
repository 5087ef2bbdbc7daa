"""Questions in writing: read by whoever may read the thing, learnt of by its State at publication, gone with either."""

import pytest
from django.urls import reverse

from accounts.acting import ANONYMOUS
from consent.services import widen_consent, withdraw_consent
from consent.services.papers import withdraw_paper
from lifecycle.selectors import history_of
from notifications.models import Notification
from presentations.kind import PRESENTATIONS
from questions import services
from questions.desk import tasks_of
from questions.models import Answer, Question
from questions.selectors import answer_shown, may_ask, questions_asked, questions_shown_to
from requests_app.services import withdraw_statement
from states.cast import acting_as
from states.models import Body
from tests.cast import a_draft, an_open_statement, sign_in
from tests.factories.papers import a_practice, a_presentation
from tests.factories.questions import a_question
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded

pytestmark = pytest.mark.django_db
ANSWER = {"text": "The regional fund does.", "language": "fr"}
CAST = [
    "drafter.xtv", "authoriser.xtv", "authoriser.xkr", "officer.xnd", "signatory.xnd", "curator", "moderator",
    "moderator2", "nhri.xtv", "cso.xtv", "mechanism", "admin",
]  # fmt: skip
MODERATORS = {"moderator", "moderator2"}


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=f"questions.{kind}").values_list("person__username", flat=True))


def readers(question) -> set[str]:
    return {name for name in CAST if questions_shown_to(acting_as(name)).filter(pk=question.pk).exists()}


def askers(subject) -> set[str]:
    return {name for name in CAST if may_ask(acting_as(name), subject)}


@pytest.mark.parametrize("make", [a_presentation, a_practice, an_open_statement])
def test_public_thing_is_asked_about_by_every_kind_of_reader_but_its_own_state(cast, make):
    thing = make()
    everybody = {"authoriser.xkr", "officer.xnd", "signatory.xnd", "nhri.xtv", "cso.xtv", "mechanism"}
    own = {"drafter.xtv", "authoriser.xtv"}
    assert askers(thing.subject) == everybody | (own if thing.state.iso3 != "XTV" else set())


def test_thing_is_asked_about_by_those_alone_who_may_read_it(cast):
    subject = an_open_statement(preset="working").subject
    assert askers(subject) == {"authoriser.xkr", "officer.xnd", "signatory.xnd"}
    with pytest.raises(NotPermitted):
        a_question(subject, by="cso.xtv")


def test_excluded_body_neither_asks_nor_reads(cast):
    paper = a_presentation(preset="working")
    question = a_question(paper.subject, status="published")
    nordmark = Body.objects.get(mailbox="agency.xnd@example.org")
    widen_consent(paper.subject, by=acting_as("authoriser.xtv"), lines=[], excluded=[nordmark])
    assert "officer.xnd" not in readers(question) | askers(paper.subject)


def test_draft_is_asked_about_by_nobody(cast):
    assert askers(a_draft().subject) == set()


def test_thing_that_the_secretariat_cannot_read_is_not_asked_about(cast):
    paper = a_presentation(preset="working")
    withdraw_consent(paper.subject, by=acting_as("authoriser.xtv"), audience="secretariat")
    assert askers(paper.subject) == set()


def test_state_learns_of_a_question_at_publication_and_never_before(cast):
    paper = a_presentation()
    question = a_question(paper.subject)
    assert readers(question) == MODERATORS  # and the fund, who asked
    assert told("question_sent") == MODERATORS
    assert told("question_asked") == set()
    assert tasks_of(acting_as("authoriser.xtv")) == []
    services.publish_question(question, by=acting_as("moderator"))
    assert readers(question) == set(CAST)
    assert told("question_asked") == {"authoriser.xtv"}
    assert [task.action_label for task in tasks_of(acting_as("authoriser.xtv"))] == ["Answer"]


@pytest.mark.parametrize("status", ["returned", "declined"])
def test_question_that_is_not_published_is_known_to_its_author_and_the_moderators(cast, status):
    question = a_question(a_presentation().subject, status=status)
    assert readers(question) == MODERATORS
    assert told("question_screened") == {"fund"}
    assert told("question_asked") == set()


def test_returned_question_is_changed_and_sent_again(cast):
    question = a_question(a_presentation().subject, status="returned")
    fund = acting_as("fund")
    with pytest.raises(Conflict):
        services.ask_again(question, by=fund, text="Who pays?", language="en", edit_no=7)
    sent = services.ask_again(question, by=fund, text="Who pays?", language="en", edit_no=question.edit_no)
    assert (sent.status, sent.text, sent.screening_note) == ("submitted", "Who pays?", "")


def test_record_names_no_person_and_no_words(cast):
    question = a_question(a_presentation().subject, status="declined")
    assert all(one.actor_id is None and not one.note for one in history_of(question))


def test_refusal_binds_and_asks_a_reason(cast):
    question = a_question(a_presentation().subject)
    with pytest.raises(ProofNeeded):
        services.decline_question(question, by=acting_as("moderator", proven=False), reason="risk")
    with pytest.raises(FailedCheck):
        services.decline_question(question, by=acting_as("moderator"), reason="dull")


def test_answer_is_read_with_the_question_changed_and_taken_back(cast):
    paper = a_presentation()
    question = a_question(paper.subject, status="published")
    by = acting_as("authoriser.xtv")
    services.answer_question(question, by=by, **ANSWER)
    assert told("question_answered") == {"fund"}
    with pytest.raises(Conflict):
        services.answer_question(question, by=by, **ANSWER)
    services.answer_question(question, by=by, text="Talava does.", language="en", edit_no=1)
    ((_question, answer),) = questions_asked(ANONYMOUS, paper.subject)["rows"]
    assert answer.text == "Talava does."
    services.take_answer_back(question, by=by)
    assert questions_asked(ANONYMOUS, paper.subject)["rows"] == [(question, None)]


@pytest.mark.parametrize("who", ["drafter.xtv", "nmirf.xtv", "authoriser.xkr", "moderator", "fund"])
def test_nobody_answers_but_the_authoriser_of_the_state(cast, who):
    question = a_question(a_presentation().subject, status="published")
    with pytest.raises(NotPermitted):
        services.answer_question(question, by=acting_as(who), **ANSWER)


def test_withdrawn_question_takes_its_words_and_its_answer_along(cast):
    question = a_question(a_presentation().subject, status="published")
    services.answer_question(question, by=acting_as("authoriser.xtv"), **ANSWER)
    services.withdraw_question(question, by=acting_as("fund"))
    assert Question.objects.get(pk=question.pk).text == ""
    assert not Answer.objects.exists()


def _withdraw_presentation():
    paper = a_presentation()
    return paper, lambda by: withdraw_paper(PRESENTATIONS, paper, by=by)


def _withdraw_statement():
    statement = an_open_statement()
    return statement, lambda by: withdraw_statement(statement, by=by)


def _withdraw_consent():
    paper = a_presentation()
    return paper, lambda by: withdraw_consent(paper.subject, by=by)


@pytest.mark.parametrize("make", [_withdraw_presentation, _withdraw_statement, _withdraw_consent])
def test_withdrawn_thing_takes_its_questions_along(cast, make):
    thing, withdraw = make()
    by = acting_as("authoriser.xtv")
    question = a_question(thing.subject, status="published")
    services.answer_question(question, by=by, **ANSWER)
    withdraw(by)
    assert readers(question) == {"drafter.xtv", "authoriser.xtv"}
    own = questions_shown_to(acting_as("fund")).get(pk=question.pk)
    assert own.text
    assert answer_shown(own) is None
    page = sign_in("fund").get(reverse("question", args=[question.public_id])).content.decode()
    assert "Who pays" in page
    assert ANSWER["text"] not in page
    if make is not _withdraw_consent:
        with pytest.raises(NotPermitted):
            services.answer_question(question, by=by, edit_no=1, **ANSWER)


def test_question_on_a_thing_that_went_meanwhile_is_not_published(cast):
    paper = a_presentation()
    question = a_question(paper.subject)
    withdraw_paper(PRESENTATIONS, paper, by=acting_as("authoriser.xtv"))
    with pytest.raises(Conflict):
        services.publish_question(question, by=acting_as("moderator"))


def test_question_goes_through_the_pages_from_the_link_to_the_answer(cast):
    paper = a_presentation()
    fund, state, moderator = sign_in("fund"), sign_in("authoriser.xtv"), sign_in("moderator")
    ask = reverse("question_new", args=[paper.reference])
    assert ask in fund.get(paper.get_absolute_url()).content.decode()
    assert ask not in state.get(paper.get_absolute_url()).content.decode()
    refused = fund.post(ask, {"text": "Who pays?", "language": "en"})
    assert refused.status_code == 400
    assert not Question.objects.exists()
    fund.post(ask, {"text": "Who pays?", "language": "en", "safe": "on"})
    question = Question.objects.get()
    moderator.post(reverse("question_act", args=[question.public_id, "publish"]), {})
    state.post(reverse("question_answer", args=[question.public_id]), ANSWER | {"edit_no": 0})
    shown = fund.get(paper.get_absolute_url()).content.decode()
    assert "Who pays?" in shown
    assert ANSWER["text"] in shown
    second = state.post(reverse("question_answer", args=[question.public_id]), ANSWER | {"edit_no": 0})
    assert second.status_code == 409
    assert ANSWER["text"] in second.content.decode()


def test_question_goes_through_the_api(cast):
    paper = a_presentation()
    fund, state, moderator = sign_in("fund"), sign_in("authoriser.xtv"), sign_in("moderator")
    words = {"subject": paper.reference, "text": "Who pays?", "language": "en"}
    asked = fund.post("/api/v1/questions/", words, "application/json")
    assert asked.status_code == 201
    assert asked.json()["status"] == "submitted"
    one = f"/api/v1/questions/{asked.json()['id']}/"
    assert state.get(one).status_code == 404
    assert moderator.post(f"{one}publish/", {}, "application/json").json()["status"] == "published"
    assert state.post(f"{one}answer/", ANSWER, "application/json").status_code == 201
    assert (
        fund.get("/api/v1/questions/", {"subject": paper.reference}).json()["results"][0]["answer"]["language"] == "fr"
    )
    assert state.post(f"{one}answer/", ANSWER, "application/json").status_code == 409
    assert fund.post("/api/v1/questions/", words | {"mode": "x"}, "application/json").status_code == 400
    assert fund.post("/api/v1/questions/", words | {"subject": "XTV-2027-NONE"}, "application/json").status_code == 400
    assert state.post("/api/v1/questions/", words, "application/json").status_code == 400
