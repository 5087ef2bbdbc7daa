"""Every clock of a statement: told once, and always a way out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consent.presets import OPEN
from notifications.models import Notification
from requests_app import services
from requests_app.desk import tasks_of
from requests_app.models import NeedsStatement
from requests_app.selectors import questions_of, version_for_writing
from states.cast import acting_as
from states.models import State
from tests.cast import WORDS, a_draft, a_submitted, an_open_statement, sign_in
from web.errors import FailedCheck, NotPermitted

pytestmark = pytest.mark.django_db


def told(name: str) -> set[str]:
    rows = Notification.objects.filter(kind=f"requests_app.{name}")
    return set(rows.values_list("person__username", flat=True))


def after(days: int, since=None):
    return (since or timezone.now()) + timedelta(days=days)


def long_ago(statement, days: int, **stamps) -> NeedsStatement:
    """The same statement with these times that many days back."""
    back = timezone.now() - timedelta(days=days)
    NeedsStatement.objects.filter(pk=statement.pk).update(**dict.fromkeys(stamps or {"submitted_at": 0}, back))
    return NeedsStatement.objects.get(pk=statement.pk)


def test_day_ten_tells_the_curators_once(cast):
    a_submitted()
    assert services.sweep_statements(on=after(9))["overdue_checks"] == 0
    assert services.sweep_statements(on=after(11))["overdue_checks"] == 1
    assert services.sweep_statements(on=after(12))["overdue_checks"] == 0
    assert told("check_overdue") == {"curator"}


def test_day_ten_shows_on_the_desk_of_the_check(cast):
    long_ago(a_submitted(), 11)
    (task,) = tasks_of(acting_as("curator"))
    assert (task.tone, "Overdue" in task.where_it_stands) == ("stop", True)


def test_day_fifteen_tells_the_state_that_it_may_open(cast):
    filed = a_submitted()
    services.sweep_statements(on=after(16))
    assert told("may_open_unchecked") == {"authoriser.xtv"}
    filed = long_ago(filed, 16)
    assert [task.action_label for task in tasks_of(acting_as("authoriser.xtv"))] == ["Open it yourself"]


def test_desk_of_the_check_shows_those_that_wait_longest(cast, monkeypatch):
    monkeypatch.setattr("requests_app.desk.MOST_TO_CHECK", 2)
    for name in ("First", "Second", "Third"):
        a_submitted(title=name)
    assert [task.what for task in tasks_of(acting_as("curator"))] == ["First", "Second"]


def test_readers_see_the_mark_until_the_check(cast):
    filed = long_ago(a_submitted(), 16)
    services.open_unchecked(filed, by=acting_as("authoriser.xtv"))
    reference = NeedsStatement.objects.get().subject.reference
    for url in ("/needs/", f"/needs/{reference}/"):
        assert b"ot yet checked" in Client().get(url).content
    assert Client().get("/api/v1/needs/").json()["results"][0]["checked"] is False
    (task,) = tasks_of(acting_as("curator"))
    assert task.where_it_stands.endswith("Open, not yet checked")
    services.confirm_check(filed, by=acting_as("curator"))
    assert tasks_of(acting_as("curator")) == []
    for url in ("/needs/", f"/needs/{reference}/"):
        assert b"ot yet checked by the secretariat<" not in Client().get(url).content
    assert Client().get(f"/api/v1/statements/{reference}/").json()["checked"] is True


def test_statement_opened_after_the_check_has_no_mark_to_take_off(cast):
    statement = an_open_statement()
    assert not statement.is_unchecked
    with pytest.raises(NotPermitted):
        services.confirm_check(statement, by=acting_as("curator"))


def asked(question="How many judges?"):
    filed = services.begin_check(a_submitted(), by=acting_as("curator"))
    return services.ask_clarification(filed, by=acting_as("curator"), note=question)


def test_question_returns_to_the_state_after_thirty_days_with_a_choice(cast):
    statement, authoriser = asked(), acting_as("authoriser.xtv")
    assert services.sweep_statements(on=after(29))["returned_questions"] == 0
    assert services.sweep_statements(on=after(31))["returned_questions"] == 1
    assert services.sweep_statements(on=after(32))["returned_questions"] == 0
    statement.refresh_from_db()
    assert statement.status == "draft"
    assert told("clarification_returned") >= {"drafter.xtv", "authoriser.xtv"}
    services.begin_amendment(statement, by=acting_as("drafter.xtv"))
    assert version_for_writing(statement).title == WORDS["title"]
    services.submit_statement(statement, by=authoriser, lines=OPEN.lines, edit_no=1)
    assert services.withdraw_statement(statement, by=authoriser).status == "withdrawn"


def test_returned_draft_can_be_withdrawn_and_a_new_one_cannot(cast):
    statement = asked()
    services.return_unanswered(on=after(31))
    statement.refresh_from_db()
    with pytest.raises(NotPermitted):
        services.withdraw_statement(a_draft(), by=acting_as("authoriser.xtv"))
    services.withdraw_statement(statement, by=acting_as("authoriser.xtv"))


def test_questions_and_answers_stay_with_the_statement_for_the_state_and_the_secretariat(cast):
    statement = asked("How many of them sit outside the capital?")
    services.answer_clarification(statement, by=acting_as("authoriser.xtv"), note="Twelve.")
    opened = services.open_after_check(statement, by=acting_as("curator"))
    readers = ("drafter.xtv", "ministry.xtv", "curator", "moderator", "signatory.xnd", "authoriser.xkr", "cso.xtv")
    seen = {name for name in readers if questions_of(acting_as(name), opened)}
    assert seen == {"drafter.xtv", "ministry.xtv", "curator", "moderator"}
    (one,) = questions_of(acting_as("curator"), opened)
    assert (one["question"], one["answer"]) == ("How many of them sit outside the capital?", "Twelve.")
    url = reverse("statement", args=[opened.subject.slug])
    assert b"Twelve." in sign_in("curator").get(url).content
    assert b"Twelve." not in sign_in("signatory.xnd").get(url).content


def test_reconfirmation_is_asked_thirty_days_before_and_its_answer_keeps_it_open(cast):
    statement = an_open_statement()
    assert services.sweep_statements(on=after(334))["asked_to_reconfirm"] == 0
    assert services.sweep_statements(on=after(336))["asked_to_reconfirm"] > 0
    assert services.sweep_statements(on=after(337))["asked_to_reconfirm"] == 0
    statement = long_ago(statement, 340, confirmed_at=1)
    assert statement.is_stale
    services.reconfirm_statement(statement, by=acting_as("authoriser.xtv"))
    statement.refresh_from_db()
    assert not statement.is_stale
    assert services.sweep_statements(on=after(300))["lapsed_statements"] == 0


def test_statement_that_nobody_confirms_lapses_and_its_state_is_told(cast):
    an_open_statement()
    assert services.sweep_statements(on=after(366))["lapsed_statements"] == 1
    statement = NeedsStatement.objects.get()
    assert (statement.status, statement.closed_reason) == ("closed", "lapsed")
    assert told("statement_lapsed") >= {"drafter.xtv", "authoriser.xtv"}


def test_new_edition_counts_as_confirmation(cast):
    statement = long_ago(an_open_statement(), 340, confirmed_at=1, opened_at=1)
    services.begin_amendment(statement, by=acting_as("authoriser.xtv"))
    services.amend_statement(statement, by=acting_as("authoriser.xtv"), lines=OPEN.lines, edit_no=1)
    statement.refresh_from_db()
    assert not statement.is_stale


PAPER = WORDS | {"clearance_document": "Note verbale 12/2027 of 3 March"}


def transcribed(iso3: str = "XKR") -> NeedsStatement:
    state = State.objects.get(iso3=iso3)
    return services.transcribe_statement(state, by=acting_as("curator"), words=PAPER, language="fr")


def test_paper_is_written_down_by_the_secretariat_and_signed_back_by_the_state(cast):
    statement, authoriser = transcribed(), acting_as("authoriser.xkr")
    assert told("statement_transcribed") == {"authoriser.xkr"}
    with pytest.raises(FailedCheck):
        services.submit_statement(statement, by=authoriser, lines=OPEN.lines, edit_no=1)
    with pytest.raises(NotPermitted):
        services.recognise_statement(statement, by=acting_as("curator"))
    services.recognise_statement(statement, by=authoriser)
    services.submit_statement(statement, by=authoriser, lines=OPEN.lines, edit_no=1)
    assert statement.status == "submitted"


def test_transcription_is_read_by_its_state_alone_and_can_be_thrown_away(cast):
    statement = transcribed()
    url = reverse("statement", args=[statement.subject.slug])
    answers = {name: sign_in(name).get(url).status_code for name in ("curator", "authoriser.xkr", "authoriser.xtv")}
    assert answers == {"curator": 404, "authoriser.xkr": 200, "authoriser.xtv": 404}
    services.delete_draft(statement, by=acting_as("authoriser.xkr"))


def test_page_of_the_secretariat_writes_a_paper_down(cast):
    client = sign_in("curator")
    words = {name: value for name, value in PAPER.items() if value is not None}
    answer = client.post("/secretariat/statements/new/", words | {"state": "XKR", "language": "fr"})
    assert answer.status_code == 302
    assert NeedsStatement.objects.get().awaits_recognition
    assert client.post("/secretariat/statements/new/", words | {"language": "fr"}).status_code == 400


def test_contested_state_is_shown_nothing_newly(cast):
    filed = services.begin_check(a_submitted(), by=acting_as("curator"))
    State.objects.filter(iso3="XTV").update(contested_at=timezone.now())
    with pytest.raises(FailedCheck):
        services.open_after_check(NeedsStatement.objects.get(pk=filed.pk), by=acting_as("curator"))
    with pytest.raises(NotPermitted):
        services.transcribe_statement(
            State.objects.get(iso3="XTV"), by=acting_as("curator"), words=PAPER, language="en"
        )
