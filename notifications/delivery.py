"""Claim, commit, send with a stable Message-ID, mark. A crash between sending and marking is the only way to a copy."""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import timezone, translation

from notifications.choices import MailStatus
from notifications.models import OutboxMessage
from notifications.notice import REGISTRY

LEASE = timedelta(minutes=2)  # longer than the SMTP timeout, so no second worker takes a mail still on its way
BATCH = 100
MOST_ATTEMPTS = 8


def sweep() -> dict[str, int]:
    """Send everything that is due, in batches; returns how many ended in which status."""
    tally: dict[str, int] = {}
    while claimed := claim():
        for message in claimed:
            status = deliver(message)
            tally[status] = tally.get(status, 0) + 1
    return tally


@transaction.atomic
def claim() -> list[OutboxMessage]:
    """Take up to 100 due mails for the length of a lease; other workers skip them."""
    due = OutboxMessage.objects.filter(status__in=[MailStatus.QUEUED, MailStatus.SENDING], next_at__lte=timezone.now())
    rows = list(
        due.select_for_update(skip_locked=True, of=("self",)).select_related("person").order_by("next_at")[:BATCH]
    )
    for row in rows:
        row.status, row.attempts, row.next_at = MailStatus.SENDING, row.attempts + 1, timezone.now() + LEASE
        row.message_id = (
            row.message_id or f"<{row.pk}.{row.created_at:%Y%m%d}@{settings.DEFAULT_FROM_EMAIL.split('@')[1]}>"
        )
    OutboxMessage.objects.bulk_update(rows, ["status", "attempts", "next_at", "message_id"])
    return rows


def deliver(message: OutboxMessage) -> str:
    """Send one claimed mail, or cancel it where the person may no longer know; returns its status."""
    try:
        words = message.ready or _rendered(message)
        if words is None:
            return _end(message, MailStatus.CANCELLED)
        _send(message, words)
    except (smtplib.SMTPException, OSError) as fault:
        return _try_again(message, fault)
    except (TemplateDoesNotExist, TemplateSyntaxError, LookupError, ValueError) as fault:
        return _end(message, MailStatus.FAILED, error=repr(fault))
    return _end(message, MailStatus.SENT, sent_at=timezone.now(), ready=None)


def _rendered(message: OutboxMessage) -> dict | None:
    notice = REGISTRY[message.kind]
    obj = notice.find(message.object_id)
    if obj is None or not message.person.is_active or not notice.still_right(obj, message.person):
        return None
    with translation.override(message.person.language):
        context = {"site": settings.SITE_URL, "person": message.person, **notice.context(obj, message.person)}
        subject = render_to_string(f"{notice.template}.subject.txt", context)
        body = render_to_string(f"{notice.template}.body.txt", context)
    return {"subject": " ".join(subject.split()), "body": body, "to": [message.person.email]}


def _send(message: OutboxMessage, words: dict) -> None:
    backend = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    EmailMessage(words["subject"], words["body"], to=words["to"], headers=headers, connection=backend).send()


def _try_again(message: OutboxMessage, fault: Exception) -> str:
    if _is_final(fault) or message.attempts >= MOST_ATTEMPTS:
        return _end(message, MailStatus.FAILED, error=repr(fault))
    wait = timedelta(minutes=min(2**message.attempts, 12 * 60))
    return _end(message, MailStatus.QUEUED, error=repr(fault), next_at=timezone.now() + wait)


def _is_final(fault: Exception) -> bool:
    """5xx is the server's last word; 4xx and everything of the network may pass."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in fault.recipients.values())
    return isinstance(fault, smtplib.SMTPResponseException) and fault.smtp_code >= 500


def _end(message: OutboxMessage, status: str, **values) -> str:
    values["error"] = values.get("error", "")[:300]
    if status == MailStatus.FAILED:
        values["ready"] = None  # a link to sign in must not lie about for ever
    OutboxMessage.objects.filter(pk=message.pk).update(status=status, **values)
    return status
