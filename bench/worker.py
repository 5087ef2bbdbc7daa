"""A process of the platform over one database. It is told on its standard input which job to run, and says how long.

A job is named `module:function`; the function is called once and gives what is then timed: a callable without
parameters. What that returns is sent back, so it has to fit into JSON.
"""

import importlib
import json
import os
import subprocess
import sys
import time
from typing import Any, Self

from servers.places import PROJECT


class Worker:
    """The other end: starts the process and asks it."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "bench.worker"]
        self.environment = environment
        self.process = subprocess.Popen(
            command, env=environment, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.stdin.close()
        self.process.wait(20)

    def ask(self, job: str, *words: Any) -> dict:
        """{"seconds": float, "value": …} of one run of the job; `words` go to its function, once for each set."""
        self.process.stdin.write(json.dumps([job, words]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the worker ended during {job}")
        return json.loads(answer)

    def time(self, job: str, *words: Any) -> float:
        return self.ask(job, *words)["seconds"]

    def value(self, job: str, *words: Any) -> Any:
        return self.ask(job, *words)["value"]

    def timer(self, job: str, *words: Any):
        """A callable for `bench.timing`."""
        return lambda: self.time(job, *words)


def serve() -> None:
    """The loop of the process. Only answers may go to its standard output: whatever a job prints goes to stderr."""
    answers, sys.stdout = sys.stdout, sys.stderr
    import django  # noqa: PLC0415 the environment of the process is complete only now

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_site.settings")
    django.setup()
    jobs: dict = {}
    for line in sys.stdin:
        name, words = json.loads(line)
        key = (name, json.dumps(words))
        if key not in jobs:
            module, function = name.split(":")
            jobs[key] = getattr(importlib.import_module(module), function)(*words)
        begun = time.perf_counter()
        value = jobs[key]()
        seconds = time.perf_counter() - begun
        print(json.dumps({"seconds": seconds, "value": value}), file=answers, flush=True)


if __name__ == "__main__":
    serve()
