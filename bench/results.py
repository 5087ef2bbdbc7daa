"""bench/results.md: a section per subject; a run rewrites the sections of what it measured and keeps the others."""

import datetime
import os
import platform
import re
from pathlib import Path

from bench.goals import Goal

RESULTS = Path(__file__).resolve().parent / "results.md"
HEAD = """\
# What was measured

Written by `make bench` and `make faults`, a section per subject. Times are ratios to a floor of the same run, rounds
interleaved, the median of the paired ratios.
"""
COLUMNS = "| goal | work | figure | asked | | |\n|---|---|---|---|---|---|"


def write_section(title: str, goals: list[Goal], *, quiet: bool) -> None:
    """Put the rows of one subject into the file, in the place where the subject stands or at the end."""
    body = "\n".join([f"## {title}", "", surroundings(quiet), "", COLUMNS, *(goal.row() for goal in goals), ""])
    put_section(title, body)


def put_section(title: str, body: str, path: Path = RESULTS) -> None:
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    parts = re.split(r"(?m)^(?=## )", text)
    kept = [part for part in parts if not part.startswith(f"## {title}\n")]
    place = next((number for number, part in enumerate(parts) if part.startswith(f"## {title}\n")), len(kept))
    kept.insert(place, body)
    path.write_text("\n\n".join(part.strip() for part in kept) + "\n", encoding="utf-8")


def surroundings(quiet: bool) -> str:
    words = "quiet" if quiet else "busy with other work: ratios hold, times do not"
    day = datetime.datetime.now(tz=datetime.UTC).date()
    return f"{day}, {os.cpu_count()} cores, Python {platform.python_version()}; the machine was {words}."
