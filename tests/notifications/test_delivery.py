"""The outbox before a mail server that refuses, hangs and breaks: nothing is lost, nothing goes twice."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db.models.functions import Now

from notifications import accepted, delivery
from notifications.carrier import MOST_BREAKS
from notifications.models import SIGN_IN_MAIL, OutboxMessage
from notifications.notice import REGISTRY

pytestmark = pytest.mark.django_db
KIND = "requests_app.statement_submitted"


@pytest.fixture(autouse=True)
def _thing(told):
    return told


def a_mail(address: str = "maria@example.org", **fields) -> OutboxMessage:
    person, _new = get_user_model().objects.get_or_create(username=address, defaults={"email": address})
    number = OutboxMessage.objects.count()
    return OutboxMessage.objects.create(key=f"mail {number}", kind=KIND, person=person, object_id=1, **fields)


def status_of(mail: OutboxMessage) -> str:
    mail.refresh_from_db()
    return mail.status


def later(mail: OutboxMessage) -> None:
    """As if its next hour had come."""
    OutboxMessage.objects.filter(pk=mail.pk).update(next_at=Now() - timedelta(seconds=1))


def minutes_until_next(mail: OutboxMessage) -> float:
    rows = OutboxMessage.objects.filter(pk=mail.pk).annotate(now=Now())
    row = rows.get()
    return (row.next_at - row.now).total_seconds() / 60


def test_a_mail_goes_once_with_the_message_id_that_was_written_down(sink):
    mail = a_mail()
    assert delivery.sweep() == {"sent": 1}
    assert delivery.sweep() == {}
    assert [line["message_id"] for line in sink.received()] == [mail.message_id]
    assert status_of(mail) == "sent"


def test_what_is_no_longer_right_is_never_sent(sink, told):
    mail = a_mail()
    told.withdrawn = True
    assert delivery.sweep() == {"cancelled": 1}
    assert (sink.received(), status_of(mail)) == ([], "cancelled")


@pytest.mark.parametrize("number", ["550", "552"])
def test_the_last_word_of_the_server_is_final(sink, number):
    mail = a_mail(f"{number}.maria@example.org")
    assert delivery.sweep() == {"failed": 1}
    assert number in OutboxMessage.objects.get(pk=mail.pk).error


@pytest.mark.parametrize("trouble", ["421", "450", "452", "hang"])
def test_what_may_pass_is_tried_again_after_a_pause_that_grows(sink, trouble):
    mail = a_mail(f"{trouble}.maria@example.org")
    pauses = []
    for _attempt in range(4):
        later(mail)
        delivery.sweep()
        assert status_of(mail) == "queued"
        pauses.append(minutes_until_next(mail))
    assert [0.7 < pause / 2**number < 1.3 for number, pause in enumerate(pauses)] == [True] * 4
    assert sink.received() == []


def test_seventy_hours_of_trouble_end_with_a_person(sink):
    mail, hours = a_mail("450.maria@example.org"), 0.0
    while status_of(mail) != "failed":
        hours += max(0, minutes_until_next(mail) / 60)
        later(mail)
        delivery.sweep()
    assert 55 < hours < 80


def test_cut_after_the_words_without_acceptance_is_looked_up_then_sent_once(sink):
    mail = a_mail("close-after-data.maria@example.org")
    assert delivery.sweep() == {"sending": 1}
    person = mail.person
    person.email = "maria@example.org"
    person.save()
    assert delivery.sweep() == {}  # not before the lease ends
    later(mail)
    assert delivery.sweep() == {"sent": 1}
    assert len(sink.received()) == 1


def test_cut_after_the_words_with_acceptance_is_found_and_not_sent_again(sink):
    mail = a_mail("close-but-take.maria@example.org")
    assert delivery.sweep() == {"sending": 1}
    later(mail)
    assert delivery.sweep() == {"sent": 1}
    assert len(sink.received()) == 1


def test_death_between_the_answer_and_the_mark_makes_no_second_copy(sink, monkeypatch):
    mail = a_mail()
    monkeypatch.setattr(delivery, "failpoint", die_once_accepted)
    with pytest.raises(SystemExit):
        delivery.sweep()
    assert (len(sink.received()), status_of(mail)) == (1, "sending")
    monkeypatch.undo()
    later(mail)
    assert delivery.sweep() == {"sent": 1}
    assert len(sink.received()) == 1


def die_once_accepted(name: str) -> None:
    if name == "accepted":
        raise SystemExit


@pytest.fixture
def dead_worker(sink):
    """A worker took a mail, the server accepted it, the worker died: nothing was marked."""
    mail = a_mail()
    (claimed,) = delivery.claim()
    with delivery.Carrier() as carrier:
        carrier.carry(delivery._mail(claimed, delivery.words_of(claimed)))
    later(mail)
    return mail


def test_with_a_record_it_is_found(sink, dead_worker):
    assert delivery.sweep() == {"sent": 1}
    assert len(sink.received()) == 1


def test_without_a_record_a_person_decides(sink, dead_worker, settings):
    settings.MAIL_ACCEPTED_LOG = "none"
    assert delivery.sweep() == {"uncertain": 1}
    assert len(sink.received()) == 1
    assert delivery.send_again(dead_worker.pk)
    assert delivery.sweep() == {"sent": 1}


def test_without_a_record_a_reminder_goes_twice_rather_than_never(sink, dead_worker, settings, monkeypatch):
    settings.MAIL_ACCEPTED_LOG = "none"
    known = REGISTRY[KIND]
    twice = type(known)(known.kind, known.find, known.still_right, known.context, twice_rather_than_never=True)
    monkeypatch.setitem(REGISTRY, KIND, twice)
    assert delivery.sweep() == {"sent": 1}
    assert len({line["message_id"] for line in sink.received()}) == 1
    assert len(sink.received()) == 2


def test_a_record_that_cannot_be_read_is_no_licence_to_send(sink, dead_worker, settings):
    settings.MAIL_ACCEPTED_LOG = "journal:/nowhere/at/all"
    assert delivery.sweep() == {"sending": 1}
    assert len(sink.received()) == 1


def test_a_slow_worker_does_not_overwrite_a_newer_one(sink):
    mail = a_mail()
    (slow,) = delivery.claim()
    later(mail)
    assert delivery.sweep() == {"sent": 1}
    assert delivery._mark(slow, "failed") == "lost"
    assert status_of(mail) == "sent"
    assert not OutboxMessage.objects.filter(pk=mail.pk, sent_at=None).exists()


def test_a_batch_that_lost_its_lease_is_not_sent_by_its_old_holder(sink, monkeypatch):
    mail = a_mail()
    held = delivery.claim()
    later(mail)
    delivery.claim()
    monkeypatch.setattr(delivery, "RENEWED_AFTER", -1)
    assert list(delivery.send(held)) == []
    assert sink.received() == []


@pytest.mark.parametrize("poison", ["no such notice", "no address", "two lines"])
def test_one_poisoned_mail_stops_nobody(sink, poison, told):
    good = [a_mail("first@example.org")]
    bad = a_mail({"no address": "not an address@@", "two lines": "a\nBcc: x@example.org"}.get(poison, "b@example.org"))
    if poison == "no such notice":
        OutboxMessage.objects.filter(pk=bad.pk).update(kind="gone.with_its_app")
    good.append(a_mail("last@example.org"))
    delivery.sweep()
    assert [status_of(one) for one in good] == ["sent", "sent"]
    assert status_of(bad) == "queued"
    assert 50 < minutes_until_next(bad) < 70
    for _attempt in range(7):
        later(bad)
        delivery.sweep()
    assert status_of(bad) == "failed"


def test_words_that_cannot_be_written_are_parked_and_go_when_mended(sink, told):
    mail = a_mail()
    told.poison = True
    assert delivery.sweep() == {"queued": 1}
    assert "nobody can write this" in OutboxMessage.objects.get(pk=mail.pk).error
    told.poison = False
    later(mail)
    assert delivery.sweep() == {"sent": 1}


def test_one_broken_mail_in_the_middle_does_not_hold_up_the_others(sink):
    mails = [a_mail(f"{name}@example.org") for name in ("a", "close-after-data", "b", "421", "c", "550", "d")]
    delivery.sweep()
    assert [status_of(one) for one in mails] == ["sent", "sending", "sent", "queued", "sent", "failed", "sent"]


def test_a_server_that_is_down_puts_off_the_whole_batch(sink, settings):
    settings.EMAIL_PORT = 1
    mails = [a_mail(f"{name}@example.org") for name in "abc"]
    assert delivery.sweep() == {"queued": 3}
    assert {status_of(one) for one in mails} == {"queued"}
    assert sorted(OutboxMessage.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_a_server_that_only_breaks_is_left_alone_after_some_mails(sink):
    sink.broken = "drop"
    mails = [a_mail(f"{number}@example.org") for number in range(MOST_BREAKS + 4)]
    assert delivery.sweep() == {"queued": MOST_BREAKS + 4}
    assert {status_of(one) for one in mails} == {"queued"}
    tried = OutboxMessage.objects.filter(attempts=1).count()
    assert tried == MOST_BREAKS + 1


def test_digests_go_last(sink, monkeypatch):
    digest, notice = a_mail("a@example.org"), a_mail("b@example.org")
    OutboxMessage.objects.filter(pk=digest.pk).update(kind="notifications.digest")
    monkeypatch.setattr(delivery, "BATCH", 1)
    assert [one.pk for one in delivery.claim()] == [notice.pk]


def test_a_failed_link_to_sign_in_keeps_no_words_and_cannot_go_again(sink):
    words = {"subject": "Your link", "body": "…", "to": ["550.maria@example.org"]}
    mail = OutboxMessage.objects.create(key="link", kind=SIGN_IN_MAIL, ready=words)
    delivery.sweep()
    mail.refresh_from_db()
    assert (mail.status, mail.ready) == ("failed", None)
    assert not delivery.send_again(mail.pk)
    assert delivery.let_go(mail.pk)
    assert status_of(mail) == "cancelled"


POSTFIX = """\
Nov 25 02:00:01 mx postfix/cleanup[41]: 4F1A2: message-id=<one@platform.invalid>
Nov 25 02:00:01 mx postfix/qmgr[40]: 4F1A2: from=<platform@platform.invalid>, size=900, nrcpt=1 (queue active)
Nov 25 02:00:02 mx postfix/cleanup[41]: 4F1A3: message-id=<cut-short@platform.invalid>
Nov 25 02:00:03 mx postfix/smtp[44]: 4F1A2: to=<maria@example.org>, status=sent (250 ok)
"""


def test_the_log_of_postfix_tells_what_came_into_its_queue(tmp_path):
    log = tmp_path / "mail.log"
    log.with_name("mail.log.1").write_text(POSTFIX.replace("one@", "yesterday@"))
    log.write_text(POSTFIX)
    asked = {f"<{name}@platform.invalid>" for name in ("one", "yesterday", "cut-short", "never")}
    found = accepted.PostfixLog(str(log)).accepted(asked)
    assert found == {"<one@platform.invalid>", "<yesterday@platform.invalid>"}


def test_a_journal_with_half_a_line_is_read(tmp_path):
    journal = tmp_path / "accepted.jsonl"
    journal.write_text('{"message_id": "<one@x>"}\n[]\n{"message_id": "<tw')
    assert accepted.Journal(str(journal)).accepted({"<one@x>", "<two@x>"}) == {"<one@x>"}
