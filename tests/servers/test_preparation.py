import time

import pytest

from servers.preparation import as_owner, compile_catalogues, fingerprint

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "State"\nmsgstr "Stato"\n'


@pytest.fixture
def project(tmp_path):
    for name in (
        "app/__init__.py",
        "app/migrations/0001.py",
        "app/reference/states.csv",
        "app/views.py",
        "var/static/a.css",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1")
    (tmp_path / "requirements.txt").write_text("1")
    return tmp_path


@pytest.mark.parametrize("name", ["app/migrations/0001.py", "app/reference/states.csv", "requirements.txt"])
def test_fingerprint_changes_with_what_is_prepared(project, name):
    before = fingerprint(project)
    (project / name).write_text("2")
    assert fingerprint(project) != before


def test_fingerprint_changes_with_a_new_file(project):
    before = fingerprint(project)
    (project / "app/migrations/0002.py").write_text("1")
    assert fingerprint(project) != before


@pytest.mark.parametrize("name", ["app/views.py", "var/static/a.css", "app/demo/__pycache__/world.pyc"])
def test_fingerprint_stays_with_other_files(project, name):
    before = fingerprint(project)
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("2")
    assert fingerprint(project) == before


def test_only_commands_that_change_tables_get_the_owner():
    environment = {"DATABASE_URL": "app", "DATABASE_OWNER_URL": "owner"}
    assert as_owner("migrate", environment)["DATABASE_URL"] == "owner"
    assert as_owner("seed_demo", environment)["DATABASE_URL"] == "app"
    assert as_owner("migrate", {"DATABASE_URL": "app"})["DATABASE_URL"] == "app"


def test_catalogues_are_compiled_when_newer(tmp_path):
    catalogue = tmp_path / "locale/it/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE)
    compile_catalogues(tmp_path, tmp_path / "log")
    compiled = catalogue.with_suffix(".mo")
    assert b"Stato" in compiled.read_bytes()
    first = compiled.stat().st_mtime_ns
    time.sleep(0.01)
    compile_catalogues(tmp_path, tmp_path / "log")
    assert compiled.stat().st_mtime_ns == first
