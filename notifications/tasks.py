from celery import shared_task

from notifications import delivery


@shared_task(ignore_result=True)
def sweep_outbox() -> None:
    """Send what waits. Woken after each commit and, should that be missed, every minute."""
    delivery.sweep()
