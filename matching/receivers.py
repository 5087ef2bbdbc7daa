from lifecycle.engine import transitioned
from matching.services import end_with_statement
from matching.services.sharing import draft_offer_of_practice
from practices.models import PracticeCard
from requests_app.models import NeedsStatement


def statement_moved(sender, obj, transition, **_signal) -> None:
    """A withdrawal ends the talks about it in the same transaction: nobody may go on for a minute."""
    if transition.name == "withdraw":
        end_with_statement(obj)


def practice_moved(sender, obj, transition, **_signal) -> None:
    """«We can share this» begins a draft offer of the office that the State named."""
    if transition.name == "show":
        draft_offer_of_practice(obj)


def connect() -> None:
    transitioned.connect(statement_moved, sender=NeedsStatement, dispatch_uid="matching.statement_moved")
    transitioned.connect(practice_moved, sender=PracticeCard, dispatch_uid="matching.practice_moved")
