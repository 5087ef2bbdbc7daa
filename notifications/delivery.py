"""Claim, commit, send with a stable Message-ID, mark. Where a crash leaves the fate of a mail unknown, the mail
server's own record is asked before it goes again. The database's clock decides what is due.
"""

import random
import time
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models.functions import Now

from notifications.accepted import accepted_log
from notifications.carrier import Broken, Carrier, Refused, Uncertain, Unreachable
from notifications.choices import TROUBLED, MailStatus
from notifications.models import DIGEST, SIGN_IN_MAIL, OutboxMessage
from notifications.notice import REGISTRY
from notifications.words import words_of
from web.failpoints import failpoint

BATCH = 100
LEASE = timedelta(seconds=settings.MAIL_LEASE)
RENEWED_AFTER = settings.MAIL_LEASE / 4  # seconds; what is left must outlast one hanging mail
PARKED = timedelta(hours=1)
MOST_POISONINGS, MOST_ATTEMPTS = 8, 15  # fifteen attempts with doubled pauses are about 70 hours


def sweep() -> dict[str, int]:
    """Send everything that is due, in batches; returns how many ended in which status."""
    tally: dict[str, int] = {}
    while claimed := claim():
        for status in send(claimed):
            tally[status] = tally.get(status, 0) + 1
    return tally


@transaction.atomic
def claim() -> list[OutboxMessage]:
    """Take up to 100 due mails for the length of a lease; other workers skip them. `uncertain` tells those that
    somebody took before and never marked. Digests come last.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"lease": LEASE, "batch": BATCH})
        before = dict(cursor.fetchall())
    rows = list(OutboxMessage.objects.filter(pk__in=before).select_related("person").order_by("next_at", "pk"))
    for row in rows:
        row.uncertain = before[row.pk] == MailStatus.SENDING
    return rows


#: materialized, since a plan that asked for the due mails again and again would take more than a batch
_CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id, status FROM notifications_outboxmessage
        WHERE status IN ('queued', 'sending') AND next_at <= statement_timestamp()
        ORDER BY kind = 'notifications.digest', next_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    )
    UPDATE notifications_outboxmessage AS mail
    SET status = 'sending', lease = lease + 1, attempts = attempts + 1, next_at = statement_timestamp() + %(lease)s
    FROM due WHERE mail.id = due.id RETURNING mail.id, due.status
"""


def send(claimed: list[OutboxMessage]) -> Iterable[str]:
    """Send one batch over one connection; yields the status in which each mail ended. No mail stops the others."""
    failpoint("claimed")
    doubtful = [message for message in claimed if message.uncertain]
    settled = _reconcile(doubtful) if doubtful else {}
    yield from settled.values()
    waiting = [message for message in claimed if message.pk not in settled]
    with Carrier() as carrier:
        yield from _send_all(waiting, carrier)


def _send_all(waiting: list[OutboxMessage], carrier: Carrier) -> Iterable[str]:
    renewed = time.monotonic()
    for place, message in enumerate(waiting):
        if time.monotonic() - renewed > RENEWED_AFTER:
            _renew(waiting[place:])
            renewed = time.monotonic()
        if not message.held:
            continue
        try:
            yield deliver(message, carrier)
        except Unreachable as fault:
            yield _try_again(message, fault)
            yield from [_put_off(one) for one in waiting[place + 1 :] if one.held]
            return


def _renew(rest: list[OutboxMessage]) -> None:
    """A slow batch keeps what it still holds; what another worker took meanwhile is no longer ours to send."""
    with connection.cursor() as cursor:
        cursor.execute(_RENEW, {"lease": LEASE, "ids": [one.pk for one in rest], "leases": [one.lease for one in rest]})
        kept = {pk for (pk,) in cursor.fetchall()}
    for one in rest:
        one.held = one.pk in kept


_RENEW = """
    UPDATE notifications_outboxmessage AS mail SET next_at = statement_timestamp() + %(lease)s
    FROM unnest(%(ids)s::bigint[], %(leases)s::int[]) AS mine (id, lease)
    WHERE mail.id = mine.id AND mail.lease = mine.lease AND mail.status = 'sending' RETURNING mail.id
"""


def _reconcile(doubtful: list[OutboxMessage]) -> dict[int, str]:
    """Mails that somebody may have sent: found in the server's record they are sent. Without a record some go twice
    rather than never, the others wait for a person. Returns pk → status of those that are not to be sent now.
    """
    log = accepted_log()
    if not log.knows:
        return {one.pk: _mark(one, MailStatus.UNCERTAIN) for one in doubtful if not _may_go_twice(one)}
    try:
        found = log.accepted({one.message_id for one in doubtful})
    except OSError as fault:
        return {one.pk: _wait(one, f"the record of the mail server cannot be read: {fault}") for one in doubtful}
    accepted = [one for one in doubtful if one.message_id in found]
    return {one.pk: _mark(one, MailStatus.SENT, sent_at=Now(), ready=None) for one in accepted}


