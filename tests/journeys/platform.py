"""A whole platform for the journeys: a database of its own, web, worker and a mail sink, all real processes."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import environ
import psycopg2
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
READY_WITHIN = 60
#: the first of the Valkey databases of the journeys: in a shared one, workers of other tests would take their messages
VALKEY_DATABASE = 20


class Sink(Message):
    """Keeps every mail that arrives: (recipient, subject, body)."""

    def __init__(self):
        super().__init__()
        self.mails: list[tuple[str, str, str]] = []

    def handle_message(self, message):
        body = message.get_payload(decode=True).decode()
        self.mails.append((message["X-RcptTo"], str(message["Subject"]), body))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Platform:
    """Starts everything on entry, stops it on exit; `manage` runs a command beside it."""

    def __init__(self, var: Path):
        self.sink, self.smtp_port, self.port = Sink(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = f"journey_{os.getpid()}"
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        self.environment = os.environ | {
            "DATABASE_URL": self._database_url(),
            "DATABASE_OWNER_URL": self._database_url(),
            "REDIS_URL": f"{os.environ['REDIS_URL']}?virtual_host={VALKEY_DATABASE + worker}",
            "VAR_DIR": str(var),
            "DEMO": "1",
            "SITE_URL": self.url,
            "EMAIL_PORT": str(self.smtp_port),
            "EMAIL_HOST": "127.0.0.1",
            "SECRET_KEY": "of-the-journeys-" + "0" * 40,
        }
        self.processes: list[subprocess.Popen] = []

    def _database_url(self) -> str:
        base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        return f"{base}/{self.database}"

    def __enter__(self):
        copied = os.environ.get("TEST_DATABASE_TEMPLATE", "template1")
        self._sql(f'CREATE DATABASE "{self.database}" TEMPLATE "{copied}"')
        for command in ("migrate --verbosity=0", "load_reference", "seed_demo", "collectstatic --noinput"):
            self.manage(*command.split())
        self.controller = Controller(self.sink, hostname="127.0.0.1", port=self.smtp_port)
        self.controller.start()
        python = [sys.executable, "-m"]
        self._start(*python, "gunicorn", "platform_site.wsgi", "--bind", f"127.0.0.1:{self.port}", "--threads", "4")
        worker = [*python, "celery", "-A", "platform_site", "worker", "-c", "1", "-l", "ERROR"]
        self._start(*worker, "-Q", "celery,mail,slow")
        self._wait()
        return self

    def _start(self, *command: str) -> None:
        self.processes.append(subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=subprocess.DEVNULL))

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/readyz", timeout=2)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError("the platform of the journeys did not get ready")

    def __exit__(self, *failure):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=20)
        self.controller.stop()
        self._sql(f'DROP DATABASE "{self.database}" WITH (FORCE)')

    def manage(self, *words: str) -> dict:
        """Run a command; returns its JSON summary where it prints one."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        last = done.stdout.strip().splitlines()[-1:] or ["{}"]
        return json.loads(last[0]) if last[0].startswith("{") else {}

    def mail_to(self, username: str, words: str, within: float = 30) -> str:
        """The body of the mail to a persona that holds `words` there or in its subject, waiting for it to arrive."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            for recipient, subject, body in self.sink.mails:
                if recipient == f"{username}@example.org" and words in f"{subject}\n{body}":
                    return body
            time.sleep(0.2)
        raise AssertionError(f"no mail «{words}» to {username}: {[mail[:2] for mail in self.sink.mails][-10:]}")

    def _sql(self, statement: str) -> None:
        base = environ.Env().db_url("DATABASE_URL")
        whom = {"host": base["HOST"], "user": base["USER"], "port": base["PORT"] or None}
        connection = psycopg2.connect(dbname="postgres", **whom)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()
