from django.conf import settings


def acting(request) -> dict:
    """What every page shows: who acts, in how many capacities they could, and whether this is the demonstration."""
    who = getattr(request, "acting", None)
    return {
        "acting": who,
        "demo": settings.DEMO,
        "mandate_count": lambda: who.choices if who else 0,
    }
