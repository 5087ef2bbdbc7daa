from django.utils import timezone

from accounts.acting import Acting
from dialogue.models import AnnualSession


def sessions_list(acting: Acting | None = None):
    """All sessions; their dates and places are public."""
    return AnnualSession.objects.all()


def next_session(on=None) -> AnnualSession | None:
    day = on or timezone.now().date()
    return AnnualSession.objects.filter(ends_on__gte=day).order_by("starts_on").first()
