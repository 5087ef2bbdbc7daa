"""Aggregates for everybody. Reads everything, writes nothing; a small number is not shown."""

from django.db.models import Count, F, Min

from accounts.acting import ANONYMOUS
from matching.models import Match
from requests_app.selectors import needs_shown_to

SMALLEST_SHOWN = 3


def needs_by_region() -> list[dict]:
    """Publicly shown needs and how many of them had an answer, by regional group; fewer than three are left out."""
    needs = needs_shown_to(ANONYMOUS).annotate(region=F("statement__state__regional_group"))
    rows = needs.order_by().values("region").annotate(needs=Count("pk"), answered=Count("matches__need", distinct=True))
    return [row for row in rows if row["needs"] >= SMALLEST_SHOWN]


def days_to_first_answer() -> int | None:
    """The median number of days from opening to the first proposal, over publicly shown needs; None below three."""
    shown = needs_shown_to(ANONYMOUS).values("pk")
    firsts = (
        Match.objects.filter(need__in=shown)
        .values("need", "need__statement__opened_at")
        .annotate(first=Min("created_at"))
    )
    waits = sorted((row["first"] - row["need__statement__opened_at"]).days for row in firsts)
    return waits[len(waits) // 2] if len(waits) >= SMALLEST_SHOWN else None
