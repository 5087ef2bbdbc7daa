from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from lifecycle.models import Seal, TransitionRecord
from lifecycle.selectors import digest_up_to

SETTLED = timedelta(hours=1)  # longer than any transaction may last, so no smaller id can still appear


def seal_records(*, on=None) -> Seal | None:
    """Seal all settled records once a day; None where today's seal exists or nothing is recorded yet."""
    day = on or timezone.now().date()
    last = TransitionRecord.objects.filter(at__lt=timezone.now() - SETTLED).aggregate(last=Max("id"))["last"]
    if last is None or Seal.objects.filter(day=day).exists():
        return None
    return Seal.objects.create(day=day, last_id=last, digest=digest_up_to(last))


def broken_seals() -> list[str]:
    """A line for each seal that no longer equals the records under it."""
    return [
        f"seal of {seal.day}: records under it were changed or removed"
        for seal in Seal.objects.all()
        if seal.digest != digest_up_to(seal.last_id)
    ]
