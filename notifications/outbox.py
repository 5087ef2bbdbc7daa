"""The one door for messages. `enqueue` writes inside the caller's transaction; sending is somebody else's work."""

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from notifications.models import Notification, OutboxMessage, sender_domain
from notifications.notice import REGISTRY
from notifications.tasks import sweep_outbox


class OutsideTransaction(RuntimeError):
    """A notice must live or die with the act that it tells of."""


def enqueue(kind: str, *, event: str, people, object_id: int) -> int:
    """Tell each of `people` (user ids) of `event` once: a notification and a mail; returns how many are new.

    `event` names what happened («match 17 agreed»); a repeat for the same person is a no-op.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    if kind not in REGISTRY:
        raise LookupError(f"no notice is registered as {kind}")
    ids = _told_for_the_first_time(event, people)
    mails = OutboxMessage.objects.bulk_create(
        [OutboxMessage(key=f"{event}:{pk}", kind=kind, person_id=pk, object_id=object_id) for pk in ids],
        ignore_conflicts=True,
    )
    Notification.objects.bulk_create(
        [Notification(event=event, person_id=pk, kind=kind, object_id=object_id) for pk in ids], ignore_conflicts=True
    )
    wake_after_commit()
    return len(mails)


def _told_for_the_first_time(event: str, people) -> list[int]:
    told = Notification.objects.filter(event=event).values("person")
    active = get_user_model().objects.filter(pk__in=list(people), is_active=True)
    return list(active.exclude(pk__in=told).order_by("pk").values_list("pk", flat=True))


def enqueue_selected(kind: str, *, selected: str, params: dict) -> int:
    """The same for a whole set, for sweeps: `selected` is SQL giving event, person_id, object_id. Returns how many.

    It never comes from outside: each caller writes it as a constant and passes values in `params`.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    if kind not in REGISTRY:
        raise LookupError(f"no notice is registered as {kind}")
    with connection.cursor() as cursor:
        cursor.execute(_ENQUEUE_SELECTED.format(selected=selected), params | {"kind": kind, "domain": sender_domain()})
        new = cursor.fetchone()[0]
    wake_after_commit()
    return new


#: whoever writes the notification writes the mail: two sweeps at once cannot both
_ENQUEUE_SELECTED = """
    WITH told AS (
        INSERT INTO notifications_notification (event, person_id, kind, object_id, created_at)
        SELECT s.event, s.person_id, %(kind)s, s.object_id, now() FROM ({selected}) AS s
        JOIN accounts_user u ON u.id = s.person_id AND u.is_active
        ON CONFLICT DO NOTHING RETURNING event, person_id, object_id
    ), mails AS (
        INSERT INTO notifications_outboxmessage
            (key, kind, person_id, object_id, status, lease, attempts, next_at, message_id, error, created_at)
        SELECT event || ':' || person_id, %(kind)s, person_id, object_id, 'queued', 0, 0, now(),
               '<' || replace(gen_random_uuid()::text, '-', '') || '@' || %(domain)s || '>', '', now() FROM told
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT count(*) FROM mails
"""


def wake_after_commit() -> None:
    """Ring the bell once the rows are there. If nobody hears it, the sweep finds them within a minute."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    try:
        sweep_outbox.apply_async(retry=False, ignore_result=True)
    except (OperationalError, OSError):
        return
