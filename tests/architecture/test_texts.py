"""Texts that no reader would meet in their language: translated under a name that `make messages` does not read, or
once for all when the module was loaded.
"""

import ast
import re

from tests.architecture.sources import APPS, ROOT, breaches_in, nodes, python_files

TOOL = (ROOT / "bin" / "messages").read_text()
FUNCTION = re.compile(r"^n?p?gettext(_lazy|_noop)?$")


def read_names(tool: str) -> set[str]:
    """The names that stand in the tool's table of keywords."""
    table = tool[tool.index("KEYWORDS = {") : tool.index("}", tool.index("KEYWORDS = {"))]
    return set(re.findall(r'"(\w+)"', table))


def unread(source: str, _name: str = "") -> list[str]:
    known = read_names(TOOL)
    return [
        f"line {node.lineno}: {alias.name} as {alias.asname}"
        for node in nodes(source, ast.ImportFrom)
        if node.module == "django.utils.translation"
        for alias in node.names
        if FUNCTION.match(alias.name) and (alias.asname or alias.name) not in known
    ]


def test_every_text_is_translated_under_a_name_that_is_read():
    assert breaches_in(unread, python_files(*APPS)) == []


def test_an_unread_name_is_caught():
    start = "from django.utils.translation import"
    assert unread(f"{start} gettext as _t\n") == ["line 1: gettext as _t"]
    assert unread(f"{start} gettext as _\n{start} ngettext, pgettext_lazy\n") == []


def at_once(source: str, _name: str = "") -> list[str]:
    """Calls outside functions that translate when they are read, not when they are shown."""
    names = {
        alias.asname or alias.name
        for node in nodes(source, ast.ImportFrom)
        if node.module == "django.utils.translation"
        for alias in node.names
        if FUNCTION.match(alias.name) and not alias.name.endswith(("lazy", "noop"))
    }
    return [f"line {call.lineno}: {ast.unparse(call)}" for call in _outside_functions(ast.parse(source), names)]


def _outside_functions(node, names: set[str]):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in names:
            yield child
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield from _outside_functions(child, names)


def test_no_text_is_translated_before_it_is_known_for_whom():
    assert breaches_in(at_once, python_files(*APPS)) == []


def test_a_text_translated_too_soon_is_caught():
    head = "from django.utils.translation import gettext as _\n"
    assert at_once(f"{head}class Page:\n    follows = _('Done')\n") == ["line 3: _('Done')"]
    assert at_once(f"{head}class Page:\n    def follows(self):\n        return _('Done')\n") == []
