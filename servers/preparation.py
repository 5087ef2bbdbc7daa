"""What stands between started servers and a first page: tables, reference data, demonstration, static files."""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from servers.places import PROJECT, log_file
from servers.processes import Child, run_to_end

APP_FILES = ["migrations/*.py", "reference/*", "static/**/*", "demo.py", "demo/**/*", "management/commands/*.py"]
PROJECT_FILES = ["requirements*.txt", "locale/**/*.po", "static/**/*"]
SCHEMA_STEPS = [("tables", ["migrate"]), ("reference data", ["load_reference"])]
DEMO_STEPS = [("demonstration", ["seed_demo"])]
OWNER_COMMANDS = {"migrate", "createcachetable", "pgtrigger", "seed_load"}

Say = Callable[[str], None]


def prepare(var: Path, environment: Mapping[str, str], say: Say) -> None:
    """Every step, unless what they read is as it was when they last ran over this VAR_DIR. Failed where one fails."""
    note, now = var / "prepared", fingerprint(PROJECT)
    if note.exists() and note.read_text() == now:
        say("nothing new to prepare")
        return
    compile_catalogues(PROJECT, log_file(var, "preparation"))
    demo = DEMO_STEPS if environment.get("DEMO") == "1" else []
    with static_files(var, environment) as collecting:
        run_steps(SCHEMA_STEPS + demo, var, environment, say)
        collecting.wait_for_end()
    say("static files")
    note.write_text(now)


def forget(var: Path) -> None:
    """A new database has to be prepared again."""
    (var / "prepared").unlink(missing_ok=True)


def run_steps(steps: list[tuple[str, list[str]]], var: Path, environment: Mapping[str, str], say: Say) -> None:
    """Each step is a management command in its own process, with its time."""
    for name, words in steps:
        started = time.monotonic()
        command = [sys.executable, PROJECT / "manage.py", *words]
        run_to_end(command, log=log_file(var, "preparation"), environment=environment)
        say(f"{name}: {time.monotonic() - started:.1f} s")


def static_files(var: Path, environment: Mapping[str, str]) -> Child:
    """Compressing them needs no database: it goes on beside the other steps."""
    command = [sys.executable, PROJECT / "manage.py", "collectstatic", "--noinput", "-v0"]
    return Child("collecting static files", command, log=log_file(var, "static"), environment=environment)


def as_owner(command: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for one management command: those that change tables need the role that owns them."""
    if command in OWNER_COMMANDS and "DATABASE_OWNER_URL" in environment:
        return {**environment, "DATABASE_URL": environment["DATABASE_OWNER_URL"]}
    return dict(environment)


def compile_catalogues(project: Path, log: Path) -> None:
    """Compile the message catalogues that are newer than their compiled form."""
    for catalogue in sorted((project / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            words = ["compile", "--input-file", catalogue, "--output-file", compiled, "--locale"]
            command = [sys.executable, "-m", "babel.messages.frontend", *words, catalogue.parts[-3]]
            run_to_end(command, log=log)


def fingerprint(project: Path) -> str:
    """A hash over every file that the preparation reads."""
    total = hashlib.sha256()
    for path in sorted(prepared_files(project)):
        total.update(os.fsencode(path.relative_to(project)) + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def prepared_files(project: Path) -> Iterator[Path]:
    apps = [path.parent for path in project.glob("*/__init__.py")]
    for root, patterns in [(project, PROJECT_FILES), *((app, APP_FILES) for app in apps)]:
        for pattern in patterns:
            yield from (path for path in root.glob(pattern) if path.is_file() and path.suffix != ".pyc")
