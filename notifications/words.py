"""The words of a mail, made at the moment of sending, in the person's language, from what is true then."""

import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.utils import translation

from notifications.models import DIGEST, Notification, OutboxMessage
from notifications.notice import REGISTRY

log = logging.getLogger(__name__)


def words_of(message: OutboxMessage) -> dict | None:
    """{"subject", "body", "to"}, or None where it is no longer right to tell it."""
    if message.ready:
        return message.ready
    if not message.person.is_active:
        return None
    with translation.override(message.person.language):
        told = _digest(message) if message.kind == DIGEST else _notice(message.kind, message.object_id, message.person)
    return told and told | {"to": [message.person.email]}


def _notice(kind: str, object_id: int, person, **more) -> dict | None:
    notice = REGISTRY[kind]
    obj = notice.find(object_id)
    if obj is None or not notice.still_right(obj, person):
        return None
    return _written(notice.template, {"person": person, **more, **notice.context(obj, person)})


def _written(template: str, context: dict) -> dict:
    context = {"site": settings.SITE_URL, **context}
    subject = render_to_string(f"{template}.subject.txt", context)
    return {"subject": " ".join(subject.split()), "body": render_to_string(f"{template}.body.txt", context)}


def _digest(message: OutboxMessage) -> dict | None:
    """Everything gathered that is still right, each thing once, as its latest notice tells it."""
    latest = {(line.kind, line.object_id): line for line in message.lines.order_by("pk")}
    lines = [words for line in latest.values() if (words := _line(line, message.person))]
    return _written("notifications/email/digest", {"lines": lines}) if lines else None


def _line(line: Notification, person) -> dict | None:
    """One line, or None. What cannot be written goes back to wait for the next digest and holds up no other."""
    try:
        words = _notice(line.kind, line.object_id, person, in_digest=True)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("notice %s of object %s cannot be written", line.kind, line.object_id)
        Notification.objects.filter(pk=line.pk).update(mail=None, waits=True)
        return None
    return words and {"subject": words["subject"], "body": words["body"].strip()}
