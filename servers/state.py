"""servers.json in VAR_DIR: how other commands find the servers that run there."""

import contextlib
import json
import os
from pathlib import Path

from servers.embedded import answers
from servers.places import is_running

KEPT = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DEMO", "SITE_URL", "EMAIL_HOST", "EMAIL_PORT")


def write_state(var: Path, environment: dict[str, str], pids: dict[str, int], sockets: list[Path]) -> None:
    """Addresses only: the secret key stays in its own file."""
    kept = {name: environment[name] for name in KEPT if name in environment}
    state = {"pid": os.getpid(), "pids": pids, "sockets": [str(path) for path in sockets], "environment": kept}
    unfinished = var / "servers.json.new"
    unfinished.write_text(json.dumps(state, indent=2))
    unfinished.replace(var / "servers.json")


def remove_state(var: Path) -> None:
    (var / "servers.json").unlink(missing_ok=True)


def running_environment(var: Path) -> dict[str, str] | None:
    """What the servers of this VAR_DIR told about themselves, if they still run."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        state = json.loads((var / "servers.json").read_text())
        if is_running(state["pid"]) and all(answers(Path(path)) for path in state["sockets"]):
            return dict(state["environment"])
    return None
