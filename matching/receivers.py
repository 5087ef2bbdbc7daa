from lifecycle.engine import transitioned
from matching.services import end_with_statement
from requests_app.models import NeedsStatement


def statement_moved(sender, obj, transition, **_signal) -> None:
    """A withdrawal ends the talks about it in the same transaction: nobody may go on for a minute."""
    if transition.name == "withdraw":
        end_with_statement(obj)


def connect() -> None:
    transitioned.connect(statement_moved, sender=NeedsStatement, dispatch_uid="matching.statement_moved")