def _may_go_twice(message: OutboxMessage) -> bool:
    notice = REGISTRY.get(message.kind)
    return message.kind in (SIGN_IN_MAIL, DIGEST) or notice is not None and notice.twice_rather_than_never


def deliver(message: OutboxMessage, carrier: Carrier) -> str:
    """Send one claimed mail, or cancel it where the person may no longer know; returns its status.

    Raises Unreachable where there is no connection: then nothing of the batch can go.
    """
    try:
        words = words_of(message)
        if words is None:
            return _mark(message, MailStatus.CANCELLED, ready=None)
        carrier.carry(_mail(message, words))
    except (Unreachable, OperationalError, InterfaceError):
        raise
    except Broken as fault:
        return _try_again(message, fault)
    except Refused as no:
        return _give_up(message, no) if no.final else _try_again(message, no)
    except Uncertain as fault:
        return _wait(message, repr(fault))
    except Exception as fault:  # whatever is wrong with one mail, the others go on
        return _park(message, fault)
    failpoint("accepted")
    status = _mark(message, MailStatus.SENT, sent_at=Now(), ready=None)
    failpoint("marked")
    return status


def _mail(message: OutboxMessage, words: dict) -> EmailMessage:
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(words["subject"], words["body"], to=words["to"], headers=headers)


def _try_again(message: OutboxMessage, fault: Exception) -> str:
    """Later, after a pause that doubles from a minute to half a day, a little different for each mail."""
    if message.attempts >= MOST_ATTEMPTS:
        return _give_up(message, fault)
    minutes = min(2 ** (message.attempts - 1), 12 * 60) * random.uniform(0.8, 1.2)
    return _mark(message, MailStatus.QUEUED, error=repr(fault), next_at=Now() + timedelta(minutes=minutes))


def _put_off(message: OutboxMessage) -> str:
    """It was not its turn yet: soon, and without counting as an attempt of its own."""
    wait = timedelta(seconds=random.uniform(20, 60))
    return _mark(message, MailStatus.QUEUED, attempts=message.attempts - 1, next_at=Now() + wait)


def _park(message: OutboxMessage, fault: Exception) -> str:
    """A mail that cannot be written: somebody may mend its template or its address within a few hours."""
    if message.attempts >= MOST_POISONINGS:
        return _give_up(message, fault)
    return _mark(message, MailStatus.QUEUED, error=repr(fault), next_at=Now() + PARKED)


def _wait(message: OutboxMessage, error: str) -> str:
    """Its fate is unknown: it stays «being sent» until the lease ends, and is looked up then."""
    if message.attempts >= MOST_ATTEMPTS:
        return _mark(message, MailStatus.UNCERTAIN, error=error)
    return _mark(message, MailStatus.SENDING, error=error, next_at=Now() + LEASE)


def _give_up(message: OutboxMessage, fault: Exception) -> str:
    """For good; a link to sign in must not lie about for ever."""
    return _mark(message, MailStatus.FAILED, error=repr(fault), ready=None)


def _mark(message: OutboxMessage, status: str, **values) -> str:
    """Only under the lease with which it was taken: a slow worker never overwrites what a newer one did."""
    values["error"] = values.get("error", "")[:300]
    mine = OutboxMessage.objects.filter(pk=message.pk, lease=message.lease, status=MailStatus.SENDING)
    return status if mine.update(status=status, **values) else "lost"


def send_again(message_id: int) -> bool:
    """A person decided that a mail given up, or perhaps sent, goes (again); False where it is neither."""
    troubled = OutboxMessage.objects.filter(pk=message_id, status__in=TROUBLED).exclude(kind=SIGN_IN_MAIL)
    return bool(troubled.update(status=MailStatus.QUEUED, attempts=0, next_at=Now(), error=""))


def cancel(key: str) -> None:
    """What a mail was about is gone: unless it is on its way already, it does not go."""
    OutboxMessage.objects.filter(key=key, status=MailStatus.QUEUED).update(status=MailStatus.CANCELLED, ready=None)


def let_go(message_id: int) -> bool:
    """A person decided that it need not go any more."""
    troubled = OutboxMessage.objects.filter(pk=message_id, status__in=TROUBLED)
    return bool(troubled.update(status=MailStatus.CANCELLED))
