"""The project's own files, as the architecture tests read them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = [
    "accounts", "consent", "dialogue", "files", "followup", "insights", "lifecycle", "matching", "notifications",
    "obligations", "pages", "platform_site", "practices", "presentations", "questions", "requests_app", "states", "web",
]  # fmt: skip
OUTSIDE = {".git", ".venv", "var", "node_modules", "__pycache__", "migrations"}


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders or (*APPS, "servers", "tests", "bench"):
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if not OUTSIDE & set(path.parts))


def template_files(*endings: str) -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (endings or (".html", ".txt")))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def breaches_in(check, paths) -> list[str]:
    """What `check(source, name)` finds in all the files, each with the file's name."""
    return [f"{named(path)}: {breach}" for path in paths for breach in check(path.read_text(), named(path))]


def nodes(source: str, *kinds) -> Iterator[ast.AST]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds))


def lines_with(pattern: re.Pattern, source: str) -> list[str]:
    return [
        f"line {number}: {line.strip()}" for number, line in enumerate(source.splitlines(), 1) if pattern.search(line)
    ]
