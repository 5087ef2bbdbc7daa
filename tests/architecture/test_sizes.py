"""Files and functions stay short enough to be read in one go."""

import ast

from tests.architecture.sources import breaches_in, nodes, python_files

LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION = 300, 600, 40


def long_file(source: str, name: str) -> list[str]:
    limit = LONGEST_TEST_FILE if name.startswith("tests/") else LONGEST_FILE
    lines = len(source.splitlines())
    return [f"{lines} lines"] if lines >= limit else []


def long_functions(source: str, name: str) -> list[str]:
    functions = nodes(source, ast.FunctionDef, ast.AsyncFunctionDef)
    return [f"{one.name}, {_length(one)} lines" for one in functions if _length(one) >= LONGEST_FUNCTION]


def _length(function) -> int:
    return function.end_lineno - function.lineno + 1


def test_files_are_short():
    assert breaches_in(long_file, python_files()) == []


def test_functions_are_short():
    assert breaches_in(long_functions, python_files()) == []


def test_long_files_and_functions_are_caught():
    assert long_file("a = 1\n" * 300, "matching/x.py")
    assert long_file("a = 1\n" * 300, "tests/matching/x.py") == []
    assert long_file("a = 1\n" * 600, "tests/matching/x.py")
    assert long_functions("def f():\n" + "    a = 1\n" * 40, "x") == ["f, 41 lines"]
