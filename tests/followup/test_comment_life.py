"""The life of a comment: who may do what, what is kept of it, and what the State sees before publication: nothing."""

from datetime import UTC, datetime

import pytest

from accounts.acting import ANONYMOUS
from followup import services
from followup.choices import CommentStatus
from followup.desk import tasks_of
from followup.lifecycles import COMMENT
from followup.models import Comment, Reply
from followup.selectors import comments_on, comments_shown_to, voices_of
from lifecycle.engine import end_of_week
from lifecycle.selectors import broken_links, history_of
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.cast import an_open_statement
from tests.factories.followup import COMMENT as WORDS
from tests.factories.followup import a_comment, an_active_match
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded, WrongStatus

pytestmark = pytest.mark.django_db

CAST = [
    "drafter.xtv", "authoriser.xtv", "nmirf.xtv", "authoriser.xkr", "officer.xnd", "curator", "moderator", "moderator2",
    "nhri.xtv", "cso.xtv", "cso2.xtv", "mechanism", "admin",
]  # fmt: skip
STATE = {"drafter.xtv", "authoriser.xtv", "nmirf.xtv"}
MODERATORS = {"moderator", "moderator2"}

TABLE = {
    "submit": ({"draft", "returned"}, {"cso.xtv"}),
    "take_up": ({"submitted"}, MODERATORS),
    "publish": ({"screening"}, MODERATORS),
    "return_comment": ({"screening"}, MODERATORS),
    "decline": ({"screening"}, MODERATORS),
    "withdraw": ({"draft", "submitted", "screening", "published", "returned", "declined"}, {"cso.xtv"}),
}


def readers_of(comment) -> set[str]:
    found = {name for name in CAST if comments_shown_to(acting_as(name)).filter(pk=comment.pk).exists()}
    return found | ({"public"} if comments_shown_to(ANONYMOUS).filter(pk=comment.pk).exists() else set())


def test_table_of_the_life_cycle():
    assert {name: set(row.sources) for name, row in COMMENT.table.items()} == {k: v[0] for k, v in TABLE.items()}


@pytest.mark.parametrize("status", CommentStatus.values)
@pytest.mark.parametrize("who", CAST)
def test_who_may_do_what(statement, who, status):
    comment = a_comment(statement)
    comment.status = status
    expected = {name for name, (sources, people) in TABLE.items() if status in sources and who in people}
    assert {row.name for row in COMMENT.available(comment, acting_as(who))} == expected


@pytest.mark.parametrize("status", ["draft", "submitted", "screening"])
def test_nobody_of_the_state_sees_it_before_publication(statement, status):
    comment = a_comment(statement, status=status)
    assert readers_of(comment) == {"cso.xtv"} | (MODERATORS if status != "draft" else set())
    for name in STATE:
        assert not comments_on(acting_as(name), statement).exists()
        assert voices_of(acting_as(name), statement)[2]["text"] == ""
        assert tasks_of(acting_as(name)) == []


def test_publication_shows_it_to_everybody(statement):
    comment = a_comment(statement, status="published")
    assert readers_of(comment) == set(CAST) | {"public"}
    voice = voices_of(ANONYMOUS, statement)[2]
    assert (voice["by"], voice["text"]) == ("Island Legal Aid Network", WORDS["text"])
    assert [task.action_label for task in tasks_of(acting_as("authoriser.xtv"))] == ["Reply"]
    assert tasks_of(acting_as("drafter.xtv")) == []


def test_neither_record_nor_row_tells_who_or_when(statement):
    comment = services.withdraw_comment(a_comment(statement, status="published"), by=acting_as("cso.xtv"))
    records = list(history_of(comment))
    assert [one.transition for one in records] == ["submit", "take_up", "publish", "withdraw"]
    assert {(one.actor_id, one.capacity_id, one.capacity_label, one.note) for one in records} == {(None, None, "", "")}
    assert {one.at for one in records} == {end_of_week(datetime.now(UTC))}
    names = {column.name for column in Comment._meta.concrete_fields}
    assert not any(name.endswith(("_at", "user")) for name in names)
    assert broken_links() == []


def test_public_ids_are_random(statement):
    ids = [a_comment(statement, text=f"Number {number}.").public_id for number in range(20)]
    assert len(set(ids)) == 20
    assert ids not in (sorted(ids), sorted(ids, reverse=True))
    assert {len(one) for one in ids} == {16}


