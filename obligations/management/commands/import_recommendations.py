import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from obligations.importers.refusals import Refused
from obligations.models import Mechanism, Theme
from obligations.services.imports import import_file


class Command(BaseCommand):
    help = "Import a file of recommendations; prints {read, created, unchanged, held, rejected} as its last line."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="an export of recommendations, as it comes")

    def handle(self, *args, file: Path, **options):
        try:
            counts = import_file(file)
        except Refused as fault:
            raise CommandError(str(fault)) from fault
        except (Mechanism.DoesNotExist, Theme.DoesNotExist) as fault:
            raise CommandError("The reference data are not loaded: run «manage.py load_reference» first.") from fault
        except OperationalError as fault:
            raise CommandError(f"The database refused, nothing was imported: {fault}") from fault
        self.stdout.write(json.dumps(counts))
