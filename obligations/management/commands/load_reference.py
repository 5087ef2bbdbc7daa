import json

from django.core.management.base import BaseCommand
from django.db import transaction

from obligations.reference_load import load_obligations
from states.reference_load import load_states


class Command(BaseCommand):
    help = "Load the reference lists that the platform ships; edited group memberships stay as they are."

    def handle(self, *args, **options):
        with transaction.atomic():
            counts = load_states() | load_obligations()
        self.stdout.write(json.dumps(counts))
