"""Suggestions: goal 8 of the design."""

import os

from bench.goals import Goal
from bench.timing import median_of, ratio

TITLE = "Suggestions"
FEW, MANY = 10_000, int(os.environ.get("BENCH_OFFERS", "100000"))
BEST, FLOOR = "bench.jobs.fitting:best_offers", "bench.jobs.fitting:in_memory"


def goals(worlds):
    few, many = worlds.at(needs=100, offers=FEW), worlds.at(needs=100, offers=MANY)
    seconds = median_of(few.timer(BEST))
    yield Goal("8", f"best 20 of {FEW:,} offers", seconds * 1000, unit="ms")
    yield Goal("8", "… / numpy in memory", ratio(few.timer(BEST), few.timer(FLOOR)), 20)
    chosen = zip(few.value(BEST), few.value(FLOOR), strict=True)
    yield Goal("8", "… chosen otherwise than by numpy", sum(ours != theirs for ours, theirs in chosen), 0, unit="")
    yield Goal("8", f"{MANY:,} offers to {FEW:,}", ratio(many.timer(BEST), few.timer(BEST)), 12)
