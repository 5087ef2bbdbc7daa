from datetime import date, timedelta

from django.db.models import Count, Min
from django.db.models.functions import Now
from django.utils import timezone

from notifications.choices import TROUBLED, MailStatus
from notifications.models import Notification, OutboxMessage

BOUNCED_WITHIN = timedelta(days=30)


def notifications_of(user_id: int):
    """What a person was told, newest first."""
    return Notification.objects.filter(person_id=user_id)


def troubled_mails():
    """Mails given up and mails that perhaps went, newest first."""
    return OutboxMessage.objects.filter(status__in=TROUBLED).select_related("person").order_by("-pk")


def troubled_counts() -> list[tuple[MailStatus, int, date]]:
    """(status, how many, the day of the oldest) of mails given up and of mails that perhaps went."""
    rows = OutboxMessage.objects.filter(status__in=TROUBLED).order_by("status").values("status")
    found = rows.annotate(count=Count("pk"), since=Min("created_at")).values_list("status", "count", "since")
    return [(MailStatus(status), count, since.date()) for status, count, since in found]


def troubled_mail(pk: str) -> OutboxMessage | None:
    return troubled_mails().filter(pk=pk).first() if pk.isdecimal() and len(pk) < 18 else None


def mail_counts() -> dict[str, int]:
    """status → how many mails of the outbox; those of which there are none stand with 0."""
    found = dict(OutboxMessage.objects.order_by().values_list("status").annotate(Count("pk")))
    return {status.value: found.get(status.value, 0) for status in MailStatus}


def oldest_unsent_seconds() -> float:
    """For how long the oldest mail that is due has waited, by the database's clock; 0 where none is."""
    due = OutboxMessage.objects.filter(status__in=[MailStatus.QUEUED, MailStatus.SENDING], next_at__lte=Now())
    waited = due.aggregate(age=Now() - Min("next_at"))["age"]
    return waited.total_seconds() if waited else 0.0


def people_who_bounce():
    """Ids of the people to whom a mail was given up within thirty days and none has gone since."""
    recent = OutboxMessage.objects.filter(created_at__gte=timezone.now() - BOUNCED_WITHIN, person__isnull=False)
    reached = recent.filter(status=MailStatus.SENT).values("person")
    return recent.filter(status=MailStatus.FAILED).exclude(person__in=reached).values("person")
