from celery import shared_task

from files import services


@shared_task
def sweep_files() -> None:
    services.sweep_files()
