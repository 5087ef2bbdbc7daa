"""Child processes that never outlive their parent."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from servers.places import PROJECT

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Failed(Exception):
    """Something that was started did not do its work; the text is for the person at the terminal."""


def dies_with_parent(signum: signal.Signals) -> Callable[[], None]:
    """A hook for the new process: the kernel sends it `signum` when its parent is gone, even after kill -9."""
    parent = os.getpid()

    def in_child() -> None:
        if LIBC:
            LIBC.prctl(PR_SET_PDEATHSIG, signum)
            if os.getppid() != parent:
                os._exit(1)

    return in_child


def identity(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """The words by which subprocess starts a program as another user, without any group of this one."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


class Child:
    """One long-running program with its log. It stands in a session of its own: Ctrl-C reaches only its parent."""

    def __init__(
        self,
        name: str,
        command: Sequence[object],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        orphan_signal: signal.Signals | None = None,
        patience: float = 10,
        user: pwd.struct_passwd | None = None,
    ) -> None:
        self.name, self.log = name, log
        self.stop_signal, self.patience = stop_signal, patience
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=None if environment is None else dict(environment),
                cwd=PROJECT,
                start_new_session=True,
                preexec_fn=dies_with_parent(orphan_signal or stop_signal),
                **identity(user),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """Ask, wait `patience` seconds, then kill the whole group."""
        if self.is_alive():
            self.process.send_signal(self.stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.patience)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def wait_for_end(self) -> None:
        """Wait until it has done its work. Failed when it says that it has not."""
        if self.process.wait():
            raise Failed(f"{self.name} ended with {self.process.returncode}. {self.log}:\n{tail(self.log)}")

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until `ready()`. Failed when the program ends before, or is not ready after `seconds`."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.is_alive():
                raise Failed(f"{self.name} ended while starting. {self.log}:\n{tail(self.log)}")
            if time.monotonic() > deadline:
                raise Failed(f"{self.name} was not ready after {seconds:.0f} s. {self.log}:\n{tail(self.log)}")
            time.sleep(0.05)


def run_to_end(
    command: Sequence[object],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    user: pwd.struct_passwd | None = None,
    stdin: str = "",
) -> None:
    """Run one program to its end, its output into `log`. Failed with the end of the log when it fails."""
    with log.open("ab") as output:
        code = subprocess.run(
            [str(word) for word in command],
            input=stdin.encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            cwd=PROJECT,
            preexec_fn=dies_with_parent(signal.SIGKILL),
            start_new_session=True,
            **identity(user),
            check=False,
        ).returncode
    if code:
        raise Failed(f"{Path(str(command[0])).name} ended with {code}. {log}:\n{tail(log)}")
