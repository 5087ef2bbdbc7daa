"""The words of a mail, made at the moment of sending, in the person's language, from what is true then."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from notifications.models import OutboxMessage
from notifications.notice import REGISTRY


def words_of(message: OutboxMessage) -> dict | None:
    """{"subject", "body", "to"}, or None where it is no longer right to tell it."""
    if message.ready:
        return message.ready
    notice = REGISTRY[message.kind]
    obj = notice.find(message.object_id)
    if obj is None or not message.person.is_active or not notice.still_right(obj, message.person):
        return None
    with translation.override(message.person.language):
        context = {"site": settings.SITE_URL, "person": message.person, **notice.context(obj, message.person)}
        subject = render_to_string(f"{notice.template}.subject.txt", context)
        body = render_to_string(f"{notice.template}.body.txt", context)
    return {"subject": " ".join(subject.split()), "body": body, "to": [message.person.email]}
