import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from obligations.importers.refusals import Refused
from obligations.services.council import import_council_texts


class Command(BaseCommand):
    help = (
        "Import a list of texts of the Human Rights Council (CSV); prints {read, created, unchanged, held, rejected}."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a CSV with the columns symbol, title, date")

    def handle(self, *args, file: Path, **options):
        try:
            counts = import_council_texts(file)
        except Refused as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(json.dumps(counts))
