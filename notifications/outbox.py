"""The one door for messages. `enqueue` writes inside the caller's transaction; sending is somebody else's work."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from accounts.choices import MailRhythm
from notifications import delivery
from notifications.models import DIGEST, SIGN_IN_MAIL, Notification, OutboxMessage, sender_domain
from notifications.notice import REGISTRY
from notifications.tasks import sweep_outbox

GATHERED = [MailRhythm.DAILY.value, MailRhythm.WEEKLY.value]


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
    rhythms = _told_for_the_first_time(event, people)
    at_once = [pk for pk, rhythm in rhythms.items() if goes_at_once(kind, rhythm)]
    thing = {"kind": kind, "object_id": object_id}
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(key=f"{event}:{pk}", person_id=pk, **thing) for pk in at_once], ignore_conflicts=True
    )
    waiting = {pk for pk, rhythm in rhythms.items() if pk not in at_once and rhythm in GATHERED}
    Notification.objects.bulk_create(
        [Notification(event=event, person_id=pk, waits=pk in waiting, **thing) for pk in rhythms], ignore_conflicts=True
    )
    if at_once:
        wake_after_commit()
    return len(rhythms)


def goes_at_once(kind: str, rhythm: str) -> bool:
    return not REGISTRY[kind].may_wait or rhythm == MailRhythm.AT_ONCE


def _told_for_the_first_time(event: str, people) -> dict[int, str]:
    """Who was not told of it yet, each with the rhythm of their mails."""
    told = Notification.objects.filter(event=event).values("person")
    active = get_user_model().objects.filter(pk__in=list(people), is_active=True)
    return dict(active.exclude(pk__in=told).order_by("pk").values_list("pk", "mail_rhythm"))


def enqueue_selected(kind: str, *, selected: str, params: dict) -> int:
    """The same for a whole set, for sweeps: `selected` is SQL giving event, person_id, object_id. Returns how many.

    It never comes from outside: each caller writes it as a constant and passes values in `params`.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    if kind not in REGISTRY:
        raise LookupError(f"no notice is registered as {kind}")
    with connection.cursor() as cursor:
        own = {"kind": kind, "domain": sender_domain(), "waits": REGISTRY[kind].may_wait, "gathered": GATHERED}
        cursor.execute(_ENQUEUE_SELECTED.format(selected=selected), params | own)
        told, mails = cursor.fetchone()
    if mails:
        wake_after_commit()
    return told


#: whoever writes the notification writes the mail: two sweeps at once cannot both
_ENQUEUE_SELECTED = """
    WITH told AS (
        INSERT INTO notifications_notification (event, person_id, kind, object_id, waits, created_at)
        SELECT s.event, s.person_id, %(kind)s, s.object_id, %(waits)s AND u.mail_rhythm = ANY(%(gathered)s), now()
        FROM ({selected}) AS s JOIN accounts_user u ON u.id = s.person_id AND u.is_active
        ON CONFLICT DO NOTHING RETURNING event, person_id, object_id
    ), mails AS (
        INSERT INTO notifications_outboxmessage
            (key, kind, person_id, object_id, status, lease, attempts, next_at, message_id, error, created_at)
        SELECT event || ':' || person_id, %(kind)s, person_id, object_id, 'queued', 0, 0, now(),
               '<' || replace(gen_random_uuid()::text, '-', '') || '@' || %(domain)s || '>', '', now()
        FROM told JOIN accounts_user u ON u.id = person_id
        WHERE NOT %(waits)s OR u.mail_rhythm = 'at_once'
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT (SELECT count(*) FROM told), (SELECT count(*) FROM mails)
"""


@transaction.atomic
def gather(*, on: date | None = None) -> int:
    """Write the one mail of the day `on` (today, UTC) for everybody for whom something waits and whose day it is:
    daily, or seven days after the last one. Returns how many mails. Two at once write one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GATHER, {"on": on, "kind": DIGEST, "domain": sender_domain()})
        mails = cursor.fetchone()[0]
    if mails:
        wake_after_commit()
    return mails


#: the day is the database's; what is gathered belongs to its mail from then on
_GATHER = """
    WITH clock AS (SELECT COALESCE(%(on)s::date, (now() AT TIME ZONE 'UTC')::date) AS today),
    people AS (
        SELECT u.id, clock.today FROM accounts_user u, clock
        WHERE u.is_active AND u.id IN (SELECT person_id FROM notifications_notification WHERE waits)
          AND NOT EXISTS (
            SELECT 1 FROM notifications_outboxmessage m WHERE m.person_id = u.id
            AND m.digest_on > clock.today - CASE u.mail_rhythm WHEN 'weekly' THEN 7 ELSE 1 END)
    ), mails AS (
        INSERT INTO notifications_outboxmessage
            (key, kind, person_id, digest_on, status, lease, attempts, next_at, message_id, error, created_at)
        SELECT 'digest:' || today || ':' || id, %(kind)s, id, today, 'queued', 0, 0, now(),
               '<' || replace(gen_random_uuid()::text, '-', '') || '@' || %(domain)s || '>', '', now()
        FROM people ON CONFLICT DO NOTHING RETURNING id, person_id
    ), gathered AS (
        UPDATE notifications_notification AS line SET mail_id = mails.id, waits = false
        FROM mails WHERE line.person_id = mails.person_id AND line.waits
    )
    SELECT count(*) FROM mails
"""


def enqueue_ready(*, key: str, to: str, subject: str, body: str) -> None:
    """A mail of the sign-in machinery, with its words, to an address that may be nobody's yet."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(key)
    words = {"subject": subject, "body": body, "to": [to]}
    OutboxMessage.objects.create(key=key, kind=SIGN_IN_MAIL, ready=words)
    wake_after_commit()


def cancel_ready(key: str) -> None:
    """What it invites to was withdrawn: unless it has gone already, it does not go."""
    delivery.cancel(key)


def wake_after_commit() -> None:
    """Ring the bell once the rows are there. If nobody hears it, the sweep finds them within a minute."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    try:
        sweep_outbox.apply_async(retry=False, ignore_result=True)
    except (OperationalError, OSError):
        return
