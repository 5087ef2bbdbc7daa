"""Who may act for an office: mandates, deputies, invitations, tokens."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from states.choices import Role
from states.models.places import Body


class MandateQuerySet(models.QuerySet):
    def live(self, on=None):
        """Mandates that hold on the day `on` (today)."""
        day = on or timezone.now().date()
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class Mandate(models.Model):
    """A user in a role for a body, from when to when. Ended, never deleted: records stay with the office."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=12, choices=Role.choices)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    is_deputy = models.BooleanField(default=False, editable=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "role"], condition=Q(ends_on__isnull=True), name="one_open_mandate_per_role"
            ),
            models.CheckConstraint(
                condition=Q(is_deputy=False) | Q(ends_on__isnull=False), name="deputy_stands_in_for_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What the record keeps: the post, and that it was a deputy who acted on its behalf."""
        post = f"{self.get_role_display()}, {self.body.name}"
        return _("Deputy for: %(post)s") % {"post": post} if self.is_deputy else post


class DeputyQuerySet(models.QuerySet):
    def standing(self):
        """Neither over nor ended: waiting for an agreement, to come, or standing in now."""
        return self.filter(ended_at=None, ends_on__gt=timezone.now().date())


class Deputy(models.Model):
    """That somebody stands in for a post for a time. Once agreed it is a mandate of its own, that ends by itself.

    `post` is the mandate that it stands in for; empty where nobody holds it. `ends_on` is the first day without it.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="deputies")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    post = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, blank=True, related_name="deputies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity_label = models.CharField(max_length=300, blank=True)
    named_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    mandate = models.OneToOneField(
        Mandate, on_delete=models.PROTECT, null=True, blank=True, related_name="deputising", editable=False
    )

    objects = DeputyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deputies"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="deputy_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(agreed_at=None, mandate=None) | Q(agreed_at__isnull=False, mandate__isnull=False),
                name="deputy_agreed_has_its_mandate",
            ),
        ]

    def __str__(self) -> str:
        return f"deputy {self.pk} for {self.role} of {self.body_id}"


class ApiToken(models.Model):
    """A key to the API, bound to one mandate. Only its hash is kept; binding acts refuse it."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"token {self.pk} of mandate {self.mandate_id}"

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @staticmethod
    def new_secret() -> str:
        return secrets.token_urlsafe(32)


def new_nonce() -> str:
    return secrets.token_urlsafe(18)


INVITED_FOR = timedelta(days=14)
INVITATION = signing.Signer(salt="states.invitation")


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither used nor withdrawn nor too old."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """That whoever reads this mailbox may act for an office. Its link is signed, works once and for fourteen days."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    capacity_label = models.CharField(max_length=300, blank=True)
    nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "email", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_waiting_invitation",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_ends_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.body_id}"

    @property
    def token(self) -> str:
        """What the link holds: cannot be guessed, and is never stored."""
        return INVITATION.sign(self.nonce).replace(":", "~")
