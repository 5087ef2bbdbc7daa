"""A statement submitted with everything that belongs to it, against one row written and committed.

As in production, each commit waits for the disk; the servers of the other subjects do not wait, and that is told too.
"""

import contextlib
import tempfile
from pathlib import Path

from bench.goals import Goal
from bench.timing import ratio
from bench.worker import Worker
from bench.worlds import Worlds
from servers.embedded import embedded_servers

TITLE = "Submitting a statement"
JOBS = "bench.jobs.submitting"
WORK = "submit with validation, seal, grants, record, outbox"


def goals(worlds):
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        servers = stack.enter_context(embedded_servers(_prepared(Path(folder))))
        on_disk = Worlds(worlds.environment | servers.environment, servers.sockets, Path(folder), stack)
        yield Goal("6", f"{WORK} / one row, both on disk", _took(on_disk.at()), 6)
    yield Goal("6", "… where no commit waits for a disk", _took(worlds.at()))


def _prepared(var: Path) -> Path:
    (var / "log").mkdir()
    return var


def _took(worker: Worker) -> float:
    return ratio(worker.timer(f"{JOBS}:ours"), worker.timer(f"{JOBS}:floor"), rounds=25)
