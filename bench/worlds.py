"""Databases of known size, made once per run: the demonstration's States and partners, and a load beside them."""

import contextlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg2

from bench.worker import Worker
from servers.places import PROJECT, log_file
from servers.processes import run_to_end

BASE = [["migrate"], ["createcachetable"], ["load_reference"], ["seed_demo"], ["collectstatic", "--noinput", "-v0"]]


class Worlds:
    """`at(needs=…, offers=…)` gives a Worker over a database of that size, the same one for the same size."""

    def __init__(self, environment: Mapping[str, str], sockets: Path, var: Path, stack: contextlib.ExitStack) -> None:
        self.environment, self.sockets, self.var, self.stack = dict(environment), sockets, var, stack
        self.workers: dict[str, Worker] = {}
        for words in BASE:
            self._manage("platform", *words)

    def at(self, *, needs: int = 0, offers: int = 0, reports: int = 0) -> Worker:
        name = f"bench_{needs}_{offers}_{reports}"
        if name not in self.workers:
            self._make(name, needs, offers, reports)
            self.workers[name] = self.stack.enter_context(Worker(self.environment_of(name)))
        return self.workers[name]

    def environment_of(self, database: str) -> dict[str, str]:
        url = f"postgres://platform_owner@/{self.sockets}/{database}"
        return self.environment | {"DATABASE_URL": url, "DATABASE_OWNER_URL": url}

    def _make(self, name: str, needs: int, offers: int, reports: int) -> None:
        self._sql(f"CREATE DATABASE {name} TEMPLATE platform")
        load = ["--needs", needs, "--offers", offers, "--reports", reports]
        self._manage(name, "seed_load", *map(str, load))
        self._sql("VACUUM ANALYZE", name)

    def _manage(self, database: str, *words: str) -> None:
        command = [sys.executable, "manage.py", *words]
        run_to_end(command, log=log_file(self.var, "bench"), environment=self.environment_of(database))

    def _sql(self, statement: str, database: str = "platform") -> None:
        connection = psycopg2.connect(host=str(self.sockets), user="postgres", dbname=database)
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(statement)


def run_program(words: list[str], environment: Mapping[str, str]) -> str:
    """What a program of the project prints, for subjects that measure whole commands."""
    return subprocess.run(words, env=dict(environment), cwd=PROJECT, check=True, capture_output=True, text=True).stdout
