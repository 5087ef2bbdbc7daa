"""The list of needs as a file: goal 12 of the design."""

import os

from bench.goals import Goal
from bench.timing import ratio

TITLE = "Files"
ROWS, MANY = 10_000, int(os.environ.get("BENCH_NEEDS", "100000"))
FILE = "/needs.csv"
JOBS = "bench.jobs.files"


def goals(worlds):
    worker = worlds.at(needs=ROWS)
    took = ratio(worker.timer(f"{JOBS}:file", FILE), worker.timer(f"{JOBS}:copy"), rounds=9)
    yield Goal("12", f"CSV of the public ones of {ROWS:,} needs / COPY", took, 2)
    few, many = (worlds.at(needs=count).value(f"{JOBS}:memory", FILE) for count in (ROWS, MANY))
    yield Goal(
        "12", f"… memory of Python, {MANY:,} to {ROWS:,}", many / few, 1.5, detail=f"{many / 1e6:.1f} MB at most"
    )
