import json
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pages.load.offers import load_offers, load_states
from pages.load.reports import load_reports
from pages.load.statements import load_needs
from web.commands import count

MOST = 2_000_000


class Command(BaseCommand):
    help = "Adds any number of invented needs, offers and reports, for measuring; only with DEMO=1."

    def add_arguments(self, parser):
        for name in ("needs", "offers", "reports"):
            parser.add_argument(f"--{name}", type=count(MOST), default=0, metavar="N")

    def handle(self, *args, needs, offers, reports, **options):
        if not settings.DEMO:
            raise CommandError("The load is invented: it exists only with DEMO=1.")
        if not load_states():
            raise CommandError("There is no invented State to write for: run seed_demo first.")
        begun = time.monotonic()
        try:
            made = {"needs": load_needs(needs), "offers": load_offers(offers), "reports": load_reports(reports)}
        except LookupError as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(json.dumps(made | {"seconds": round(time.monotonic() - begun, 1)}))
