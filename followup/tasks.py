from celery import shared_task

from followup import services
from web.pulse import note_pulse


@shared_task(ignore_result=True)
def send_due() -> None:
    """Ring the clock's bell. Due dates live in the database: a missed beat loses nothing."""
    services.send_due()
    note_pulse("send_due")
