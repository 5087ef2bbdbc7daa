"""`make faults`: the fault runs of the platform between servers of their own; ends by itself.

The last line is `N passed, N failed`; the figures go into bench/results.md. `--mails 1000` is a quicker, smaller form.
"""

import argparse
import contextlib
import os
import shutil
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.results import put_section
from servers.embedded import answers, embedded_servers, is_accepting, start_postgres, start_valkey
from servers.places import log_file, throwaway_directory
from servers.processes import run_to_end
from tests.faults.rig import Rig

TITLE = "Faults (make faults)"


class Servers:
    """PostgreSQL and Valkey of this run, with what restarts them. As in production, every commit is on disk."""

    def __init__(self, var: Path, stack: contextlib.ExitStack):
        self.var, self.stack = var, stack
        self.running = stack.enter_context(embedded_servers(var))

    def restart_valkey(self) -> None:
        self.running.valkey.stop()
        self.running.valkey = start_valkey(self.running.sockets, log_file(self.var, "valkey"))
        self.stack.enter_context(self.running.valkey)
        self.running.valkey.wait_until(lambda: answers(self.running.sockets / "valkey.sock"), 20)

    def restart_postgres(self, meanwhile) -> None:
        """SIGQUIT is PostgreSQL's immediate shutdown: no connection is asked, nothing is tidied."""
        data = self.var / "postgres"
        self.running.postgres.stop_signal = signal.SIGQUIT
        self.running.postgres.stop()
        meanwhile()
        self.running.postgres = start_postgres(data, self.running.sockets, log_file(self.var, "postgres"), False)
        self.stack.enter_context(self.running.postgres)
        self.running.postgres.wait_until(lambda: is_accepting(data), 60)


class Protocol:
    """One line for each fault, told at once and written down at the end."""

    def __init__(self, only: str = ""):
        self.only = only
        self.lines: list[tuple[bool, str, str]] = []

    def run(self, name: str, scenario, *words, **more) -> None:
        if self.only not in name:
            return
        started = time.monotonic()
        try:
            held, figures = True, scenario(*words, **more)
        except Exception as fault:
            held, figures = False, f"{type(fault).__name__}: {' '.join(str(fault).split())}"
        self.lines.append((held, name, figures))
        print(f"{'ok    ' if held else 'FAILED'} {name} ({time.monotonic() - started:.0f} s): {figures}", flush=True)

    @property
    def summary(self) -> str:
        passed = sum(held for held, _name, _figures in self.lines)
        return f"{passed} passed, {len(self.lines) - passed} failed"

    def write(self) -> None:
        rows = [f"| {'held' if held else 'FAILED'} | {name} | {figures} |" for held, name, figures in self.lines]
        about = f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores: {self.summary}."
        put_section(TITLE, "\n".join([f"## {TITLE}", "", about, "", "| | fault | figures |", "|---|---|---|", *rows]))


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--mails", type=int, default=10_000)
    words.add_argument("--kills", type=int, default=50, help="random ones, and as many placed exactly")
    words.add_argument("--times", type=int, default=10, help="how often each other fault is repeated")
    words.add_argument("--only", default="", help="the faults whose name holds these words; nothing is written down")
    chosen = words.parse_args()
    var, protocol = throwaway_directory(), Protocol(chosen.only)
    (var / "log").mkdir()
    try:
        with contextlib.ExitStack() as stack:
            servers = Servers(var, stack)
            rig = stack.enter_context(Rig(var, dict(os.environ) | servers.running.environment))
            run_all(rig, servers, protocol, chosen)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    if not chosen.only:
        protocol.write()
    print(protocol.summary)
    return int(not protocol.summary.endswith(" 0 failed"))


def prepare(rig: Rig) -> None:
    """Tables, then this very process becomes one of the platform's."""
    owner = rig.environment | {"DATABASE_URL": rig.environment["DATABASE_OWNER_URL"], "STATEMENT_TIMEOUT": "0"}
    log = log_file(rig.var, "preparation")
    for command in ("migrate --verbosity=0", "collectstatic --noinput -v0"):
        run_to_end([sys.executable, "manage.py", *command.split()], log=log, environment=owner)
    os.environ.update(rig.environment)
    import django  # noqa: PLC0415 only now it is known which database to use

    django.setup()


def run_all(rig: Rig, servers: Servers, protocol: Protocol, chosen) -> None:
    prepare(rig)
    from tests.faults import course  # noqa: PLC0415 needs Django

    course.run(rig, servers, protocol, chosen)


if __name__ == "__main__":
    sys.exit(main())
