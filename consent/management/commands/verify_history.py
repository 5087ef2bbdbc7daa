import json

from django.core.management.base import BaseCommand, CommandError

from consent.digests import broken_editions
from lifecycle.models import TransitionRecord
from lifecycle.selectors import broken_links
from lifecycle.services import broken_seals


class Command(BaseCommand):
    help = "Checks the chain of every record, the daily seals and the hash of every sealed edition."

    def handle(self, *args, **options):
        faults = [*broken_links(), *broken_seals(), *broken_editions()]
        for fault in faults:
            self.stderr.write(fault)
        self.stdout.write(json.dumps({"records": TransitionRecord.objects.count(), "faults": len(faults)}))
        if faults:
            raise CommandError("The history was changed outside the platform.")
