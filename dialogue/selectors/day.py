"""The day itself: what is on now, what comes next, how far over time, for the two people who run it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.acting import Acting
from dialogue.choices import RegistrationStatus, SegmentKind
from dialogue.models import AnnualSession
from dialogue.selectors.agenda import Block, Line, draft_of
from matching.models import MatchParty
from states.choices import PARTNER_KINDS
from states.models import Body


@dataclass(frozen=True)
class OnDesk:
    """One item on the live desk. The lamp is closed wherever the ledger does not show the item to everybody."""

    block: Block
    line: Line
    now: datetime

    @property
    def lamp_open(self) -> bool:
        return self.block.segment.kind == SegmentKind.OPEN and self._is_public

    @property
    def without_names(self) -> bool:
        return self.block.segment.kind == SegmentKind.NON_ATTRIBUTABLE and self._is_public

    @property
    def _is_public(self) -> bool:
        return bool(self.line.shown and self.line.shown.public)

    @property
    def runs(self) -> bool:
        return self.line.item.begun_at is not None and self.line.item.ended_at is None

    @property
    def waits(self) -> bool:
        return self.line.item.begun_at is None and not self.line.item.skipped

    @property
    def over(self) -> int:
        """Whole minutes over its time, 0 while it is within."""
        if not self.runs:
            return 0
        late = self.now - self.line.item.begun_at - timedelta(minutes=self.line.item.minutes)
        return max(int(late.total_seconds() // 60), 0)


def desk_of(acting: Acting, session: AnnualSession, *, on: datetime | None = None) -> list[OnDesk]:
    """Every standing item in the order of the day."""
    now, draft = on or timezone.now(), draft_of(acting, session)
    return [OnDesk(block, line, now) for block in draft.blocks for line in block.lines]


def can_promise(session: AnnualSession):
    """Who may be named as having promised something: partners in the room, and parties of matches on the agenda."""
    here = Q(registrations__session=session, registrations__status=RegistrationStatus.CONFIRMED)
    about = MatchParty.objects.filter(
        Q(match__agenda_items__segment__session=session) | Q(match__reports_due__agenda_items__segment__session=session)
    )
    named = here | Q(kind__in=sorted(PARTNER_KINDS)) | Q(pk__in=about.values("body"))
    return Body.objects.filter(named).distinct().order_by("name")
