"""Interleaved rounds and the median of paired ratios: what another process does meanwhile hits both sides alike."""

import os
import statistics
import time
from collections.abc import Callable

QUIET_LOAD = 0.7  # per core
PATIENCE = 20


def ratio(work: Callable[[], float], floor: Callable[[], float], rounds: int = 15) -> float:
    """The median of work/floor over the rounds; both give seconds. One round before warms up and is forgotten."""
    work(), floor()
    return statistics.median(work() / floor() for _round in range(rounds))


def median_of(work: Callable[[], float], rounds: int = 9) -> float:
    """Seconds, the median of the rounds after one that warms up."""
    work()
    return statistics.median(work() for _round in range(rounds))


def wait_until_quiet(seconds: float = PATIENCE) -> bool:
    """Wait for other work to end, at most so long; whether the machine is quiet now."""
    deadline = time.monotonic() + seconds
    while not (quiet := os.getloadavg()[0] < QUIET_LOAD * (os.cpu_count() or 1)) and time.monotonic() < deadline:
        time.sleep(1)
    return quiet
