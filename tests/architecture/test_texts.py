"""Texts that `make messages` would never find: translated under a name that it does not read."""

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
