"""A status moves through Lifecycle.apply and nowhere else."""

import ast

from tests.architecture.sources import APPS, breaches_in, nodes, python_files

ALLOWED = {
    "lifecycle/engine.py": "the one function that moves a status",
    "notifications/delivery.py": "rows of mail have no life-cycle: claim, sent, failed",
    "web/idempotency.py": "the HTTP status of a stored answer",
}
SETTING = {"update", "bulk_update", "update_or_create", "setattr"}


def moves_status(source: str, name: str) -> list[str]:
    found = [f"line {node.lineno}: assigns .status" for node in nodes(source, ast.Attribute) if _is_assigned(node)]
    found += [f"line {node.lineno}: {_called(node)}(status)" for node in nodes(source, ast.Call) if _sets_status(node)]
    return [] if name in ALLOWED else found


def _is_assigned(node: ast.Attribute) -> bool:
    return node.attr == "status" and isinstance(node.ctx, ast.Store)


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _sets_status(node: ast.Call) -> bool:
    if _called(node) not in SETTING:
        return False
    words = [word.arg for word in node.keywords]
    texts = [leaf.value for argument in node.args for leaf in ast.walk(argument) if isinstance(leaf, ast.Constant)]
    return "status" in words or "status" in texts and _called(node) != "update" or _is_dict_update(node)


def _is_dict_update(node: ast.Call) -> bool:
    """`rows.update(**{"status": …})`, which a keyword search misses."""
    spread = [word.value for word in node.keywords if word.arg is None and isinstance(word.value, ast.Dict)]
    return any(isinstance(key, ast.Constant) and key.value == "status" for one in spread for key in one.keys)


def test_status_moves_only_in_the_engine():
    assert breaches_in(moves_status, python_files(*APPS)) == []


def test_every_breach_of_it_is_caught():
    bad = [
        "due.status = 'noted'",
        "due.status: str = 'noted'",
        "rows.filter(pk=1).update(status='open')",
        "rows.update(**{'status': 'open'})",
        "rows.bulk_update(many, ['status'])",
        "setattr(due, 'status', 'open')",
    ]
    assert [line for line in bad if not moves_status(line, "matching/services/x.py")] == []
    assert (
        moves_status("response = {'status': due.status}; due.note = 1; facts.update({'a': due.status})", "x.py") == []
    )
