"""Who takes part, as far as each reader may know: accessibility needs are for the office and the curators alone."""

from django.db.models import Q

from accounts.acting import Acting
from dialogue.choices import RegistrationStatus, SpeakingStatus
from dialogue.models import AnnualSession, Registration, SpeakingRequest, TravelRequest
from dialogue.selectors.sessions import sessions_curated
from states.choices import STATE_KINDS
from states.rules import body_of


def participants_listed(session: AnnualSession):
    """The public list: confirmed offices that said they may stand on it."""
    rows = Registration.objects.filter(session=session, status=RegistrationStatus.CONFIRMED, listed=True)
    return rows.select_related("body__state").order_by("body__name")


def own_registration(acting: Acting, session: AnnualSession) -> Registration | None:
    body = body_of(acting)
    found = Registration.objects.filter(session=session, body=body) if body is not None else Registration.objects.none()
    return found.select_related("session__region", "body__state").first()


def registrations_shown_to(acting: Acting):
    """The person's own office's, and all of the sessions that the person curates."""
    body = body_of(acting)
    mine = Q(body=body) if body is not None else Q(pk__in=[])
    curated = Q(session__in=sessions_curated(acting).order_by().values("pk"))
    rows = Registration.objects.filter(mine | curated).select_related("session__region", "body__state", "travel__fund")
    return rows.order_by("body__name", "pk")


def travel_shown_to(acting: Acting):
    """Requests of the person's own State, and those put to the person's fund."""
    body = body_of(acting)
    if body is None:
        return TravelRequest.objects.none()
    mine = Q(fund=body)
    if body.is_of_state:
        mine = Q(registration__body__state=body.state_id, registration__body__kind__in=STATE_KINDS)
    related = ("registration__session__region", "registration__body__state", "fund")
    return TravelRequest.objects.filter(mine).select_related(*related).order_by("-pk")


def speaking_shown_to(acting: Acting):
    """The requests of the person's own office, and all of the sessions that the person curates; in their order."""
    body = body_of(acting)
    mine = Q(body=body) if body is not None else Q(pk__in=[])
    curated = Q(item__segment__session__in=sessions_curated(acting).order_by().values("pk"))
    related = ("item__segment__session__region", "body__state")
    return SpeakingRequest.objects.filter(mine | curated).select_related(*related).order_by("asked_at", "pk")


def hands_up(acting: Acting, session: AnnualSession):
    """Who waits to be put on the list or to be called, in the order of asking."""
    waiting = (SpeakingStatus.ASKED, SpeakingStatus.LISTED)
    return speaking_shown_to(acting).filter(item__segment__session=session, status__in=waiting)
