"""The whole platform on one machine: `python -m servers.supervisor`. Ctrl-C or SIGTERM stops it in good order."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from servers.embedded import embedded_servers
from servers.places import SHARED_MEMORY, Refusal, log_file, secret_key, sole_use, var_directory
from servers.preparation import forget, prepare
from servers.processes import Child, Failed, tail
from servers.state import remove_state, write_state

HOST = "127.0.0.1"
STARTED = time.monotonic()


class Stop(BaseException):
    """Someone asked for the end."""


def say(line: str) -> None:
    print(f"  {line}", flush=True)


def stop_when_asked(signum: int, frame: FrameType | None) -> None:
    """The first request counts; the next ones must not break the orderly stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stop


def main() -> int:
    signal.signal(signal.SIGINT, stop_when_asked)
    signal.signal(signal.SIGTERM, stop_when_asked)
    try:
        with contextlib.ExitStack() as stack:
            children = start_all(stack)
            return watch(children)
    except Refusal as reason:
        print(reason, file=sys.stderr)
        return 2
    except Failed as reason:
        print(reason, file=sys.stderr)
        return 1
    except Stop:
        print("\nStopped. The data stay in VAR_DIR.", flush=True)
        return 0


def start_all(stack: contextlib.ExitStack) -> list[Child]:
    """Every server in its order, announced when it is ready; the stack stops them in the reverse order."""
    port = free_port(os.environ.get("PORT") or "8000")
    var = var_directory()
    stack.enter_context(sole_use(var))
    say(f"everything is kept in {var}")
    environment = base_environment(var, port)
    children = start_data(stack, var, environment)
    prepare(var, {**environment, "STATEMENT_TIMEOUT": "0"}, say)
    children += [stack.enter_context(child) for child in doors(var, environment, port)]
    web = next(child for child in children if child.name == "web")
    web.wait_until(lambda: answers_ready(port), 90)
    announce(var, environment)
    return children


def free_port(words: str) -> int:
    """The wanted port. Refusal where it is none, or somebody listens there."""
    if not words.isdecimal() or not 0 < int(words) < 65536:
        raise Refusal(f"PORT={words} is not a port number.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(words)))
        except OSError as error:
            raise Refusal(
                f"Port {words} of {HOST} cannot be used ({error.strerror}); try PORT=8001 make run."
            ) from None
    return int(words)


def any_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def base_environment(var: Path, port: int) -> dict[str, str]:
    """What every child reads. The caller's own settings win."""
    ours = {"DEMO": "1", "SITE_URL": f"http://{HOST}:{port}", "SECRET_KEY": secret_key(var)}
    ours |= {"EMAIL_HOST": HOST, "EMAIL_PORT": str(any_port()), "PYTHONUNBUFFERED": "1"}
    environment = {**ours, **os.environ, "VAR_DIR": str(var)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled files make the second start several seconds faster
    return environment


def start_data(stack: contextlib.ExitStack, var: Path, environment: dict[str, str]) -> list[Child]:
    """PostgreSQL, Valkey and the mail catcher, as far as the caller has not set others; and the note about them."""
    children, sockets = [], []
    if not {"DATABASE_URL", "REDIS_URL"} <= environment.keys():
        servers = stack.enter_context(embedded_servers(var))
        if servers.is_new:
            forget(var)
        children, sockets = [servers.postgres, servers.valkey], servers.socket_files
        complete(environment, servers.environment)
        say("PostgreSQL and Valkey are ready")
    if "EMAIL_HOST" not in os.environ:
        children.append(stack.enter_context(mail_catcher(var, environment)))
        say(f"mail arrives in {var / 'mail'}")
    stack.callback(remove_state, var)
    write_state(var, environment, {child.name: child.pid for child in children}, sockets)
    return children


def complete(environment: dict[str, str], embedded: dict[str, str]) -> None:
    """Another database of the caller never gets the embedded one's owner beside it."""
    if "DATABASE_URL" in environment:
        embedded = {"REDIS_URL": embedded["REDIS_URL"]}
    environment.update({**embedded, **environment})


def mail_catcher(var: Path, environment: dict[str, str]) -> Child:
    words = ["--nosetuid", "--listen", f"{HOST}:{environment['EMAIL_PORT']}"]
    command = [sys.executable, "-m", "aiosmtpd", *words, "--class", "aiosmtpd.handlers.Mailbox", var / "mail"]
    return Child("mail catcher", command, log=log_file(var, "mail"), environment=environment)


def doors(var: Path, environment: dict[str, str], port: int) -> Iterator[Child]:
    """Web, worker and beat; they start together and stop from the last to the first."""
    python = [sys.executable, "-m"]
    memory = ["--worker-tmp-dir", SHARED_MEMORY] if os.access(SHARED_MEMORY, os.W_OK) else []
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
    bind = ["--bind", f"{HOST}:{port}", "--no-control-socket"]
    celery = [*python, "celery", "--app", "platform_site"]
    # Threads: a worker without processes of its own leaves none behind, and a small machine has more memory.
    queues = ["--queues", "celery,mail,slow", "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO"]
    commands: dict[str, list[object]] = {
        "web": [*python, "gunicorn", "platform_site.wsgi", *bind, *threads, *memory],
        "worker": [*celery, "worker", *queues],
        "beat": [*celery, "beat", "--schedule", var / "beat-schedule", "--loglevel", "INFO"],
    }
    for name, command in commands.items():
        # Without its broker a Celery process can wait for ever; its tasks are acknowledged late, so nothing is lost.
        orphan = signal.SIGTERM if name == "web" else signal.SIGKILL
        own = environment | counted_together(var) if name == "web" else environment
        yield Child(name, command, log=log_file(var, name), environment=own, orphan_signal=orphan)


def counted_together(var: Path) -> dict[str, str]:
    """Where the processes of the web server count their answers, for the sum in /metrics; empty at each start."""
    folder = var / "counts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


def answers_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    return False


def announce(var: Path, environment: dict[str, str]) -> None:
    say(f"web, worker and beat are ready after {time.monotonic() - STARTED:.1f} s\n")
    print(f"{environment['SITE_URL']}/   (Ctrl-C stops everything)\n", flush=True)
    sign_ins = var / "sign-ins.txt"
    if sign_ins.exists():
        print(sign_ins.read_text(), flush=True)


def watch(children: list[Child]) -> int:
    """Stay until somebody asks for the end. Failed as soon as one child has ended by itself."""
    while True:
        for child in children:
            if not child.is_alive():
                raise Failed(f"{child.name} has ended; everything stops. {child.log}:\n{tail(child.log)}")
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
