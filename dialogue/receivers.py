from django.db.models.signals import post_save

from dialogue.choices import SessionScope
from dialogue.models import AnnualSession
from followup.services import keep_session_date


def session_saved(sender, instance, **_signal) -> None:
    """Yearly reports are due two months before: the floor below is told the date, whichever door wrote it."""
    if instance.scope == SessionScope.GLOBAL:
        keep_session_date(instance.reference, starts_on=instance.starts_on)


def connect() -> None:
    post_save.connect(session_saved, sender=AnnualSession, dispatch_uid="dialogue.session_saved")
