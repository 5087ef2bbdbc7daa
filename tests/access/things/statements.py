"""Statements in every state of visibility, each private one with its canary."""

from consent.models import Grant
from requests_app import services as requests
from states.cast import acting_as
from tests.access.canaries import CANARIES
from tests.cast import a_draft, a_submitted, an_open_statement


def words(name: str) -> dict:
    canary, kind = CANARIES[name]
    return {
        "title": f"Title {canary}title",
        "summary": f"Summary {canary}summary of what is needed.",
        "contact_mailbox": f"{canary}contact@example.org",
        "institution": f"Office {canary}details",
        "support_type": kind,
    }


def build(made) -> None:
    made.draft = a_draft(**words("draft"))
    made.submitted = a_submitted(**words("submitted"))
    made.in_check = requests.begin_check(a_submitted(), by=acting_as("curator"))
    made.open = an_open_statement()
    made.working = an_open_statement(preset="working", **words("working"))
    made.quiet = an_open_statement(preset="quiet", **words("quiet"))
    made.withdrawn = _withdrawn("open", "withdrawn")
    made.quiet_withdrawn = _withdrawn("quiet", "quiet_withdrawn")
    made.grant = Grant.objects.filter(edition__subject=made.open.subject).first()


def _withdrawn(preset: str, name: str):
    statement = an_open_statement(preset=preset, **words(name))
    return requests.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
