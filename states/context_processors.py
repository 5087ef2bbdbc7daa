from django.conf import settings

from states.selectors import live_mandates


def acting(request) -> dict:
    """What every page shows: who acts, in how many capacities they could, and whether this is the demonstration."""
    who = getattr(request, "acting", None)
    return {
        "acting": who,
        "demo": settings.DEMO,
        "mandate_count": lambda: live_mandates(who.user).count() if who and who.user else 0,
    }
