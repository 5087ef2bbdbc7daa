from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lifecycle.models import TransitionRecord
from lifecycle.selectors import broken_links, history_of
from lifecycle.services import broken_seals, seal_records
from states.cast import acting_as
from tests.cast import a_draft, an_open_statement

pytestmark = pytest.mark.django_db


def tamper(sql: str, params=()) -> None:
    """As somebody who may switch triggers off would."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE lifecycle_transitionrecord DISABLE TRIGGER USER")
        cursor.execute(sql, params)
        cursor.execute("ALTER TABLE lifecycle_transitionrecord ENABLE TRIGGER USER")


def test_chain_of_an_opened_statement_names_each_step(cast):
    steps = [record.transition for record in history_of(an_open_statement())]
    assert steps == ["begin", "submit", "begin_check", "open_after_check"]
    assert broken_links() == []


def test_each_link_carries_the_hash_of_its_predecessor(cast):
    links = list(history_of(an_open_statement()))
    assert links[0].prev_hash == ""
    assert [link.prev_hash for link in links[1:]] == [link.hash for link in links[:-1]]
    assert len({link.hash for link in links}) == len(links)


@pytest.mark.parametrize("change", ["update", "delete", "truncate"])
def test_record_refuses_every_change(cast, change):
    a_draft()
    sql = {
        "update": "UPDATE lifecycle_transitionrecord SET note = 'x'",
        "delete": "DELETE FROM lifecycle_transitionrecord",
        "truncate": "TRUNCATE lifecycle_transitionrecord CASCADE",
    }[change]
    before = TransitionRecord.objects.count()
    with pytest.raises(Exception, match="never emptied|Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert TransitionRecord.objects.count() == before


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE lifecycle_transitionrecord SET note = 'x' WHERE transition = 'submit'", "content was changed"),
        ("UPDATE lifecycle_transitionrecord SET at = at - interval '1 day' WHERE transition = 'submit'", "content"),
        ("DELETE FROM lifecycle_transitionrecord WHERE transition = 'begin_check'", "a link before it is missing"),
    ],
)
def test_verification_finds_what_somebody_with_all_rights_changed(cast, sql, fault):
    an_open_statement()
    tamper(sql)
    assert any(fault in line for line in broken_links())


def test_seal_finds_a_removed_tail(cast, monkeypatch):
    an_open_statement()
    monkeypatch.setattr("lifecycle.services.SETTLED", timedelta(days=-365))
    assert seal_records() is not None
    assert broken_seals() == []
    tamper("DELETE FROM lifecycle_transitionrecord WHERE id = (SELECT max(id) FROM lifecycle_transitionrecord)")
    assert len(broken_seals()) == 1


def test_second_place_in_a_chain_is_refused(cast):
    first = history_of(a_draft()).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        tamper(
            "INSERT INTO lifecycle_transitionrecord (subject_type, subject_id, seq, transition, from_status, to_status,"
            " capacity_label, at, reason, note, facts, prev_hash, hash)"
            " VALUES (%s, %s, 1, 'x', '', '', '', now(), '', '', '{}', '', '')",
            [first.subject_type, first.subject_id],
        )


def test_record_names_the_capacity_not_only_the_person(cast):
    record = history_of(a_draft()).first()
    acting = acting_as("drafter.xtv")
    assert (record.actor_id, record.capacity_id) == (acting.user_id, acting.capacity_id)
    assert record.capacity_label == "Drafter, Permanent Mission of Talava"
