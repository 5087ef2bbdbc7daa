"""The optimal allocation, in numbers: most needs served, then most of those that come first, then the best fit."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

EXACT = 2**53  # sums of weights beyond it are no longer exact in a double


class TooLarge(ValueError):
    """So many needs or so high scores that the weights would no longer be exact."""


@dataclass(frozen=True)
class Edges:
    """Which offer could serve which need: three integer arrays of the same length, and what the weights need.

    `first` tells for each need whether it comes first (LDC, SIDS), `places` how many needs each offer can serve.
    Scores are whole numbers from 0.
    """

    need: np.ndarray
    offer: np.ndarray
    score: np.ndarray
    first: np.ndarray
    places: np.ndarray


def weights_of(edges: Edges) -> np.ndarray:
    """One integer for each edge: any one need more outweighs all first ones, any first one outweighs all scores."""
    most = int(edges.score.max(initial=0))
    needs = len(edges.first)
    first_weight = needs * most + 1
    need_weight = needs * (first_weight + most) + 1
    if needs * (need_weight + first_weight + most) >= EXACT:
        raise TooLarge(f"{needs} needs with scores up to {most}")
    return need_weight + edges.first[edges.need].astype(np.int64) * first_weight + edges.score


def solve(edges: Edges) -> dict[int, int]:
    """The offer that each served need gets. Equal solutions are told apart by nothing but the order of the rows."""
    if not len(edges.need):
        return {}
    matrix, columns = matrix_of(edges)
    rows, chosen = min_weight_full_bipartite_matching(matrix)
    served = chosen < len(columns)
    return dict(zip(rows[served].tolist(), columns[chosen[served]].tolist(), strict=True))


def matrix_of(edges: Edges) -> tuple[csr_array, np.ndarray]:
    """Costs of needs × (every place of every offer, then a place of nothing for each need), and whose each place is.

    The solver knows no capacities and wants a full matching, hence the repeated columns and the places of nothing.
    """
    needs = len(edges.first)
    able = np.flatnonzero((edges.places > 0)[edges.offer])  # most offers may have no place left
    offer, weights = edges.offer[able], weights_of(edges)[able]
    places = np.minimum(edges.places, np.bincount(offer, minlength=len(edges.places)))
    starts = np.concatenate([[0], np.cumsum(places)[:-1]])
    times = places[offer]
    nothing = int(weights.max(initial=0)) + 1
    row = np.repeat(edges.need[able], times)
    within = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    column = np.repeat(starts[offer], times) + within
    total = int(places.sum())
    every = np.arange(needs)
    costs = np.concatenate([np.repeat(nothing - weights, times), np.full(needs, nothing)]).astype(np.float64)
    at = (np.concatenate([row, every]), np.concatenate([column, total + every]))
    return csr_array((costs, at), shape=(needs, total + needs)), np.repeat(np.arange(len(places)), places)


def value_of(edges: Edges, chosen: dict[int, int]) -> tuple[int, int, int]:
    """What a solution reaches: needs served, first ones among them, the sum of scores."""
    scores = {(need, offer): score for need, offer, score in zip(*map(np.ndarray.tolist, _pairs(edges)), strict=True)}
    first = sum(bool(edges.first[need]) for need in chosen)
    return len(chosen), first, sum(scores[pair] for pair in chosen.items())


def _pairs(edges: Edges) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return edges.need, edges.offer, edges.score
