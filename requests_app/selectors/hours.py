"""Hours of writing help: of one's own State, or asked of one's own office; and the draft that was lent for one."""

from django.db.models import Q

from accounts.acting import Acting
from consent.choices import Element
from consent.selectors import own
from requests_app.choices import LIVE_HOURS
from requests_app.models import ClinicHour, NeedsStatement
from requests_app.previews import Projection, project
from requests_app.selectors.words import version_for_writing
from states.choices import BodyKind
from states.models import Body
from states.rules import body_of, role_of

#: a lent draft shows everything but the mailboxes
LENT = frozenset(Element.values) - {Element.CONTACT}
HELPERS = (BodyKind.SECRETARIAT, BodyKind.OHCHR_PRESENCE)


def hour_helpers(statement: NeedsStatement):
    """Who can be asked: the secretariat, OHCHR's presences, and the NMIRFs of other States."""
    return offices_that_help().exclude(kind=BodyKind.NMIRF, state_id=statement.state_id)


def offices_that_help():
    """The same for any State."""
    return Body.objects.filter(kind__in=(*HELPERS, BodyKind.NMIRF))


def hours_of(acting: Acting):
    """The hours that this person's State asked for, or that were asked of their office."""
    body = body_of(acting)
    if body is None or role_of(acting) == "admin":
        return ClinicHour.objects.none()
    reach = own(acting, "statement__state") if body.is_of_state else Q(pk__in=[])
    return ClinicHour.objects.filter(reach | Q(helper=body)).select_related(
        "statement__state", "statement__subject", "helper"
    )


def lent_draft(acting: Acting, hour: ClinicHour) -> Projection | None:
    """The draft as the helper may read it now: while it is lent, the hour is not over, and it is still a draft."""
    body = body_of(acting)
    if body is None or body.pk != hour.helper_id or hour.lent_at is None or hour.status not in LIVE_HOURS:
        return None
    version = version_for_writing(hour.statement)
    return project(version, LENT) if version is not None else None
