"""`python -m bench [subjects]`: measures between throw-away servers, a line per goal; ends with 1 if one is over."""

import contextlib
import importlib
import os
import pkgutil
import shutil
import signal
import sys
from collections.abc import Sequence

from bench import subjects
from bench.results import write_section
from bench.timing import wait_until_quiet
from bench.worlds import Worlds
from servers.embedded import embedded_servers
from servers.places import Refusal, throwaway_directory
from servers.processes import Failed
from servers.testing import end_when_asked, environment_of


def main(words: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, end_when_asked)
    names = [module.name for module in pkgutil.iter_modules(subjects.__path__)]
    unknown = set(words) - set(names)
    if unknown:
        print(f"No such subject: {', '.join(sorted(unknown))}. There are: {', '.join(names)}.", file=sys.stderr)
        return 2
    var = throwaway_directory()
    try:
        (var / "log").mkdir()
        return measure([name for name in names if not words or name in words], var)
    except (Refusal, Failed) as reason:
        print(reason, file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(var, ignore_errors=True)


def measure(names: Sequence[str], var) -> int:
    with contextlib.ExitStack() as stack:
        servers = stack.enter_context(embedded_servers(var, throwaway=True))
        environment = environment_of(servers, var) | {"DEMO": "1", "DEBUG": "0", "STATEMENT_TIMEOUT": "300s"}
        worlds = Worlds(environment, servers.sockets, var, stack)
        met = [measure_one(name, worlds) for name in names]
        return 0 if all(met) else 1


def measure_one(name: str, worlds: Worlds) -> bool:
    """Whether every goal of the subject is met."""
    module = importlib.import_module(f"bench.subjects.{name}")
    quiet, goals = wait_until_quiet(), []
    print(f"\n{module.TITLE} (load {os.getloadavg()[0]:.1f})", flush=True)
    for goal in module.goals(worlds):
        goals.append(goal)
        print(goal.line(), flush=True)
    write_section(module.TITLE, goals, quiet=quiet)
    return all(goal.is_met for goal in goals)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
