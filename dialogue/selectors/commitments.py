"""Commitments as one reader may have them, and where what they became stands now."""

from django.db.models import Q

from accounts.acting import ANONYMOUS, Acting
from consent.selectors import granted
from dialogue.choices import LOOSE, CommitmentKind, CommitmentStatus, SegmentKind
from dialogue.models import AnnualSession, Commitment
from dialogue.selectors.sessions import sessions_curated
from matching.models import Pledge
from matching.selectors import may_be_the_same, pledges_standing
from requests_app.lifecycles import OPEN_STATUSES
from states.choices import STATE_KINDS
from states.rules import body_of

_WITH = (
    "item__segment__session__region", "giver__state", "receiver__state", "match__need__statement__state",
    "pledge", "due__body",
)  # fmt: skip


def _own(acting: Acting) -> Q:
    body = body_of(acting)
    if body is None:
        return Q(pk__in=[])
    if not body.is_of_state:
        return Q(giver=body) | Q(receiver=body)
    sides = (Q(**{f"{side}__state": body.state_id, f"{side}__kind__in": STATE_KINDS}) for side in ("giver", "receiver"))
    return next(sides) | next(sides)


def commitments_public():
    """Confirmed, both sides let everybody know of it, said in an open segment, on a statement that is public."""
    both = Q(status=CommitmentStatus.CONFIRMED, giver_public=True, receiver_public=True)
    said = Q(item__segment__kind=SegmentKind.OPEN, match__need__statement__status__in=OPEN_STATUSES)
    return Commitment.objects.filter(both & said & granted(ANONYMOUS, "match__need__statement__subject__shown"))


def commitments_shown_to(acting: Acting):
    """Public ones; those of the person's own side; all of the sessions that the person curates."""
    public = Q(pk__in=commitments_public().order_by().values("pk"))
    curated = Q(item__segment__session__in=sessions_curated(acting).order_by().values("pk"))
    return Commitment.objects.filter(public | _own(acting) | curated).select_related(*_WITH)


def commitments_of(acting: Acting, session: AnnualSession | None) -> list[dict]:
    """The confirmed commitments of a session: {commitment, stands, tone}, as far as the reader may know them."""
    if session is None:
        return []
    rows = commitments_shown_to(acting).filter(item__segment__session=session, status=CommitmentStatus.CONFIRMED)
    return [{"commitment": one, "stands": stands(one), "tone": tone(one)} for one in rows.order_by("due_on", "pk")]


def pledges_that_it_may_be(commitment: Commitment) -> list[Pledge]:
    """Pledges of the giver that stand on the need and that no other commitment became: written by hand before."""
    if commitment.kind != CommitmentKind.PLEDGE or commitment.match is None:
        return []
    standing = pledges_standing(commitment.match.need_id, [commitment.giver_id]).filter(commitment__isnull=True)
    return [one for one in standing if may_be_the_same(one, commitment.amount, commitment.currency)]


def stands(commitment: Commitment) -> str:
    """Where it stands: its own status, or that of the pledge or report that it became."""
    became = commitment.pledge or commitment.due
    return became.get_status_display() if became else commitment.get_status_display()


def tone(commitment: Commitment) -> str:
    became = commitment.pledge or commitment.due
    kept = became is not None and became.status in ("delivered", "submitted", "noted")
    return "good" if kept else "stop" if became is not None and became.status == "withdrawn" else "wait"


def loose_ends(acting: Acting, session: AnnualSession):
    """What still asks for a yes: for the curators, each evening."""
    rows = commitments_shown_to(acting).filter(item__segment__session=session, status__in=LOOSE)
    return rows.order_by("typed_at", "pk")


def loose_ends_of(acting: Acting):
    """What asks for a yes of the person's own side, oldest first."""
    return Commitment.objects.filter(_own(acting), status__in=LOOSE).select_related(*_WITH).order_by("typed_at", "pk")
