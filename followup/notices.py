"""What is told about reports, to whom, and whether it is still right when the mail goes out."""

from django.db.models import Q

from followup.choices import OWED, ReportStatus
from followup.models import ReportDue
from followup.rules import is_of_reporting_side
from notifications.notice import Notice, register
from notifications.outbox import enqueue
from states.choices import PARTNER_KINDS, BodyKind, Role
from states.models import Body, Mandate
from states.selectors import acting_in, bodies_of_state, live_mandates, people_of

#: what can wait for the mail of the day, and may come twice rather than never
GENTLE = {"may_wait": True, "twice_rather_than_never": True}
REPORTING_ROLES = (Role.AUTHORISER, Role.DRAFTER, Role.CONTRIBUTOR, Role.OFFICER, Role.SIGNATORY)


def _side(due: ReportDue) -> list[int]:
    """The people of the office that owes the report, and of the State's NMIRF."""
    offices = [due.body_id]
    if due.body.is_of_state:
        offices += bodies_of_state(due.body.state_id, BodyKind.NMIRF).values_list("pk", flat=True)
    return list(people_of(offices, *REPORTING_ROLES))


def _curators() -> list[int]:
    return list(people_of(Body.objects.filter(kind=BodyKind.SECRETARIAT), Role.CURATOR))


def _tell(name: str, due: ReportDue, people, moment) -> None:
    enqueue(f"followup.{name}", event=f"{name}:{due.pk}:{moment:%Y%m%d%H%M%S%f}", people=people, object_id=due.pk)


def tell_submitted(due: ReportDue) -> None:
    """The curators, who note it."""
    _tell("report_submitted", due, _curators(), due.submitted_at)


def tell_noted(due: ReportDue) -> None:
    """The side that reported."""
    _tell("report_noted", due, _side(due), due.noted_at)


def tell_returned(due: ReportDue) -> None:
    """The side that reported: a question waits, and a new date."""
    _tell("report_returned", due, _side(due), due.returned_at)


def _find(pk: int) -> ReportDue | None:
    return ReportDue.objects.select_related("body__state", "match").filter(pk=pk).first()


def _speaks_for_the_side(due: ReportDue, person) -> bool:
    mandates = live_mandates(person).filter(role__in=REPORTING_ROLES)
    return any(is_of_reporting_side(acting_in(mandate), due) for mandate in mandates)


def _still_owed(due: ReportDue, person) -> bool:
    """Nobody is reminded of what was submitted or waived meanwhile, nor after the end of the mandate."""
    return due.status in OWED and _speaks_for_the_side(due, person)


def _is_next_officer(due: ReportDue, person) -> bool:
    """Of the side that owes it, or a signatory of another office of the same partner that is a party to the match."""
    sisters = Body.objects.filter(pk__in=due.match.parties.values("body"), kind__in=PARTNER_KINDS)
    partner = due.body.parent_id or due.body_id
    sisters = sisters.filter(Q(pk=partner) | Q(parent=partner)) if due.body.is_partner else sisters.none()
    signs = live_mandates(person).filter(role=Role.SIGNATORY, body__in=sisters).exists()
    return due.status in OWED and (signs or _speaks_for_the_side(due, person))


def _still_noted(due: ReportDue, person) -> bool:
    return due.status == ReportStatus.NOTED and _speaks_for_the_side(due, person)


def _still_returned(due: ReportDue, person) -> bool:
    return due.status == ReportStatus.RETURNED and _speaks_for_the_side(due, person)


def _curates(person) -> bool:
    return Mandate.objects.live().filter(user=person, role=Role.CURATOR, body__kind=BodyKind.SECRETARIAT).exists()


def _owed_and_curator(due: ReportDue, person) -> bool:
    return due.status in OWED and _curates(person)


def _still_curator(due: ReportDue, person) -> bool:
    return due.status == ReportStatus.SUBMITTED and _curates(person)


def _context(due: ReportDue, person) -> dict:
    return {"due": due}


def _passed_on_context(due: ReportDue, person) -> dict:
    """Another office of a partner reads no report that is not given yet: it is led to the match."""
    return {"due": due, "address": (due if _speaks_for_the_side(due, person) else due.match).get_absolute_url()}


register(
    Notice("followup.report_due_opened", _find, _still_owed, _context, **GENTLE),
    Notice("followup.report_reminder", _find, _still_owed, _context, **GENTLE),
    Notice("followup.report_passed_on", _find, _is_next_officer, _passed_on_context, **GENTLE),
    Notice("followup.report_unanswered", _find, _owed_and_curator, _context, **GENTLE),
    Notice("followup.report_submitted", _find, _still_curator, _context),
    Notice("followup.report_noted", _find, _still_noted, _context, **GENTLE),
    Notice("followup.report_returned", _find, _still_returned, _context),
)
