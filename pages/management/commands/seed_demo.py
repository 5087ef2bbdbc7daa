import json
import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pages.demo.world import build_world
from states.demo import PERSONAS


class Command(BaseCommand):
    help = "Builds the demonstration's fictitious world, once; only with DEMO=1."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration exists only with DEMO=1.")
        password = "-".join(secrets.token_hex(2) for _part in range(3))
        built = build_world(password)
        if built:
            self._write_sign_ins(password)
        self.stdout.write(json.dumps({"built": built, "personas": len(PERSONAS)}))

    def _write_sign_ins(self, password: str) -> None:
        names = "\n".join(f"  {persona.username:<16} {persona.description}" for persona in PERSONAS)
        text = f"Demonstration sign-ins (one click on the sign-in page, or this password: {password})\n{names}\n"
        path = settings.VAR_DIR / "sign-ins.txt"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
