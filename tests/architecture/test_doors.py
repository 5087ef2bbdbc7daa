"""Doors call services and selectors: they never reach for a table themselves. Mail leaves by one door."""

import ast
import re

from tests.architecture.sources import APPS, breaches_in, nodes, python_files

PACKAGES, SINGLE = "views|api|templatetags", "tasks|receivers|context_processors|middleware|desk"
DOOR = re.compile(rf"/(({PACKAGES})(/\w+)?|{SINGLE})\.py$")
MANAGERS = {"objects", "_default_manager", "_base_manager"}
MAIL = re.compile(r"^(django\.core\.mail|smtplib|email\.mime)")


def reaches_for_tables(source: str, name: str) -> list[str]:
    """`.objects.none()` is no query: serializers need it to declare a related field."""
    attributes = list(nodes(source, ast.Attribute))
    empty = {id(node.value) for node in attributes if node.attr == "none"}
    found = [node for node in attributes if node.attr in MANAGERS and id(node) not in empty]
    return [f"line {node.lineno}: .{node.attr}" for node in found]


def sends_mail(source: str, name: str) -> list[str]:
    if name.startswith("notifications/"):
        return []
    modules = [alias.name for node in nodes(source, ast.Import) for alias in node.names]
    modules += [f"{node.module}.{alias.name}" for node in nodes(source, ast.ImportFrom) for alias in node.names]
    return [f"imports {module}" for module in modules if MAIL.match(module)]


def doors():
    return [path for path in python_files(*APPS) if DOOR.search(path.as_posix())]


def test_doors_reach_for_no_table():
    assert breaches_in(reaches_for_tables, doors()) == []


def test_doors_are_found():
    found = {path.parent.name + "/" + path.name for path in doors()}
    assert {
        "views/steps.py",
        "api/statements.py",
        "views/reports.py",
        "api/offers.py",
        "states/middleware.py",
    } <= found


def test_table_in_a_door_is_caught():
    assert reaches_for_tables("found = Offer.objects.get(pk=1)", "x") == ["line 1: .objects"]
    assert reaches_for_tables("Offer._default_manager.all()", "x") == ["line 1: ._default_manager"]
    assert reaches_for_tables("queryset=Offer.objects.none()", "x") == []


def test_mail_is_imported_only_by_notifications():
    assert breaches_in(sends_mail, python_files(*APPS, "servers")) == []


def test_mail_elsewhere_is_caught():
    for bad in ("from django.core.mail import send_mail", "import smtplib", "from django.core import mail"):
        assert sends_mail(bad, "matching/services/offers.py")
    assert sends_mail("from django.core.mail import get_connection", "notifications/delivery.py") == []
