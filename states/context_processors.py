from django.conf import settings

from states.selectors import live_mandates


def acting(request) -> dict:
    """What every page shows: who acts, in how many capacities they could, and whether this is the demonstration."""
    who = getattr(request, "acting", None)
    return {
        "acting": who,
        "demo": settings.DEMO,
        "mandate_count": lambda: who.choices if who else 0,
        "other_mandates": lambda: _others(who),
    }


def _others(who) -> list:
    """The live mandates beside the one of now; asked for by refusals alone, and of nothing else than the person."""
    if who is None or who.choices < 2:
        return []
    return [mandate for mandate in live_mandates(who.user) if mandate.pk != who.capacity_id]
