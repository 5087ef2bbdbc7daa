import json

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from states.models import Mandate
from states.selectors import live_mandates
from states.services import issue_token


class Command(BaseCommand):
    help = "Issue a token for the API, bound to one mandate of a user; its secret is shown this once."

    def add_arguments(self, parser):
        parser.add_argument("user", help="user name")
        parser.add_argument("--mandate", type=int, metavar="ID", help="which one, where the user holds several")
        parser.add_argument("--may-write", action="store_true", help="the token may also change things")

    def handle(self, *args, user, mandate, may_write, **options):
        chosen = self._chosen(self._mandates(user), mandate)
        secret = issue_token(chosen, may_write=may_write)
        summary = {"token": secret, "mandate": chosen.pk, "label": chosen.label, "may_write": may_write}
        self.stdout.write(json.dumps(summary, ensure_ascii=False))

    def _mandates(self, username: str) -> list[Mandate]:
        person = get_user_model().objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"No active user is named {username}.")
        mandates = list(live_mandates(person))
        if not mandates:
            raise CommandError(f"{username} holds no mandate today.")
        return mandates

    def _chosen(self, mandates: list[Mandate], wanted: int | None) -> Mandate:
        if wanted is None and len(mandates) == 1:
            return mandates[0]
        for mandate in mandates:
            if mandate.pk == wanted:
                return mandate
        lines = "\n".join(f"  --mandate {mandate.pk}  {mandate.label}" for mandate in mandates)
        raise CommandError(f"Choose one of the mandates of today:\n{lines}")
