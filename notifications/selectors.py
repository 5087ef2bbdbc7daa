from notifications.models import Notification, OutboxMessage


def notifications_of(user_id: int):
    """What a person was told, newest first."""
    return Notification.objects.filter(person_id=user_id)


def failed_mails():
    return OutboxMessage.objects.filter(status="failed").order_by("-pk")
