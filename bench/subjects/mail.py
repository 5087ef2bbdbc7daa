"""Reminders and mails: the sweep over a million dues, and two workers against a plain loop."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.goals import Goal
from bench.worker import Worker
from bench.worlds import Worlds
from servers.places import PROJECT

TITLE = "Reminders and mails"
JOBS = "bench.mails"
DUES, MAILS = int(os.environ.get("BENCH_DUES", "1000000")), int(os.environ.get("BENCH_MAILS", "10000"))


def goals(worlds: Worlds) -> Iterator[Goal]:
    worker = worlds.at()
    yield from _sweeps(worker)
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "accepted.jsonl"
        with _mail_server(journal) as port:
            environment = worker.environment | {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port)}
            with Worker(environment) as one, Worker(environment) as other:
                yield from _race(one, other, journal)


def _sweeps(worker: Worker) -> Iterator[Goal]:
    """All dues come due on one day; each side writes its rows into emptied tables, in turn; the best of two rounds."""
    worker.value(f"{JOBS}:make_dues", DUES)
    bare, one_insert, ours, again = [], [], [], []
    for _round in range(2):
        for times, job in ((one_insert, "one_insert"), (bare, "bare_sweep"), (ours, "sweep")):
            worker.value(f"{JOBS}:forget_reminders")
            times.append(worker.time(f"{JOBS}:{job}"))
        again.append(worker.time(f"{JOBS}:sweep"))
    floor, sweep = min(bare), min(ours)
    yield Goal(
        "10", "reminder sweep / the same rows by bare SQL", sweep / floor, 1.5, detail=f"{DUES:,}: {sweep:.1f} s"
    )
    yield Goal("10", "second sweep / the bare SQL", min(again) / floor, 0.1, detail=f"{min(again) * 1000:.0f} ms")
    yield Goal("10", "reminder sweep / one INSERT of the reminders alone", sweep / min(one_insert))


def _race(one: Worker, other: Worker, journal: Path) -> Iterator[Goal]:
    """Both send the same mails, rendered and asked again one by one, to a mail server in a process of its own."""
    one.value(f"{JOBS}:make_mails", MAILS)
    loop = one.time(f"{JOBS}:plain_loop")
    one.value(f"{JOBS}:make_mails", MAILS)
    before = len(journal.read_text().splitlines())
    both = _at_once(one, other)
    lines = journal.read_text().splitlines()[before:]
    rates = f"{MAILS / loop:.0f} and {MAILS / both:.0f} a second"
    yield Goal("11", f"{MAILS:,} mails, two workers / a plain loop", loop / both, 1.5, at_least=True, detail=rates)
    yield Goal("11", "copies of each mail", len(lines) / MAILS, 1, unit="", detail=f"{len(set(lines))} different ones")


def _at_once(*workers: Worker) -> float:
    threads = [threading.Thread(target=worker.time, args=[f"{JOBS}:deliver"]) for worker in workers]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


@contextlib.contextmanager
def _mail_server(journal: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.faults.sink", str(port), str(journal)]
    with subprocess.Popen(command, cwd=PROJECT) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _try in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the mail server of the benchmark did not start")
