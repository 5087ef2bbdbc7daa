"""Who read what of a State: for the State, and as a number for its readers where the State shows it."""

from collections.abc import Iterable

from django.db.models import Count, F, Q

from accounts.acting import Acting
from consent.models import Reading, Subject
from consent.selectors.rights import own
from states.choices import STATE_KINDS

#: below so many a number could name its readers
FEWEST_READERS = 3


def readings_of(acting: Acting, *, slug: str = ""):
    """Which offices read things of the person's own State, by day, newest first; of one subject where `slug` is given.

    A partner that no longer lets it be seen is not among them.
    """
    mine = own(acting, "edition__subject__state")
    known = Q(body__shows_reading=True) | Q(body__state=F("edition__subject__state"), body__kind__in=STATE_KINDS)
    readings = Reading.objects.filter(mine, known).select_related("body", "edition__subject__state")
    return readings.filter(edition__subject__slug=slug) if slug else readings


def readers_shown(subjects: Iterable[Subject]) -> dict[int, int]:
    """How many offices of others read each of these subjects (with their States), by subject id.

    Only where the State shows it, and from three upward; one query at most.
    """
    asked = [one.pk for one in subjects if one.state.shows_readers]
    if not asked:
        return {}
    others = Reading.objects.filter(edition__subject__in=asked, body__shows_reading=True)
    counted = others.values_list("edition__subject").annotate(offices=Count("body", distinct=True))
    return dict(counted.filter(offices__gte=FEWEST_READERS))
