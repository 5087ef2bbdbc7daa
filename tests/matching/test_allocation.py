"""The optimal proposal against brute force on small cases and against a second solver on larger ones."""

from itertools import product

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matching.allocation.solver import EXACT, Edges, TooLarge, solve, value_of, weights_of


def a_case(seed: int, needs: int, offers: int, share: float, most_places: int = 3) -> Edges:
    random = np.random.default_rng(seed)
    need, offer = np.nonzero(random.random((needs, offers)) < share)
    return Edges(
        need,
        offer,
        random.integers(0, 100, len(need)),
        random.random(needs) < 0.4,
        random.integers(0, most_places + 1, offers),
    )


def is_possible(edges: Edges, chosen: dict[int, int]) -> bool:
    pairs = set(zip(edges.need.tolist(), edges.offer.tolist(), strict=True))
    used = np.bincount(list(chosen.values()), minlength=len(edges.places)) if chosen else np.zeros(len(edges.places))
    return set(chosen.items()) <= pairs and bool((used <= edges.places).all())


def by_brute_force(edges: Edges) -> tuple[int, int, int]:
    options = [[None, *edges.offer[edges.need == need].tolist()] for need in range(len(edges.first))]
    best = (0, 0, 0)
    for choice in product(*options):
        chosen = {need: offer for need, offer in enumerate(choice) if offer is not None}
        if is_possible(edges, chosen):
            best = max(best, value_of(edges, chosen))
    return best


@pytest.mark.parametrize("seed", range(40))
def test_small_cases_equal_brute_force(seed):
    edges = a_case(seed, needs=5, offers=4, share=0.5)
    chosen = solve(edges)
    assert is_possible(edges, chosen)
    assert value_of(edges, chosen) == by_brute_force(edges)


def by_a_second_solver(edges: Edges) -> int:
    """The Hungarian method over the dense table: the sum of weights."""
    weights, owner = weights_of(edges), np.repeat(np.arange(len(edges.places)), edges.places)
    table = np.zeros((len(edges.first), len(edges.places)))
    table[edges.need, edges.offer] = weights
    dense = np.hstack([table[:, owner], np.zeros((len(edges.first), len(edges.first)))])
    rows, columns = linear_sum_assignment(dense, maximize=True)
    return int(dense[rows, columns].sum())


@pytest.mark.parametrize(("seed", "share"), [(1, 0.002), (2, 0.01), (3, 0.1)])
def test_larger_cases_equal_a_second_solver(seed, share):
    edges = a_case(seed, needs=300, offers=500, share=share)
    chosen = solve(edges)
    assert is_possible(edges, chosen)
    weight = dict(
        zip(zip(edges.need.tolist(), edges.offer.tolist(), strict=True), weights_of(edges).tolist(), strict=True)
    )
    assert sum(weight[pair] for pair in chosen.items()) == by_a_second_solver(edges)


def two_needs(first, scores) -> Edges:
    """Both can be served by the one offer, which has one place."""
    return Edges(np.array([0, 1]), np.array([0, 0]), np.array(scores), np.array(first), np.array([1]))


def test_least_developed_and_small_island_states_come_before_a_better_fit():
    assert solve(two_needs([False, True], [99, 0])) == {1: 0}
    assert solve(two_needs([False, False], [99, 0])) == {0: 0}


def test_serving_one_more_comes_before_everything():
    need, offer = np.array([0, 0, 1]), np.array([0, 1, 0])
    edges = Edges(need, offer, np.array([99, 0, 0]), np.array([True, False]), np.array([1, 1]))
    assert solve(edges) == {0: 1, 1: 0}


def test_nothing_to_serve_is_an_empty_proposal():
    nothing = np.array([], dtype=np.int64)
    assert solve(Edges(nothing, nothing, nothing, np.array([True]), np.array([1]))) == {}


def test_weights_stay_exact_or_are_refused():
    edges = a_case(1, needs=2000, offers=50, share=0.05)
    assert int(weights_of(edges).max()) * 2000 < EXACT
    with pytest.raises(TooLarge):
        weights_of(Edges(np.array([0]), np.array([0]), np.array([10**9]), np.ones(2000, dtype=bool), np.array([1])))
