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
OURS, IN_DATABASE, FLOOR = (f"bench.jobs.submitting:{name}" for name in ("ours", "in_the_database", "floor"))
WORK = "submit with validation, seal, grants, record, outbox"


def goals(worlds):
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        servers = stack.enter_context(embedded_servers(_prepared(Path(folder))))
        on_disk = Worlds(worlds.environment | servers.environment, servers.sockets, Path(folder), stack).at()
        yield Goal("6", f"{WORK} / one row, both on disk", _took(on_disk), detail="the design asks 6 ×: ADR 20")
        alone = ratio(lambda: on_disk.value(IN_DATABASE), on_disk.timer(FLOOR), rounds=25)
        yield Goal("6", "… its statements alone, before the commit / one row", alone)
    yield Goal("6", "… where no commit waits for a disk", _took(worlds.at()))
    yield Goal("6", "… the whole act / its statements in the database", _own(worlds.at()), 4)


def _prepared(var: Path) -> Path:
    (var / "log").mkdir()
    return var


def _took(worker: Worker) -> float:
    return ratio(worker.timer(OURS), worker.timer(FLOOR), rounds=25)


def _own(worker: Worker) -> float:
    return ratio(worker.timer(OURS), lambda: worker.value(IN_DATABASE), rounds=25)
