"""The test suite between throw-away servers: `python -m servers.testing [words for pytest]`."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from servers.embedded import DATABASE, Embedded, embedded_servers
from servers.places import PROJECT, Refusal, log_file, throwaway_directory
from servers.preparation import compile_catalogues, run_steps
from servers.processes import Failed, dies_with_parent

NOT_FOR_TESTS = {"DEBUG", "DEMO", "PORT", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_HOST", "EMAIL_PORT"}


def end_when_asked(signum: int, frame: FrameType | None) -> None:
    sys.exit(128 + signum)


def main(words: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, end_when_asked)
    var = throwaway_directory()
    try:
        (var / "log").mkdir()
        compile_catalogues(PROJECT, log_file(var, "catalogues"))
        with embedded_servers(var, throwaway=True) as servers:
            environment = environment_of(servers, var)
            run_steps([("tables", ["migrate", "--verbosity=0"])], var, environment, print)
            return run_pytest(words, environment)
    except (Refusal, Failed) as reason:
        print(reason, file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(var, ignore_errors=True)


def environment_of(servers: Embedded, var: Path) -> dict[str, str]:
    """Always these servers, never those of the caller's environment: tests make and drop databases, and copy the one
    that has its tables: making them anew for every process and every journey took minutes.
    """
    kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_TESTS}
    ours = servers.environment | {"VAR_DIR": str(var), "SECRET_KEY": "for-tests-only-" + "0" * 40}
    return kept | ours | {"DATABASE_URL": ours["DATABASE_OWNER_URL"], "TEST_DATABASE_TEMPLATE": DATABASE}


def run_pytest(words: Sequence[str], environment: dict[str, str]) -> int:
    """Ctrl-C reaches pytest too, which ends by itself; its code is the answer."""
    processes = str(max(2, min(4, os.cpu_count() or 2)))
    command = [sys.executable, "-m", "pytest", "-n", processes, "--dist", "loadfile", *words]
    hook = dies_with_parent(signal.SIGTERM)
    with subprocess.Popen(command, env=environment, cwd=PROJECT, preexec_fn=hook) as pytest:
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            return pytest.wait()
        finally:
            pytest.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
