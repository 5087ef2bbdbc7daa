import json
import time

from django.core.management.base import BaseCommand, CommandError

from matching.services import propose_allocation
from requests_app.models import Call


class Command(BaseCommand):
    """The last line is one JSON object: how many needs there are, are served, come first, stay and are left."""

    help = "Fills the broker's board of a call with the best proposal. Nobody is told before a curator sends it."

    def add_arguments(self, parser):
        parser.add_argument("call", metavar="CALL", help="reference of the call")

    def handle(self, *args, call, **options):
        found = Call.objects.filter(reference=call).first()
        if found is None:
            raise CommandError(f"There is no call {call}. There are: {', '.join(_references()) or 'none'}.")
        begun = time.monotonic()
        counts = propose_allocation(found)
        self.stdout.write(
            json.dumps({"call": found.reference} | counts | {"seconds": round(time.monotonic() - begun, 2)})
        )


def _references() -> list[str]:
    return list(Call.objects.values_list("reference", flat=True))
