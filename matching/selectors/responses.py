"""What waits for an answer: needs, the notes that the secretariat owes on them, and who could answer next."""

from collections import Counter
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Exists, F, Min, OuterRef
from django.utils import timezone

from accounts.acting import Acting
from matching.choices import COVERS, LIVE, MatchStatus
from matching.models import Match, MatchParty, ResponseNote
from matching.rules import sees_as_secretariat
from matching.selectors.fits import asked_of
from matching.selectors.fitting_offers import offers_fitting
from matching.selectors.offers import open_offers
from requests_app.choices import StatementStatus
from requests_app.models import Need
from requests_app.selectors import needs_shown_to
from states.choices import BodyKind, Role
from states.models import Body, Mandate
from states.rules import body_of

NUDGED_AFTER, NOTE_AFTER, NOTE_SENT_WITHIN = timedelta(days=30), timedelta(days=60), timedelta(days=7)
FEWEST_TOLD = 3
ENDED = (MatchStatus.DECLINED, MatchStatus.LAPSED)


def secretariat_reader() -> Acting:
    """An Acting that reads what the curators may read: what no State gave to them is drafted for nobody."""
    body = Body.objects.filter(kind=BodyKind.SECRETARIAT).order_by("pk").first()
    return Acting(capacity=Mandate(body=body, role=Role.CURATOR)) if body else Acting()


def needs_waiting(acting: Acting, *, opened_before: datetime):
    """Open needs that the person may read, opened before then, to which nobody has promised support; oldest first."""
    promised = Match.objects.filter(need=OuterRef("pk"), status__in=COVERS)
    waiting = needs_shown_to(acting).filter(~Exists(promised), statement__status=StatementStatus.OPEN)
    return waiting.filter(statement__opened_at__lte=opened_before).order_by("statement__opened_at", "pk")


def needs_unanswered(acting: Acting, *, opened_before: datetime):
    """The same, where nobody is in talks or has proposed either."""
    live = Match.objects.filter(need=OuterRef("pk"), status__in=LIVE)
    return needs_waiting(acting, opened_before=opened_before).filter(~Exists(live))


def answers():
    """The matches by which somebody has answered a need: a proposal, talks, support."""
    return Match.objects.filter(status__in=[*LIVE, *COVERS]).order_by()


def first_answers(needs) -> tuple[int, int | None]:
    """How many of these needs have had an answer, and the median of the whole days until the first one; None of fewer
    than three. A proposal counts whatever became of it.
    """
    found = Match.objects.filter(need__in=needs.order_by().values("pk")).order_by()
    firsts = found.values_list("need__statement__opened_at").annotate(first=Min("created_at"), need=F("need"))
    waits = [(first - opened).days for opened, first, _need in firsts]
    return len(waits), int(median(waits)) if len(waits) >= FEWEST_TOLD else None


def notes_of(acting: Acting):
    """The notes of which the person may know: all for the curators, those sent to it for a State."""
    notes = ResponseNote.objects.select_related("state")
    body = body_of(acting)
    if sees_as_secretariat(acting):
        return notes
    if body is not None and body.is_of_state:
        return notes.filter(state=body.state_id, sent_at__isnull=False)
    return notes.none()


def is_overdue(note: ResponseNote, on: datetime | None = None) -> bool:
    """Whether a note should have been sent: within a week after it was drafted."""
    return note.sent_at is None and note.drafted_at + NOTE_SENT_WITHIN < (on or timezone.now())


def what_happened(need_ids) -> dict[int, dict]:
    """For each need how many proposals wait and talks go on, and the coded reasons of those that ended."""
    found: dict[int, dict] = {pk: {"proposed": 0, "in_talks": 0, "reasons": Counter()} for pk in need_ids}
    for match in Match.objects.filter(need__in=found):
        facts = found[match.need_id]
        if match.status in ENDED:
            facts["reasons"][match.get_declined_reason_display() or match.get_status_display()] += 1
        elif match.status in facts:
            facts[match.status] += 1
    return found


def offers_that_nearly_fit(need: Need, support_type: str) -> int:
    """How many open offers are of this kind of support, whatever else stands in the way."""
    return open_offers().filter(support_type=support_type).count()


def bodies_that_said_no(need: Need) -> set[int]:
    """The partners that declined this need or let it lapse."""
    parties = MatchParty.objects.filter(match__need=need, match__status__in=ENDED).exclude(role="recipient")
    return set(parties.values_list("body", flat=True))


def next_partners(need: Need) -> list[Body]:
    """Whose offers fit a need, who may read it, and who is neither in a match on it nor has said no to it."""
    asked = asked_of(secretariat_reader(), need.statement.subject.reference, need.number)
    if asked is None:
        return []
    parties = set(MatchParty.objects.filter(match__need=need).values_list("body", flat=True))
    bodies = {fit.row.body_id: fit.row.body for fit in offers_fitting(asked, readers_only=True)}
    return [body for pk, body in bodies.items() if pk not in parties]
