"""Reminders under clocks that stop, jump and run twice. The day is passed in, as `send_due --on` takes it."""

import threading
from collections import Counter
from datetime import date, timedelta

from django.db import connection

from followup.models import Reminder, ReportDue
from followup.services import open_dues, send_due, send_reminders
from notifications.models import Notification
from tests.factories.followup import STARTED

RULES = (-30, -7, 0, 7, 30, 60)
JUMPS = (1, -1, 400, -400, 31, -31, 3, -3)  # days forth and back


def due_on() -> date:
    return ReportDue.objects.order_by("due_on").values_list("due_on", flat=True).first()


def repeated() -> int:
    """Rows that exist twice for the same due, rule and person: there must be none."""
    rows = Reminder.objects.values_list("due_id", "due_on", "rule", "person_id")
    events = Notification.objects.values_list("event", "person_id")
    return sum(number > 1 for table in (rows, events) for number in Counter(table).values())


def beat_dead_three_days() -> str:
    """No beat from the day before a reminder to three days after it: each is told once, late, and no older rule."""
    open_dues(on=STARTED)
    day = due_on()
    first = send_reminders(on=day - timedelta(days=30))
    late = send_reminders(on=day - timedelta(days=7) + timedelta(days=3))
    again = send_reminders(on=day - timedelta(days=7) + timedelta(days=3))
    assert first == late > 0 == again, f"{first} at first, {late} late, {again} again"
    assert repeated() == 0
    return f"{late} late reminders once each, a second sweep none"


def clock_jumps() -> str:
    """Forth and back by up to 400 days: what was told is not told again, whatever the clock says."""
    day, runs = due_on(), 0
    for rule in RULES[2:]:
        for jump in JUMPS[: 8 if rule else 4]:
            for on in (day + timedelta(days=rule), day + timedelta(days=rule + jump)):
                send_due(on=on)
                runs += 1
    assert repeated() == 0
    return f"{runs} sweeps under jumping clocks, no row twice"


def swept_by_many(hands: int = 6) -> str:
    """Several sweeps at the same instant."""
    day = ReportDue.objects.order_by("-due_on").values_list("due_on", flat=True).first()
    before, gate = Reminder.objects.count(), threading.Barrier(hands)

    def sweep():
        gate.wait()
        send_due(on=day)
        connection.close()

    threads = [threading.Thread(target=sweep) for _hand in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert repeated() == 0
    return f"{hands} sweeps at once wrote {Reminder.objects.count() - before} reminders, none twice"
