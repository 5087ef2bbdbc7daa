"""A statement submitted with everything that belongs to it, against one row written."""

from bench.goals import Goal
from bench.timing import ratio

TITLE = "Submitting a statement"
JOBS = "bench.jobs.submitting"


def goals(worlds):
    worker = worlds.at()
    took = ratio(worker.timer(f"{JOBS}:ours"), worker.timer(f"{JOBS}:floor"), rounds=25)
    yield Goal("6", "submit with validation, seal, grants, record, outbox / one row", took, 6)
