"""The whole platform as real processes that can be killed: web, two workers, beat, a mail server that journals."""

import contextlib
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import redis

from servers.processes import Child
from tests.faults import sink

SETTINGS = "tests.faults.settings"
LEASE = 6  # seconds; a hanging mail server is given up after one


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(ready, seconds: float, what: str) -> float:
    """Wait until `ready()`; returns after how many seconds. AssertionError where it does not come."""
    started = time.monotonic()
    while not ready():
        waited = time.monotonic() - started
        assert waited < seconds, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.1)
    return time.monotonic() - started


class Rig:
    """`environment` names the database and Valkey; both are somebody else's to start and to stop."""

    def __init__(self, var: Path, environment: dict[str, str]):
        self.var, self.port, self.smtp_port = var, free_port(), free_port()
        self.journal = var / "accepted.jsonl"
        self.journal.touch()
        self.environment = environment | {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.smtp_port),
            "EMAIL_TIMEOUT": "1",
            "MAIL_LEASE": str(LEASE),
            "MAIL_ACCEPTED_LOG": f"journal:{self.journal}",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "VAR_DIR": str(var),
            "DEMO": "1",
            "SECRET_KEY": "of-the-faults-" + "0" * 40,
        }
        self.children: dict[str, Child] = {}

    def __enter__(self):
        return self

    def __exit__(self, *_fault):
        for name in reversed(list(self.children)):
            self.kill(name)

    def start(self, name: str, *words, **environment: str) -> None:
        command = [sys.executable, "-m", *words]
        log = self.var / f"{name}.log"
        self.children[name] = Child(name, command, log=log, environment=self.environment | environment)

    def start_sink(self) -> None:
        self.start("sink", "tests.faults.sink", self.smtp_port, self.journal)
        wait_for(lambda: self._listens(self.smtp_port), 30, "the sink")

    def start_worker(self, name: str, failpoint: str = "") -> None:
        words = ["--pool", "solo", "--without-gossip", "--without-mingle", "--loglevel", "WARNING", "-n", name]
        self.start(name, "celery", "-A", "platform_site", "worker", *words, "-Q", "mail,slow", FAILPOINT=failpoint)

    def start_beat(self, name: str = "beat") -> None:
        schedule = self.var / f"{name}-schedule"
        words = ["--schedule", schedule, "--max-interval", "2", "--pidfile", ""]
        self.start(name, "celery", "-A", "platform_site", "beat", *words)

    def start_web(self, failpoint: str = "") -> None:
        bind = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4", "--no-control-socket"]
        self.start("web", "gunicorn", "platform_site.wsgi", *bind, FAILPOINT=failpoint)
        wait_for(lambda: self.status("/readyz") == 200, 60, "the web server")

    def kill(self, name: str) -> None:
        """kill -9 of the whole process group."""
        child = self.children.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.process.wait()

    def died(self, name: str) -> bool:
        return not self.children[name].is_alive()

    def status(self, path: str) -> int:
        """The HTTP status of a page, 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return 0

    def _listens(self, port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    def flush_valkey(self) -> None:
        address = self.environment["REDIS_URL"].replace("redis+socket", "unix").replace("virtual_host", "db")
        redis.from_url(address).flushdb()

    def accepted(self) -> list[dict]:
        return sink.read(self.journal)
