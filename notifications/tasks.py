from celery import shared_task

from notifications import delivery, outbox
from web.pulse import note_pulse


@shared_task(ignore_result=True)
def sweep_outbox() -> None:
    """Send one batch of what waits. Woken after each commit and, should that be missed, every minute.

    A full batch rings for the next one before it is sent, so that a second worker helps, and so that the death of
    this one stops nothing.
    """
    claimed = delivery.claim()
    if len(claimed) == delivery.BATCH:
        sweep_outbox.apply_async(retry=False, ignore_result=True)
    for _status in delivery.send(claimed):
        pass


@shared_task(ignore_result=True)
def gather_digests() -> None:
    """Write the mails that gather what waited. A beat that was missed is made up for by the next one."""
    outbox.gather()
    note_pulse("gather_digests")
