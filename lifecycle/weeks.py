"""Time told by the week: no finer time is kept of what somebody might be found by."""

from datetime import date, timedelta

from django.utils import timezone


def this_week() -> date:
    """The Monday of the current week."""
    today = timezone.now().date()
    return today - timedelta(days=today.weekday())
