"""Mails in numbers, and what must be true of them afterwards. Talks to the database of the rig through the ORM."""

from collections import Counter

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from notifications.models import OutboxMessage
from notifications.outbox import enqueue
from states.models import Body, Mandate
from tests.faults.rig import LEASE, Rig, wait_for

KIND = "requests_app.statement_submitted"
UNFINISHED = ("queued", "sending")


def curators(number: int, prefix: str = "load") -> list[int]:
    """So many more people of the secretariat, all with the same right to be told."""
    users = [
        get_user_model()(username=f"{prefix}{n}", email=f"{prefix}{n}@example.org", password="!") for n in range(number)
    ]
    users = get_user_model().objects.bulk_create(users)
    body = Body.objects.get(kind="secretariat")
    Mandate.objects.bulk_create(Mandate(user=user, body=body, role="curator", starts_on="2026-01-01") for user in users)
    return [user.pk for user in users]


def tell(statement, people: list[int], times: int, label: str) -> int:
    """Announce so many events to these people, each in its own transaction; returns the number of mails."""
    for number in range(times):
        with transaction.atomic():
            enqueue(KIND, event=f"{label} {number}", people=people, object_id=statement.pk)
    return times * len(people)


def count(*statuses: str) -> int:
    return OutboxMessage.objects.filter(status__in=statuses).count()


def sent_of(label: str) -> int:
    return OutboxMessage.objects.filter(key__startswith=label, status="sent").count()


def wait_until_sent(seconds: float) -> float:
    return wait_for(lambda: count(*UNFINISHED) == 0, seconds, f"{count(*UNFINISHED)} mails still wait")


def check(rig: Rig) -> str:
    """Nothing lost, no second copy, nothing stuck: the invariants I2, I3, I4 and I9. Returns the figures."""
    rows = dict(OutboxMessage.objects.values_list("message_id", "status"))
    copies = Counter(line["message_id"] for line in rig.accepted())
    lost = [one for one, status in rows.items() if status == "sent" and not copies[one]]
    second = [one for one, number in copies.items() if number > 1]
    unmarked = [one for one in copies if rows.get(one) != "sent"]
    figures = f"{len(copies)} mails at the server, {len(lost)} lost, {len(second)} second copies"
    assert (len(lost), len(second), len(unmarked)) == (0, 0, 0), f"{figures}, {len(unmarked)} sent but not marked"
    assert _stuck() == 0, f"{_stuck()} mails are stuck past their lease"
    return figures


def _stuck() -> int:
    with connection.cursor() as cursor:
        words = "SELECT count(*) FROM notifications_outboxmessage WHERE status = 'sending' AND next_at < now() - %s"
        cursor.execute(words + " * interval '1 second'", [LEASE])
        return cursor.fetchone()[0]


def sent_to(people: list[int]) -> int:
    return OutboxMessage.objects.filter(person__in=people, status="sent").count()


def drop_unfinished() -> None:
    """What the mail server never takes would wait for days."""
    OutboxMessage.objects.filter(status__in=UNFINISHED).update(status="cancelled")


def accepted_since(rig: Rig, before: int) -> int:
    return sum("check" in line["subject"] for line in rig.accepted()[before:])


def reconnect() -> None:
    """This process lost its connection too."""
    connection.close()
