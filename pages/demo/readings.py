"""Who read what is not public, in the demonstration: own offices, and two partners that let it be seen."""

from consent.models import Edition
from consent.services import note_readings, show_reading
from states.cast import acting_as

PARTNERS = ("signatory.xnd", "fund")
OWN = ("drafter.xtv", "authoriser.xtv")


def build_readings() -> None:
    for who in PARTNERS:
        acting = acting_as(who)
        show_reading(acting.capacity.body, by=acting, shown=True)
    editions = Edition.objects.filter(subject__state__iso3="XTV", subject__kind="statement").select_related("subject")
    for who in (*PARTNERS, *OWN):
        note_readings(list(editions), by=acting_as(who))
