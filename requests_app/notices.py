"""What is told about statements, to whom, and whether it is still right when the mail goes out."""

from consent.models import Edition
from notifications.notice import Notice, register
from notifications.outbox import enqueue
from requests_app.choices import StatementStatus
from requests_app.models import ClinicHour, NeedsStatement
from states.choices import STATE_KINDS, BodyKind, Role
from states.models import Body, Mandate
from states.selectors import bodies_of_state, people_of


def _authorisers(statement) -> list[int]:
    kinds = statement.state.statement_kinds
    return list(people_of(bodies_of_state(statement.state_id, *kinds), Role.AUTHORISER))


def _writers(statement) -> list[int]:
    return list(people_of(bodies_of_state(statement.state_id, *STATE_KINDS), Role.DRAFTER, Role.AUTHORISER))


def _curators() -> list[int]:
    return list(people_of(Body.objects.filter(kind=BodyKind.SECRETARIAT), Role.CURATOR))


def _tell(name: str, statement, people) -> None:
    moment = Edition.objects.filter(subject=statement.subject_id).count()
    event = f"{name}:{statement.pk}:{moment}:{statement.status}"
    enqueue(f"requests_app.{name}", event=event, people=people, object_id=statement.pk)


def tell_clearance_asked(statement) -> None:
    _tell("clearance_asked", statement, _authorisers(statement))


def tell_sent_back(statement) -> None:
    _tell("statement_sent_back", statement, _writers(statement))


def tell_submitted(statement) -> None:
    _tell("statement_submitted", statement, _curators())


def tell_asked(statement) -> None:
    _tell("clarification_asked", statement, _writers(statement))


def tell_not_receivable(statement) -> None:
    _tell("statement_not_receivable", statement, _writers(statement))


def tell_transcribed(statement) -> None:
    _tell("statement_transcribed", statement, _writers(statement))


def tell_opened(statement) -> None:
    _tell("statement_opened", statement, _writers(statement))


def tell_pages_opened(statement, body) -> None:
    """The people of the office that the State asks to help: once for each time it is asked anew."""
    times = statement.opened_sections.filter(body=body).count()
    event = f"pages_opened:{statement.pk}:{body.pk}:{times}"
    enqueue("requests_app.pages_opened", event=event, people=people_of([body.pk]), object_id=statement.pk)


def _find(pk: int):
    return NeedsStatement.objects.select_related("subject", "state").filter(pk=pk).first()


def _is_of_the_state(statement, person) -> bool:
    return Mandate.objects.live().filter(user=person, body__state=statement.state, body__kind__in=STATE_KINDS).exists()


def _may_check(statement, person) -> bool:
    """Still filed, and the person still a curator: nothing is told of a statement withdrawn meanwhile."""
    waiting = statement.status in (StatementStatus.SUBMITTED, StatementStatus.IN_CHECK)
    return waiting and person.pk in _curators()


def _still(status: str, rule):
    """The rule, while the statement is where the notice found it."""
    return lambda statement, person: statement.status == status and rule(statement, person)


def _may_open_now(statement, person) -> bool:
    waiting = statement.status in (StatementStatus.SUBMITTED, StatementStatus.IN_CHECK)
    return waiting and _is_of_the_state(statement, person)


def _context(statement, person) -> dict:
    return {"statement": statement, "state": statement.state}


def tell_hour(name: str, hour) -> None:
    """The other side of an hour of writing help, of what this side did."""
    to_helper = name in ("hour_asked", "hour_agreed", "hour_cancelled")
    people = people_of([hour.helper_id]) if to_helper else _writers(hour.statement)
    slots = ",".join(slot.isoformat() for slot in hour.slots)
    enqueue(f"requests_app.{name}", event=f"{name}:{hour.pk}:{slots}", people=people, object_id=hour.pk)


def _find_hour(pk: int):
    return ClinicHour.objects.select_related("statement__state", "statement__subject", "helper").filter(pk=pk).first()


def _helps(hour, person) -> bool:
    return Mandate.objects.live().filter(user=person, body=hour.helper_id).exists()


def _hour_context(hour, person) -> dict:
    return {"hour": hour, "state": hour.state}


FOR_THE_STATE = (
    "clearance_asked",
    "statement_sent_back",
    "clarification_asked",
    "statement_not_receivable",
    "statement_opened",
    "pages_opened",
    "statement_transcribed",
    "statement_lapsed",
)
register(
    Notice("requests_app.statement_submitted", _find, _may_check, _context),
    Notice("requests_app.check_overdue", _find, _may_check, _context),
    Notice("requests_app.may_open_unchecked", _find, _may_open_now, _context),
    Notice("requests_app.clarification_returned", _find, _still("draft", _is_of_the_state), _context),
    Notice("requests_app.reconfirmation_due", _find, _still("open", _is_of_the_state), _context),
    *(Notice(f"requests_app.{name}", _find, _is_of_the_state, _context) for name in FOR_THE_STATE),
)
register(
    *(
        Notice(f"requests_app.{name}", _find_hour, _helps, _hour_context)
        for name in ("hour_asked", "hour_agreed", "hour_cancelled")
    ),
    *(
        Notice(f"requests_app.{name}", _find_hour, _is_of_the_state, _hour_context)
        for name in ("hour_offered", "hour_declined")
    ),
)
