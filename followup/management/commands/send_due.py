import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from followup.services import send_due


class Command(BaseCommand):
    """What beat runs. The last line is one JSON object: how many of each."""

    help = "Opens reports due, sends reminders, lapses old proposals and statements."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATE", default="", help="as if it were this day (2027-03-31)")

    def handle(self, *args, on, **options):
        self.stdout.write(json.dumps(send_due(on=_day(on) if on else None)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise CommandError(f"--on {text}: this is not a date like 2027-03-31") from fault
