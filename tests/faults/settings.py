"""The platform's settings with a quicker beat, so that what a fault leaves behind is found within seconds."""

from datetime import timedelta

from platform_site.settings import *  # noqa: F403

CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "notifications.tasks.sweep_outbox", "schedule": timedelta(seconds=2)},
    "send-due": {"task": "followup.tasks.send_due", "schedule": timedelta(seconds=5)},
}
