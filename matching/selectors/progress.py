"""How far a need is covered, who answered it, and what of it is public."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Sum, Value, When

from accounts.acting import ANONYMOUS, Acting
from consent.choices import Element
from consent.selectors import granted, own
from matching.choices import (
    BAND_CURRENCY,
    BAND_TOPS,
    COUNTED,
    COVERS,
    LIVE,
    Coverage,
    MatchStatus,
    PartyRole,
    PledgeStatus,
)
from matching.models import Match, MatchParty, Pledge
from matching.selectors.history import reason_for
from matching.selectors.matches import matches_of
from requests_app.lifecycles import OPEN_STATUSES
from requests_app.models import Need, NeedVersion


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


_covers = Q(status__in=COVERS)
UNCOVERED = Covered(Coverage.UNANSWERED, 0, 0)
_BARS = {
    Coverage.UNANSWERED: (0, 0),
    Coverage.INTEREST: (0, 50),
    Coverage.PARTLY_COVERED: (50, 0),
    Coverage.COVERED: (100, 0),
}


def coverage_of(need_ids, acting: Acting | None = None) -> dict[int, Covered]:
    """How far each of the needs is covered, in one query; says nothing of who answered.

    With `acting`, as that person may know it: interest and promises of others count only where these let it be shown.
    """
    ids = list(need_ids)
    known = Match.objects.filter(need__in=ids)
    if acting is not None:
        known = known.filter(shown_beyond_the_parties() | Q(pk__in=matches_of(acting).order_by().values("pk")))
    found = {row["need"]: Covered(row["coverage"], *_BARS[row["coverage"]]) for row in classed(known)} if ids else {}
    return {pk: found.get(pk, UNCOVERED) for pk in ids}


def classed(matches):
    """Needs that somebody answered in these matches, each with its `coverage`: the one place that says what covers it.

    Rows of `need`, `coverage` and the two that decide it; a need without a row is unanswered.
    """
    answering = matches.filter(status__in=[*LIVE, *COVERS]).order_by().values("need")
    some = answering.annotate(some=BoolOr(_covers), whole=BoolOr(_covers & Q(covers_all=True)))
    best = Case(
        When(whole=True, then=Value(Coverage.COVERED.value)),
        When(some=True, then=Value(Coverage.PARTLY_COVERED.value)),
        default=Value(Coverage.INTEREST.value),
    )
    return some.annotate(coverage=best)


def shown_beyond_the_parties() -> Q:
    """Interest that every partner of the match lets others know; promises that every party shows to everybody."""
    silent = MatchParty.objects.filter(match=OuterRef("pk"), shows_interest=False).exclude(role=PartyRole.RECIPIENT)
    interest = Q(~Exists(silent), status__in=[MatchStatus.PROPOSED, MatchStatus.IN_TALKS])
    return interest | Q(state_public=True, partner_public=True)


@dataclass(frozen=True)
class Pledged:
    """What is confirmed for a need in one currency (empty: in kind): `amount`, of how many pledges, and whether it is
    more than the need asks for. `announced` is what waits to be confirmed. `left` is the gap of the whole need in
    BAND_CURRENCY: the most that it asks for without what is confirmed; None where the person may not know.
    """

    currency: str
    amount: Decimal | None
    count: int
    announced: Decimal | None
    is_over: bool
    left: Decimal | None


def pledged_of(acting: Acting, need_ids) -> dict[int, list[Pledged]]:
    """What is pledged for each need, by currency, never added across currencies; each pledge once, at its funder.

    Others than the parties, the State and the secretariat get only what every party shows to everybody, and nothing
    of what is not confirmed.
    """
    ids = list(need_ids)
    mine = Q(match__in=matches_of(acting).order_by().values("pk"))
    public = Q(match__state_public=True, match__partner_public=True, status__in=COUNTED)
    sums = (
        Pledge.objects.filter(mine | public, match__need__in=ids, status__in=(PledgeStatus.ANNOUNCED, *COUNTED))
        .order_by()
        .values("match__need", "currency")
        .annotate(
            confirmed_sum=Sum("amount", filter=Q(status__in=COUNTED)),
            confirmed=Count("pk", filter=Q(status__in=COUNTED)),
            announced_sum=Sum("amount", filter=Q(status=PledgeStatus.ANNOUNCED)),
        )
        .order_by("match__need", "currency")
    )
    rows = list(sums)
    tops = _tops_of(acting, ids) if rows else {}
    confirmed = {row["match__need"]: row["confirmed_sum"] for row in rows if row["currency"] == BAND_CURRENCY}
    found: dict[int, list[Pledged]] = {}
    for row in rows:
        top = tops.get(row["match__need"])
        left = None if top is None else max(Decimal(0), top - (confirmed.get(row["match__need"]) or 0))
        found.setdefault(row["match__need"], []).append(_pledged(row, top, left))
    return found


def _pledged(row: dict, top: int | None, left: Decimal | None) -> Pledged:
    together = (row["confirmed_sum"] or 0) + (row["announced_sum"] or 0)
    over = top is not None and row["currency"] == BAND_CURRENCY and together > top
    return Pledged(row["currency"], row["confirmed_sum"], row["confirmed"], row["announced_sum"], over, left)


def _tops_of(acting: Acting, need_ids) -> dict[int, int]:
    """The most that each need asks for, where its band has an upper end and the person may read the details."""
    shown = NeedVersion.objects.filter(need__in=need_ids, version__edition=F("need__statement__subject__shown"))
    readable = granted(acting, "version__edition", Element.DETAILS) | own(acting, "need__statement__state")
    bands = shown.filter(readable).values_list("need", "budget_band")
    return {need: BAND_TOPS[band] for need, band in bands if band in BAND_TOPS}


def version_shown_of(need: Need) -> NeedVersion:
    """The words of one need that its readers see."""
    return NeedVersion.objects.get(need=need, version__edition=F("need__statement__subject__shown"))


def answers_on(acting: Acting, need_ids) -> dict[int, list[dict]]:
    """Who answered these needs and where it stands: for the State and the secretariat all, for a party its own.

    `reason` is empty for whom it is not meant.
    """
    answers: dict[int, list[dict]] = {}
    for match in matches_of(acting).filter(need__in=list(need_ids)).order_by("-pk"):
        row = {"body": match.partner.name, "status": match.get_status_display(), "url": match.get_absolute_url()}
        answers.setdefault(match.need_id, []).append(row | {"reason": reason_for(acting, match)})
    return answers
