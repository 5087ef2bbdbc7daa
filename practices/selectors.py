from accounts.acting import Acting
from consent.selectors import granted, own
from practices.models import PracticeCard, PracticeVersion


def practices_shown_to(acting: Acting):
    """Practices of which the person may read the summary, with the shown words in `subject.shown.practice_version`."""
    shown = granted(acting, "subject__shown") | own(acting)
    cards = PracticeCard.objects.filter(shown, subject__shown__isnull=False)
    return cards.select_related("state", "subject__shown__practice_version")


def sealed_contents():
    """(edition, content) of every sealed practice, for checking the seals."""
    sealed = PracticeVersion.objects.filter(edition__sealed_at__isnull=False).select_related("edition")
    return ((version.edition, version.content()) for version in sealed.iterator())
