"""A small world in which everything exists once, with a word of its own in every private statement."""

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from states.cast import make_cast
from states.models import Mandate
from states.services import issue_token
from tests.access.things import followup, matching, others, papers, questions, sessions, statements
from tests.cast import sign_in

#: subject → who of the cast it is: An is nobody, Ho hosts a regional edition, Rv held a mandate that has ended,
#: Tk is a token of Au that may read
SUBJECTS = {
    "An": None,
    "Dr": "drafter.xtv",
    "Au": "authoriser.xtv",
    "Mi": "ministry.xtv",
    "SB": "authoriser.xkr",
    "Do": "fund",
    "DM": "signatory.xnd",
    "NH": "nhri.xtv",
    "CA": "cso.xtv",
    "CO": "cso2.xtv",
    "Cu": "curator",
    "Mo": "moderator",
    "Ho": "host",
    "Ad": "admin",
    "Rv": "authoriser.xwd",
    "Tk": None,
}


@dataclass
class World:
    clients: dict[str, Client]
    token: str
    things: SimpleNamespace = field(default_factory=SimpleNamespace)

    def ask(self, subject: str, method: str, url: str, body=None, **headers: str):
        """The answer to one request, as this subject; a failure of the server is an answer too."""
        extra = {"headers": headers | ({"Authorization": f"Bearer {self.token}"} if subject == "Tk" else {})}
        if url.startswith("/api/") and method in ("post", "patch", "put"):
            extra |= {"data": body or {}, "content_type": "application/json"}
        elif method == "post":
            extra |= {"data": body or {}}
        return getattr(self.clients[subject], method)(url, **extra)


def build_world() -> World:
    make_cast("a password of the tests")
    clients = {subject: sign_in(name) if name else Client() for subject, name in SUBJECTS.items()}
    for client in clients.values():
        client.raise_request_exception = False
    _revoke(SUBJECTS["Rv"])
    clients["Rv"].get("/desk/")  # the session of a role that ended gets its new key here, not in a test taken back
    token = issue_token(Mandate.objects.get(user__username="authoriser.xtv"))
    world = World(clients, token)
    for app in (statements, matching, followup, others, papers, sessions, questions):
        app.build(world.things)
    return world


def _revoke(username: str) -> None:
    yesterday = timezone.now().date() - timedelta(days=1)
    Mandate.objects.filter(user__username=username).update(ends_on=yesterday)
