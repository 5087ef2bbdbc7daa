"""Where the servers write: VAR_DIR and private directories with short names."""

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 a file system in memory; only private directories are made in it
ENOUGH_MEMORY = 1_000_000_000
LONGEST_SOCKET_DIRECTORY = 80  # a socket's whole path has to stay under 104 characters on every system
LARGEST_LOG = 10_000_000


class Refusal(Exception):
    """The surroundings forbid a start; the text is one plain line for the person at the terminal."""


def var_directory() -> Path:
    """VAR_DIR, made where it is missing. Refusal where it cannot be written."""
    var = Path(os.environ.get("VAR_DIR") or PROJECT / "var").absolute()
    try:
        (var / "log").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=var):
            pass
    except OSError as error:
        raise Refusal(f"VAR_DIR {var} cannot be written: {error.strerror}.") from None
    return var


@contextlib.contextmanager
def sole_use(var: Path) -> Iterator[None]:
    """Hold VAR_DIR alone. Refusal where another process holds it, or where it is another user's."""
    try:
        lock = (var / "lock").open("a+")
    except OSError as error:
        raise Refusal(f"VAR_DIR {var} cannot be written: {error.strerror}.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Refusal(f"VAR_DIR {var} is in use by process {lock.read() or '?'}.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def secret_key(var: Path) -> str:
    """The key of this VAR_DIR, random, made at the first call and readable by its owner alone."""
    path = var / "secret"
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def log_file(var: Path, name: str) -> Path:
    """The log of one program; a large one makes room for a new one."""
    path = var / "log" / f"{name}.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".old.log"))
    return path


def private_directory(parents: list[Path], purpose: str) -> Path:
    """A new directory for this process alone (mode 700) in the first usable parent, dead ones swept away."""
    for parent in parents:
        with contextlib.suppress(OSError):
            sweep(parent, purpose)
            return Path(tempfile.mkdtemp(prefix=f"{purpose}-{os.getpid()}-", dir=parent))
    raise Refusal(f"No private directory can be made in {' or '.join(map(str, parents))}.")


def socket_directory() -> Path:
    parents = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108 mkdtemp makes it private
    return private_directory([p for p in parents if len(str(p)) < LONGEST_SOCKET_DIRECTORY - 30], "platform-run")


def throwaway_directory() -> Path:
    """Room for servers that are thrown away, in memory where there is enough of it."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(SHARED_MEMORY).free > ENOUGH_MEMORY:
            return private_directory([SHARED_MEMORY, Path(tempfile.gettempdir())], "platform-test")
    return private_directory([Path(tempfile.gettempdir())], "platform-test")


def sweep(parent: Path, purpose: str) -> None:
    """Remove what a killed process of this user has left."""
    for path in parent.glob(f"{purpose}-*"):
        pid = re.fullmatch(rf"{purpose}-(\d+)-\w+", path.name)
        if pid and path.stat().st_uid == os.getuid() and not is_running(int(pid[1])):
            shutil.rmtree(path, ignore_errors=True)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
