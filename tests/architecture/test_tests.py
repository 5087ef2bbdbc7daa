"""Every module of the tests can be imported: one that cannot would be missed only where the whole suite runs."""

import importlib.util
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
MODULES = sorted(path for path in TESTS.rglob("*.py") if path.parent.name != "architecture")


def test_every_test_module_can_be_imported():
    broken = {}
    for path in MODULES:
        try:
            _import(path)
        except pytest.skip.Exception:
            continue
        except Exception as fault:
            broken[str(path.relative_to(TESTS))] = repr(fault)
    assert broken == {}


def _import(path: Path) -> None:
    """Under a name that nothing else looks for."""
    name = "imported_to_see." + ".".join(path.relative_to(TESTS).with_suffix("").parts)
    spec = importlib.util.spec_from_file_location(name, path)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
