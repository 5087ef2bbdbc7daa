import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from insights.iati import document, public_activities


class Command(BaseCommand):
    help = "Write what everybody may know of matches as an IATI 2.03 file. The last line is one JSON object."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="where to (VAR_DIR/iati-2.03.xml)")

    def handle(self, *args, file, **options):
        file = file or settings.VAR_DIR / "iati-2.03.xml"
        matches = list(public_activities())
        try:
            file.write_bytes(document(matches))
        except OSError as fault:
            raise CommandError(f"{file} cannot be written: {fault.strerror}") from fault
        commitments = sum(len(match.counted_pledges) for match in matches)
        self.stdout.write(json.dumps({"file": str(file), "activities": len(matches), "commitments": commitments}))
