"""PostgreSQL and Valkey on private Unix sockets, as children of whoever needs them."""

import contextlib
import functools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servers.binaries import postgres_program, valkey_program
from servers.places import Refusal, is_running, log_file, socket_directory
from servers.processes import Child, Failed, identity, run_to_end, tail

DATABASE = "platform"
SUPERUSER, OWNER, APPLICATION = "postgres", "platform_owner", "platform_app"
INITDB_WORDS = [
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",  # with plain C the trigrams of Arabic and Chinese are empty
    "--auth-local=trust",  # the socket's directory is open to its owner alone
    "--auth-host=reject",
]
# In template1 these reach every database that is made later, those of the tests too. One statement a line.
CLUSTER_SQL = f"""\
CREATE ROLE {OWNER} LOGIN;
CREATE ROLE {APPLICATION} LOGIN;
GRANT {APPLICATION} TO {OWNER};
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
CREATE EXTENSION btree_gist;
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION};
CREATE DATABASE {DATABASE} OWNER {OWNER};
"""
THROWAWAY_SQL = f"ALTER ROLE {OWNER} CREATEDB;\n"
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}


@dataclass
class Embedded:
    """The two servers while they run."""

    postgres: Child
    valkey: Child
    sockets: Path
    is_new: bool

    @property
    def socket_files(self) -> list[Path]:
        return [self.sockets / ".s.PGSQL.5432", self.sockets / "valkey.sock"]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": database_url(self.sockets, APPLICATION),
            "DATABASE_OWNER_URL": database_url(self.sockets, OWNER),
            "REDIS_URL": f"redis+socket://{self.sockets}/valkey.sock",
        }


def database_url(sockets: Path, role: str) -> str:
    """The form in which django-environ reads a socket's directory."""
    return f"postgres://{role}@/{sockets}/{DATABASE}"


@contextlib.contextmanager
def embedded_servers(var: Path, throwaway: bool = False) -> Iterator[Embedded]:
    """Both servers over the data in `var`, stopped at the end in good order. Failed or Refusal where one cannot."""
    data = var / "postgres"
    with contextlib.ExitStack() as stack:
        sockets = socket_directory()
        stack.callback(shutil.rmtree, sockets, ignore_errors=True)
        is_new = not data.exists()
        if is_new:
            make_cluster(data, log_file(var, "initdb"), throwaway)
        postgres = stack.enter_context(start_postgres(data, sockets, log_file(var, "postgres"), throwaway))
        valkey = stack.enter_context(start_valkey(sockets, log_file(var, "valkey")))
        postgres.wait_until(lambda: is_accepting(data), 60)
        valkey.wait_until(lambda: answers(sockets / "valkey.sock"), 20)
        yield Embedded(postgres, valkey, sockets, is_new)


@dataclass(frozen=True)
class Account:
    """How PostgreSQL, which refuses to run as root, is started: words before its command, or another user."""

    words: tuple[str, ...] = ()
    user: pwd.struct_passwd | None = None


@functools.cache
def postgres_account() -> Account:
    """Root's processes get another name inside a user namespace; where these are refused they run as «nobody»."""
    if os.geteuid() != 0:
        return Account()
    nobody = pwd.getpwnam("nobody")
    words = ("unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}")
    if shutil.which("unshare") and not subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        return Account(words=words)
    program = postgres_program("postgres")
    try:
        subprocess.run([program, "--version"], capture_output=True, check=True, **identity(nobody))
    except (OSError, subprocess.CalledProcessError):
        raise Refusal(
            f"PostgreSQL does not run as root, and «nobody» cannot reach {program}: start as a normal user."
        ) from None
    return Account(user=nobody)


def make_cluster(data: Path, log: Path, throwaway: bool) -> None:
    """A new cluster with its roles and its database, complete or not there at all: it gets its name last."""
    account = postgres_account()
    unfinished = data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    hand_over(unfinished, account)
    log.unlink(missing_ok=True)
    sync = ["--no-sync"] if throwaway else []
    initdb = [*account.words, postgres_program("initdb"), "-D", unfinished, *INITDB_WORDS, *sync]
    run_to_end(initdb, log=log, user=account.user)
    single = [*account.words, postgres_program("postgres"), "--single", "-D", unfinished, "template1"]
    run_to_end(single, log=log, user=account.user, stdin=CLUSTER_SQL + (THROWAWAY_SQL if throwaway else ""))
    if " ERROR: " in log.read_text():
        raise Failed(f"The new database is not complete. {log}:\n{tail(log)}")
    unfinished.rename(data)


def hand_over(directory: Path, account: Account) -> None:
    if account.user is not None:
        os.chown(directory, account.user.pw_uid, account.user.pw_gid)


def start_postgres(data: Path, sockets: Path, log: Path, throwaway: bool) -> Child:
    """PostgreSQL in the foreground; SIGINT is its fast and clean shutdown."""
    account = postgres_account()
    refuse_foreign_data(data, account)
    forget_dead_postmaster(data)
    hand_over(sockets, account)
    settings = {"listen_addresses": "", "unix_socket_directories": str(sockets), "unix_socket_permissions": "0700"}
    settings |= THROWAWAY_SETTINGS if throwaway else {}
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [*account.words, postgres_program("postgres"), "-D", data, *words]
    return Child("PostgreSQL", command, log=log, stop_signal=signal.SIGINT, patience=30, user=account.user)


def refuse_foreign_data(data: Path, account: Account) -> None:
    owner = data.stat().st_uid
    if owner != (os.geteuid() if account.user is None else account.user.pw_uid):
        raise Refusal(f"{data} belongs to user {owner}: start as that user, or choose another VAR_DIR.")


def forget_dead_postmaster(data: Path) -> None:
    """Let a dying server end, and remove the note of a dead one, whose number may belong to anything by now."""
    note = data / "postmaster.pid"
    deadline = time.monotonic() + 20
    while note.exists() and is_postmaster(int(note.read_text().split("\n")[0]), data):
        if time.monotonic() > deadline:
            raise Refusal(f"Another PostgreSQL still runs over {data}.")
        time.sleep(0.1)
    note.unlink(missing_ok=True)


def is_postmaster(pid: int, data: Path) -> bool:
    command = Path(f"/proc/{pid}/cmdline")
    if not Path("/proc/self").exists():
        return is_running(pid)
    with contextlib.suppress(OSError):
        return os.fsencode(data) in command.read_bytes()
    return False


def is_accepting(data: Path) -> bool:
    """The last line of postmaster.pid says so, as pg_ctl reads it."""
    with contextlib.suppress(OSError):
        return (data / "postmaster.pid").read_text().rstrip().endswith("\nready")
    return False


def start_valkey(sockets: Path, log: Path) -> Child:
    """Valkey with nothing on disk: Celery is an alarm bell, the ledger is PostgreSQL."""
    settings = ["--port", "0", "--unixsocket", sockets / "valkey.sock", "--unixsocketperm", "700", "--databases", "64"]
    command = [valkey_program(), *settings, "--save", "", "--appendonly", "no", "--dir", sockets]
    return Child("Valkey", command, log=log)


def answers(path: Path) -> bool:
    """Whether someone listens on this Unix socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0
