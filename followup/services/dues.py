"""What the clock does: dues opened, people reminded, proposals and statements lapsed. Set-based; safe twice at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from consent.services import forget_readings
from followup.services.reminders import send_reminders
from followup.services.schedules import open_dues
from matching.services import sweep as sweep_matching
from notifications.outbox import gather
from requests_app.services import sweep_statements

#: what floors above add, at start: name → sweep(on=moment), how many
SWEEPS: dict[str, Callable[..., int]] = {}


def send_due(*, on: date | datetime | None = None) -> dict[str, int]:
    """Everything that is due on the day or at the moment `on` (now), once; returns how many of each.

    A moment is a day of its own where each body is.
    """
    moment = on if on is None or isinstance(on, datetime) else datetime.combine(on, time.max, tzinfo=UTC)
    done = {
        "opened": open_dues(on=on),
        "reminded": send_reminders(on=on),
        "readings_forgotten": forget_readings(on=moment),
        **sweep_matching(on=moment),
        **sweep_statements(on=moment),
        **{name: sweep(on=moment) for name, sweep in SWEEPS.items()},
    }
    gather(on=on.date() if isinstance(on, datetime) else on)
    return done
