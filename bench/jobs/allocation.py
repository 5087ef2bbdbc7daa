"""2,000 needs and 5,000 offers: our allocation, the bare solver, a greedy one and a second exact one."""

from functools import cache

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from matching.allocation.solver import Edges, matrix_of, solve, weights_of

NEEDS, OFFERS, KINDS, MOST_SCORE = 2000, 5000, 12, 90


@cache
def edges() -> Edges:
    """Twelve kinds of support, asked evenly and offered unevenly: some kinds have fewer places than needs."""
    random = np.random.default_rng(7)
    asked = random.integers(0, KINDS, NEEDS)
    offered = np.minimum(random.geometric(0.25, OFFERS) - 1, KINDS - 1)
    meant = random.random((NEEDS, OFFERS)) < 0.7
    need, offer = np.nonzero((asked[:, None] == offered[None, :]) & meant)
    scores = random.integers(0, MOST_SCORE + 1, len(need))
    places = random.choice([0, 1, 2], OFFERS, p=[0.75, 0.2, 0.05])
    return Edges(need, offer, scores, random.random(NEEDS) < 0.3, places)


def ours():
    """The whole of it: weights, places, solution."""
    case = edges()
    return lambda: len(solve(case))


def floor():
    """The sparse matching of scipy alone, on the matrix as it stands."""
    matrix, _columns = matrix_of(edges())
    return lambda: len(min_weight_full_bipartite_matching(matrix)[0])


def second():
    """The Hungarian method over the dense table: [needs served, weight], and the weight of ours beside it."""
    case = edges()

    def run() -> list[int]:
        weights, owner = weights_of(case), np.repeat(np.arange(OFFERS), case.places)
        table = np.zeros((NEEDS, OFFERS))
        table[case.need, case.offer] = weights
        rows, columns = linear_sum_assignment(table[:, owner], maximize=True)
        reached = table[:, owner][rows, columns]
        own = dict(zip(zip(case.need.tolist(), case.offer.tolist(), strict=True), weights.tolist(), strict=True))
        mine = solve(case)
        return [int((reached > 0).sum()), int(reached.sum()), len(mine), sum(own[pair] for pair in mine.items())]

    return run


def greedy():
    """Needs served where each, in turn, takes the best offer with a place left."""
    case = edges()

    def run() -> int:
        left, served = case.places.copy(), set()
        for at in np.argsort(-case.score, kind="stable").tolist():
            need, offer = int(case.need[at]), int(case.offer[at])
            if need not in served and left[offer]:
                served.add(need)
                left[offer] -= 1
        return len(served)

    return run
