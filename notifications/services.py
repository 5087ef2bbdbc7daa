from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.acting import Acting
from accounts.choices import MailRhythm
from notifications.models import Notification


@transaction.atomic
def set_mail_settings(*, mail_rhythm: str, language: str, by: Acting) -> None:
    """How often mails come to the person, and in which language; holds for what waits already."""
    get_user_model().objects.filter(pk=by.user_id).update(mail_rhythm=mail_rhythm, language=language)
    mine = Notification.objects.filter(person_id=by.user_id, mail=None)
    if mail_rhythm == MailRhythm.DESK:
        mine.filter(waits=True).update(waits=False)
    by.user.refresh_from_db(fields=["mail_rhythm", "language"])
