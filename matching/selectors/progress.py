"""How far a need is covered, who answered it, and what of it is public."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from accounts.acting import ANONYMOUS, Acting
from consent.selectors import granted
from matching.choices import COVERS, LIVE, Coverage, MatchStatus
from matching.models import Match, MatchParty
from matching.selectors.matches import matches_of, reason_for
from requests_app.lifecycles import OPEN_STATUSES


def public_progress():
    """Matches under way or completed that everybody may know of: all parties said so, the summary is public."""
    public = granted(ANONYMOUS, "need__statement__subject__shown")
    consented = Match.objects.filter(public, state_public=True, partner_public=True)
    shown = consented.filter(status__in=[MatchStatus.ACTIVE, MatchStatus.COMPLETED])
    shown = shown.filter(need__statement__status__in=OPEN_STATUSES)
    parties = Prefetch("parties", MatchParty.objects.select_related("body"))
    return shown.select_related("need__statement__state", "need__statement__subject", "partner").prefetch_related(
        parties
    )


@dataclass(frozen=True)
class Covered:
    """How far a need is covered: `status` of Coverage, `label` in words, and whole per cent to draw beside it."""

    status: str
    covered: int
    talks: int

    @property
    def label(self) -> str:
        return Coverage(self.status).label


_BARS = {
    Coverage.UNANSWERED: (0, 0),
    Coverage.INTEREST: (0, 50),
    Coverage.PARTLY_COVERED: (50, 0),
    Coverage.COVERED: (100, 0),
}


def coverage_of(need_ids) -> dict[int, Covered]:
    """How far each of the needs is covered, in one query; says nothing of who answered."""
    ids = list(need_ids)
    counts = (
        Match.objects.filter(need__in=ids)
        .order_by()
        .values("need")
        .annotate(
            whole=Count("pk", filter=Q(status__in=COVERS, covers_all=True)),
            some=Count("pk", filter=Q(status__in=COVERS)),
            live=Count("pk", filter=Q(status__in=LIVE)),
        )
    )
    found = {row["need"]: _covered(row) for row in counts}
    return {pk: found.get(pk, Covered(Coverage.UNANSWERED, 0, 0)) for pk in ids}


def _covered(row: dict) -> Covered:
    if row["whole"]:
        status = Coverage.COVERED
    elif row["some"]:
        status = Coverage.PARTLY_COVERED
    else:
        status = Coverage.INTEREST if row["live"] else Coverage.UNANSWERED
    return Covered(status, *_BARS[status])


def answers_on(acting: Acting, need_ids) -> dict[int, list[dict]]:
    """Who answered these needs and where it stands: for the State and the secretariat all, for a party its own.

    `reason` is empty for whom it is not meant.
    """
    answers: dict[int, list[dict]] = {}
    for match in matches_of(acting).filter(need__in=list(need_ids)).order_by("-pk"):
        row = {"body": match.partner.name, "status": match.get_status_display(), "url": match.get_absolute_url()}
        answers.setdefault(match.need_id, []).append(row | {"reason": reason_for(acting, match)})
    return answers
