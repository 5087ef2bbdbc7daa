"""Taking part: offices register, are confirmed, check in; States ask a fund for travel."""

from datetime import date

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue import notices
from dialogue.choices import RegistrationStatus, SessionStatus
from dialogue.lifecycles import REGISTRATION, TRAVEL
from dialogue.models import AnnualSession, Registration, TravelRequest
from dialogue.services.tables import end_tables_of
from lifecycle.engine import record_act
from states.choices import BodyKind, CountryGroup
from states.models import Body
from states.selectors import live_memberships
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

WORDS = (
    "people", "from_capital", "practitioners", "remote", "languages", "accessibility", "listed", "at_tables", "days",
)  # fmt: skip
REGISTERS_WHILE = (SessionStatus.AGENDA_OPEN, SessionStatus.AGENDA_PUBLISHED)
SUPPORTED = (CountryGroup.LDC, CountryGroup.SIDS)


@transaction.atomic
def register(session: AnnualSession, *, by: Acting, words: dict) -> Registration:
    """The person's office takes part, or changes how (WORDS). Raises NotPermitted, WrongStatus, ValidationError.

    A changed registration stays where it stands; one that was declined or withdrawn asks anew.
    """
    if not rules.has_perm("dialogue.write_registration", by, None):
        raise NotPermitted
    body = by.capacity.body
    if session.status not in REGISTERS_WHILE:
        raise WrongStatus(session, _("Register"))
    if session.region and body.is_of_state and session.region.slug not in body.region_slugs:
        raise FailedCheck(_("Your State is not on the list of this region."))
    registration = Registration.objects.filter(session=session, body=body).first()
    registration = registration or Registration(session=session, body=body)
    for name in WORDS:
        setattr(registration, name, words.get(name, getattr(registration, name)))
    _check_counts(registration)
    _check_days(registration)
    registration.full_clean()
    registration.save()
    record_act(registration, "write", by=by)
    if registration.status in (RegistrationStatus.DECLINED, RegistrationStatus.WITHDRAWN):
        registration = REGISTRATION.apply(registration, "ask_again", by=by)
    return registration


def _check_counts(registration: Registration) -> None:
    too_many = [
        name
        for name in ("from_capital", "practitioners", "remote")
        if (getattr(registration, name) or 0) > (registration.people or 0)
    ]
    if too_many:
        raise FailedCheck({name: [_("More than come in all.")] for name in too_many})


def _check_days(registration: Registration) -> None:
    first, last = registration.session.starts_on, registration.session.ends_on
    if any(not first <= day <= last for day in registration.days):
        raise FailedCheck({"days": [_("The session does not take place on this day.")]})


@transaction.atomic
def confirm_registration(registration: Registration, *, by: Acting, note: str = "", **_words) -> Registration:
    done = REGISTRATION.apply(registration, "confirm", by=by, note=note)
    notices.tell_registration(done)
    return done


@transaction.atomic
def decline_registration(registration: Registration, *, by: Acting, reason: str = "", note: str = "", **_words):
    """Who is declined has not checked in."""
    done = REGISTRATION.apply(registration, "decline", by=by, reason=reason, note=note, changes={"checked_in_at": None})
    notices.tell_registration(done)
    end_tables_of(done)
    return done


@transaction.atomic
def withdraw_registration(registration: Registration, *, by: Acting, note: str = "", **_words) -> Registration:
    done = REGISTRATION.apply(registration, "withdraw", by=by, note=note, changes={"checked_in_at": None})
    end_tables_of(done)
    return done


REGISTRATION_ACTS = {
    "confirm": confirm_registration,
    "decline": decline_registration,
    "withdraw": withdraw_registration,
}


@transaction.atomic
def check_in(registration: Registration, *, by: Acting) -> Registration:
    """The office has come. A second press changes nothing."""
    locked = REGISTRATION.lock(registration)
    if not rules.has_perm("dialogue.confirm_registration", by, locked):
        raise NotPermitted
    if locked.status != RegistrationStatus.CONFIRMED:
        raise WrongStatus(locked, _("Check in"))
    if locked.checked_in_at is None:
        locked.checked_in_at = timezone.now()
        locked.save(update_fields=["checked_in_at"])
        record_act(locked, "check_in", by=by)
    return locked


@transaction.atomic
def ask_travel(registration: Registration, *, by: Acting, words: dict) -> TravelRequest:
    """An LDC or small island State asks a fund to pay for the journey: `fund`, `people`, `why`."""
    if not rules.has_perm("dialogue.ask_travel", by, registration):
        raise NotPermitted
    if registration.status not in (RegistrationStatus.ASKED, RegistrationStatus.CONFIRMED):
        raise WrongStatus(registration, _("Ask for travel support"))
    if TravelRequest.objects.filter(registration=registration).exists():
        raise Conflict(_("Travel support was asked for already."))
    if not may_be_supported(registration.body):
        raise FailedCheck(_("The fund pays for least developed countries and small island developing States."))
    if words["people"] > registration.people:
        raise FailedCheck({"people": [_("More than come in all.")]})
    request = TravelRequest(registration=registration, **words)
    request.full_clean()
    request.save()
    record_act(request, "ask", by=by)
    notices.tell_travel_asked(request)
    return request


def may_be_supported(body: Body) -> bool:
    """Whether the body's State belongs today to a group for which the fund pays."""
    groups = live_memberships().filter(state=body.state_id, group__in=SUPPORTED)
    return body.is_of_state and groups.exists()


@transaction.atomic
def put_to_board(request: TravelRequest, *, by: Acting, board_on: date | None = None, note: str = "", **_words):
    if board_on is None or board_on < timezone.localdate():
        raise FailedCheck({"board_on": [_("Give the day of the board, today or later.")]})
    return _decided(request, "put_to_board", by, note=note, changes={"board_on": board_on})


def _decided(request: TravelRequest, name: str, by: Acting, **words) -> TravelRequest:
    done = TRAVEL.apply(request, name, by=by, **words)
    notices.tell_travel_moved(done)
    return done


@transaction.atomic
def grant_travel(request: TravelRequest, *, by: Acting, note: str = "", **_words) -> TravelRequest:
    return _decided(request, "grant", by, note=note)


@transaction.atomic
def refuse_travel(request: TravelRequest, *, by: Acting, reason: str = "", note: str = "", **_words) -> TravelRequest:
    return _decided(request, "refuse", by, reason=reason, note=note)


@transaction.atomic
def withdraw_travel(request: TravelRequest, *, by: Acting, note: str = "", **_words) -> TravelRequest:
    return TRAVEL.apply(request, "withdraw", by=by, note=note)


TRAVEL_ACTS = {
    "put_to_board": put_to_board,
    "grant": grant_travel,
    "refuse": refuse_travel,
    "withdraw": withdraw_travel,
}


def funds():
    """The bodies that can be asked."""
    return Body.objects.filter(kind=BodyKind.FUND).order_by("name")