@pytest.mark.parametrize("status", ["draft", "submitted", "screening", "published"])
def test_withdrawal_erases_every_word(statement, status):
    comment = a_comment(statement, status=status)
    if status == "published":
        services.reply_to_comment(comment, by=acting_as("nmirf.xtv"), text="A room opens in January.", language="en")
    done = services.withdraw_comment(comment, by=acting_as("cso.xtv"))
    stored = Comment.objects.get(pk=done.pk)
    assert (stored.status, stored.text, stored.published_week, stored.screening_note) == ("withdrawn", "", None, "")
    assert not Reply.objects.exists()
    assert readers_of(stored) == {"cso.xtv"}
    assert voices_of(ANONYMOUS, statement)[2]["text"] == ""
    with pytest.raises(WrongStatus):
        services.withdraw_comment(stored, by=acting_as("cso.xtv"))


def test_only_its_author_withdraws(statement):
    comment = a_comment(statement, status="published")
    for name in ["authoriser.xtv", "nmirf.xtv", "moderator", "curator", "cso2.xtv", "admin"]:
        with pytest.raises(NotPermitted):
            services.withdraw_comment(comment, by=acting_as(name))
    assert Comment.objects.get(pk=comment.pk).text == WORDS["text"]


def test_return_and_decline(statement):
    comment = a_comment(statement, status="screening")
    with pytest.raises(FailedCheck):
        services.return_comment(comment, by=acting_as("moderator"))
    back = services.return_comment(comment, by=acting_as("moderator"), note="Leave out the court.")
    assert (back.status, back.screening_note) == ("returned", "Leave out the court.")
    saved = services.save_comment(back, by=acting_as("cso.xtv"), words={"text": "Clerks call us now."}, edit_no=1)
    with pytest.raises(Conflict):
        services.submit_comment(saved, by=acting_as("cso.xtv"), edit_no=1)
    again = services.submit_comment(saved, by=acting_as("cso.xtv"), edit_no=2)
    taken = services.take_up(again, by=acting_as("moderator2"))
    with pytest.raises(ProofNeeded):
        services.decline_comment(taken, by=acting_as("moderator2", proven=False), reason="risk")
    with pytest.raises(FailedCheck):
        services.decline_comment(taken, by=acting_as("moderator2"), reason="dislike")
    declined = services.decline_comment(taken, by=acting_as("moderator2"), reason="risk")
    assert (declined.status, declined.declined_reason) == ("declined", "risk")
    assert readers_of(declined) == {"cso.xtv"} | MODERATORS


def test_comment_outlives_the_statement(statement):
    comment = a_comment(statement, status="published")
    withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    assert readers_of(comment) == set(CAST) | {"public"}
    assert list(comments_on(ANONYMOUS, statement)) == [comment]


@pytest.mark.parametrize("preset", ["quiet", "working"])
def test_only_what_is_public_can_be_commented_on(cast, preset):
    hidden = an_open_statement(preset=preset)
    with pytest.raises(FailedCheck):
        a_comment(hidden)
    assert not Comment.objects.exists()


def test_only_a_public_match_can_be_commented_on(statement):
    hidden = an_active_match(statement, public=False)
    with pytest.raises(FailedCheck):
        a_comment(statement, match=hidden)
    shown = an_active_match(statement, partner="undp")
    assert a_comment(statement, match=shown).match == shown


@pytest.mark.parametrize("who", ["authoriser.xtv", "drafter.xtv", "curator", "moderator", "admin"])
def test_who_cannot_comment(statement, who):
    with pytest.raises(NotPermitted):
        a_comment(statement, by=who)


@pytest.mark.parametrize("mode", ["without_name", "confidential", "loud"])
def test_other_modes_are_not_offered_yet(statement, mode):
    with pytest.raises(FailedCheck):
        a_comment(statement, mode=mode)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "who", ["drafter.xtv", "ministry.xtv", "authoriser.xkr", "officer.xnd", "moderator", "cso.xtv"]
)
def test_who_cannot_reply(statement, who):
    comment = a_comment(statement, status="published")
    with pytest.raises(NotPermitted):
        services.reply_to_comment(comment, by=acting_as(who), text="No.", language="en")


def test_one_reply_after_publication(statement):
    with pytest.raises(NotPermitted):
        services.reply_to_comment(
            a_comment(statement, status="screening"), by=acting_as("nmirf.xtv"), text="No.", language="en"
        )
    comment = a_comment(statement, status="published")
    services.reply_to_comment(comment, by=acting_as("nmirf.xtv"), text="A room opens in January.", language="en")
    with pytest.raises(Conflict):
        services.reply_to_comment(comment, by=acting_as("authoriser.xtv"), text="And more.", language="en")
    assert voices_of(ANONYMOUS, statement)[2]["reply"]["text"] == "A room opens in January."
    assert tasks_of(acting_as("authoriser.xtv")) == []
