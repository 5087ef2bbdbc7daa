import uuid

from django.core.mail.backends.base import BaseEmailBackend

from notifications.models import SIGN_IN_MAIL, OutboxMessage
from notifications.outbox import wake_after_commit


class OutboxBackend(BaseEmailBackend):
    """Where Django's and allauth's own mails go: into the outbox, so that they survive faults like all others."""

    def send_messages(self, messages) -> int:
        rows = [OutboxMessage(key=str(uuid.uuid4()), kind=SIGN_IN_MAIL, ready=_words(message)) for message in messages]
        OutboxMessage.objects.bulk_create(rows)
        wake_after_commit()
        return len(rows)


def _words(message) -> dict:
    return {"subject": message.subject, "body": message.body, "to": message.recipients()}
