from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import MailRhythm


class User(AbstractUser):
    """A person who signs in. What a person may do belongs to a capacity (a mandate), never to the person."""

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language of mails"), max_length=10, default="en", choices=settings.LANGUAGES)
    mail_rhythm = models.CharField(
        _("how often mails come"), max_length=8, choices=MailRhythm.choices, default=MailRhythm.DAILY
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
