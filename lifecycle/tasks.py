from celery import shared_task

from lifecycle import services


@shared_task
def seal_records() -> None:
    services.seal_records()
