import os

import pytest

from servers import ensure
from servers.ensure import servers_for
from servers.places import Refusal, sole_use
from servers.preparation import OWNER_COMMANDS


def no_servers(*words):
    raise AssertionError("no server may be started here")


@pytest.fixture
def no_database(monkeypatch):
    monkeypatch.setattr(ensure, "own_servers", no_servers)
    monkeypatch.setattr(os, "environ", {})


@pytest.mark.parametrize("arguments", [["manage.py"], ["manage.py", "check"], ["manage.py", "migrate", "--help"]])
def test_commands_that_read_no_database_start_nothing(no_database, arguments):
    with servers_for(arguments):
        assert "DATABASE_URL" not in os.environ


def test_a_given_database_always_wins(no_database):
    os.environ["DATABASE_URL"] = "theirs"
    with servers_for(["manage.py", "seed_demo"]):
        assert os.environ["DATABASE_URL"] == "theirs"


@pytest.mark.parametrize("command", sorted(OWNER_COMMANDS))
def test_a_given_owner_is_used_for_commands_that_change_tables(no_database, command):
    os.environ |= {"DATABASE_URL": "theirs", "DATABASE_OWNER_URL": "their owner"}
    with servers_for(["manage.py", command]):
        assert os.environ["DATABASE_URL"] == "their owner"


def test_a_refusal_is_one_line_and_two(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setattr(os, "environ", {"VAR_DIR": str(tmp_path / "file")})
    with pytest.raises(SystemExit) as end, servers_for(["manage.py", "seed_demo"]):
        pass
    assert end.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_var_dir_held_by_another_is_refused_after_a_while(monkeypatch, tmp_path):
    monkeypatch.setattr(ensure, "PATIENCE", 0.3)
    with sole_use(tmp_path), ensure.contextlib.ExitStack() as stack, pytest.raises(Refusal, match="is in use"):
        ensure.running_or_held(tmp_path, stack)
