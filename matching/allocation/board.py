"""The broker's board of a call: its needs with their lines, ranked offers and reasons; and the machine's proposal."""

from dataclasses import dataclass, field

import numpy as np

from matching.allocation.solver import Edges, solve
from matching.allocation.viable import Pairs, pairs_of
from matching.models import BoardLine, Offer
from requests_app.models import Call

MOST_RANKED = 5


@dataclass(frozen=True)
class Choice:
    """An offer that could serve a need: its points and its reasons in words."""

    offer: Offer
    score: int
    reasons: list[str]


@dataclass
class Row:
    """One need of the board: its line, if it has one, the best few offers, and why it has none."""

    need: object
    first: bool
    line: BoardLine | None
    reasons: list[str]
    why_not: str
    ranked: list[Choice] = field(default_factory=list)


@dataclass
class Board:
    call: Call
    rows: list[Row]

    @property
    def served(self) -> int:
        return sum(row.line is not None for row in self.rows)

    @property
    def waiting(self) -> int:
        """Lines that are not sent yet."""
        return sum(row.line is not None and row.line.match_id is None for row in self.rows)


def board_of(call: Call, most: int | None = MOST_RANKED) -> Board:
    """The board as it stands: a row for each open need of the call that the secretariat may read, with the `most`
    best offers (None: all that could serve it).
    """
    pairs = pairs_of(call)
    lines = {line.need_id: line for line in call.board_lines.select_related("offer__body", "match")}
    column = {offer.pk: place for place, offer in enumerate(pairs.offers)}
    return Board(call, [_row(pairs, place, lines, column, most) for place in range(len(pairs.needs))])


def _row(pairs: Pairs, place: int, lines: dict, column: dict[int, int], most: int | None) -> Row:
    need = pairs.needs[place]
    line = lines.get(need.pk)
    at = column.get(line.offer_id) if line else None
    return Row(
        need=need,
        first=bool(pairs.first[place]),
        line=line,
        reasons=pairs.reasons(place, at) if at is not None else [],
        why_not="" if line else pairs.why_not(place),
        ranked=_ranked(pairs, place, most),
    )


def _ranked(pairs: Pairs, place: int, most: int | None) -> list[Choice]:
    """The best offers first; equal ones by their age."""
    could = np.nonzero(pairs.viable[place])[0]
    scores = pairs.scores[place, could]
    best = could[np.lexsort((could, -scores))][:most]
    return [Choice(pairs.offers[at], int(pairs.scores[place, at]), pairs.reasons(place, at)) for at in best]


@dataclass(frozen=True)
class Proposal:
    """Which offer for which need (ids, with points), beside the lines that stay; and how many needs there are."""

    chosen: dict[int, tuple[int, int]]
    needs: int
    first: int
    first_served: int
    kept: int


def proposal_for(call: Call, kept: dict[int, int], takes: dict[int, int]) -> Proposal:
    """The best allocation of the call; `kept` are need → offer of the lines that stay as they are, `takes` those of
    them that take a place which is not counted as taken yet.
    """
    pairs = pairs_of(call)
    edges = _beside(pairs, kept, takes)
    served = solve(edges)
    chosen = {
        pairs.needs[need].pk: (pairs.offers[offer].pk, int(pairs.scores[need, offer])) for need, offer in served.items()
    }
    with_line = {need.pk for need in pairs.needs if need.pk in kept} | set(chosen)
    first = [need.pk for need, comes_first in zip(pairs.needs, pairs.first, strict=True) if comes_first]
    served = sum(pk in with_line for pk in first)
    return Proposal(chosen, len(pairs.needs), len(first), served, len(with_line) - len(chosen))


def _beside(pairs: Pairs, kept: dict[int, int], takes: dict[int, int]) -> Edges:
    """The edges without the needs that have their line, and without the places that these take."""
    edges = pairs.edges()
    taken = np.bincount(
        [place for place, offer in enumerate(pairs.offers) for chosen in takes.values() if chosen == offer.pk],
        minlength=len(pairs.offers),
    )
    free = ~np.isin(edges.need, [place for place, need in enumerate(pairs.needs) if need.pk in kept])
    places = np.maximum(0, edges.places - taken)
    return Edges(edges.need[free], edges.offer[free], edges.score[free], edges.first, places)
