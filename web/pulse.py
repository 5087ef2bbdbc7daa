"""When the clock's tasks last came to their end, for whoever watches the platform."""

import time

from django.core.cache import cache

TASKS = ("send_due", "gather_digests")


def note_pulse(name: str) -> None:
    cache.set(f"pulse:{name}", time.time(), None)


def pulses() -> dict[str, float]:
    """task → seconds since 1970 of its last end; 0 where it never ran."""
    found = cache.get_many([f"pulse:{name}" for name in TASKS])
    return {name: found.get(f"pulse:{name}", 0.0) for name in TASKS}
