"""The servers for one management command: of DATABASE_URL, running in VAR_DIR, or new ones for its length."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from servers.embedded import embedded_servers
from servers.places import Refusal, secret_key, sole_use, var_directory
from servers.preparation import OWNER_COMMANDS, SCHEMA_STEPS, as_owner, forget, run_steps
from servers.processes import Failed
from servers.state import running_environment

NEED_NO_SERVERS = {
    "",
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "spectacular",
    "startapp",
    "version",
}
PATIENCE = 60  # another command may be using the servers of this VAR_DIR
QUESTIONS = {"-h", "--help", "--version"}


@contextlib.contextmanager
def servers_for(arguments: Sequence[str]) -> Iterator[None]:
    """Set os.environ for the command in `arguments` (sys.argv). Ends the process with 2 where no server can be had."""
    command = arguments[1] if len(arguments) > 1 else ""
    with contextlib.ExitStack() as stack:
        if (
            "DATABASE_URL" not in os.environ
            and command not in NEED_NO_SERVERS
            and not QUESTIONS.intersection(arguments)
        ):
            try:
                stack.enter_context(own_servers(command))
            except (Refusal, Failed) as reason:
                sys.exit(refused(str(reason)))
        os.environ.update(as_owner(command, os.environ))
        yield


def refused(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


@contextlib.contextmanager
def own_servers(command: str) -> Iterator[None]:
    var = var_directory()
    with contextlib.ExitStack() as stack:
        found = running_or_held(var, stack)
        if found:
            adopt(var, found)
        else:
            start(var, command, stack)
        yield


def start(var: Path, command: str, stack: contextlib.ExitStack) -> None:
    """Servers for this command; a new database gets its tables and reference data first."""
    servers = stack.enter_context(embedded_servers(var))
    adopt(var, servers.environment)
    if servers.is_new:
        forget(var)
    if servers.is_new and command not in OWNER_COMMANDS:
        run_steps(SCHEMA_STEPS, var, os.environ, tell)


def running_or_held(var: Path, stack: contextlib.ExitStack) -> dict[str, str] | None:
    """The environment of running servers, or None once VAR_DIR is held alone. Refusal after PATIENCE seconds."""
    deadline = time.monotonic() + PATIENCE
    while True:
        found = running_environment(var)
        if found:
            return found
        try:
            return stack.enter_context(sole_use(var))
        except Refusal:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def adopt(var: Path, environment: dict[str, str]) -> None:
    """The embedded servers are the ground of the demonstration; what the caller has set stays."""
    os.environ.update({**environment, "VAR_DIR": str(var), **os.environ})
    os.environ.setdefault("SECRET_KEY", secret_key(var))
    os.environ.setdefault("DEMO", "1")


def tell(line: str) -> None:
    print(f"new database: {line}", file=sys.stderr)
