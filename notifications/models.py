import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from notifications.choices import MailStatus
from notifications.notice import REGISTRY

SIGN_IN_MAIL = "accounts.sign_in_mail"
DIGEST = "notifications.digest"


def sender_domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.split("@")[1]


def new_message_id() -> str:
    """Random, so that it tells nothing; given when the mail is written down, so that it is the same at each attempt."""
    return f"<{uuid.uuid4().hex}@{sender_domain()}>"


class OutboxMessage(models.Model):
    """One mail to one person. Holds ids, not words: the text is rendered, and the right to it checked, at sending.

    Only mail of the sign-in machinery comes with its words (`ready`); they are emptied once it is sent.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    ready = models.JSONField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=MailStatus.choices, default=MailStatus.QUEUED)
    lease = models.PositiveIntegerField(default=0)  # how often it was claimed: who marks must hold the last claim
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id)
    error = models.CharField(max_length=300, blank=True)
    digest_on = models.DateField(null=True, blank=True)  # the day of which this is the one mail that gathers
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=MailStatus.SENT, sent_at__isnull=False) | ~Q(status=MailStatus.SENT),
                name="sent_mail_has_its_time",
            ),
            models.UniqueConstraint(fields=["person", "digest_on"], name="one_digest_a_day"),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="mail_to_send", condition=Q(status__in=["queued", "sending"])),
        ]

    uncertain = False  # somebody claimed it before and never marked it (set by the claim, not stored)
    held = True  # its lease is still ours (not stored)

    def __str__(self) -> str:
        return self.key

    @property
    def can_go_again(self) -> bool:
        """The words of a link to sign in are not kept."""
        return self.kind != SIGN_IN_MAIL

    @property
    def is_confidential(self) -> bool:
        """Where the address itself would tell who wrote something in confidence."""
        notice = REGISTRY.get(self.kind)
        return notice is not None and notice.confidential


class Notification(models.Model):
    """That a person was told of an event: once, however often the event is announced.

    What may wait (`waits`) is gathered into one mail with others; `mail` is that mail, empty where it went by itself.
    """

    event = models.CharField(max_length=160)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    mail = models.ForeignKey(OutboxMessage, on_delete=models.SET_NULL, null=True, blank=True, related_name="lines")
    waits = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="told_once")]
        indexes = [models.Index(fields=["person"], name="told_and_waiting", condition=Q(waits=True))]

    def __str__(self) -> str:
        return f"{self.event} → {self.person_id}"
