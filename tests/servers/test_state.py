import os
import socket

import pytest

from servers.places import socket_directory
from servers.state import remove_state, running_environment, write_state

ENVIRONMENT = {"DATABASE_URL": "postgres://app@//tmp/x/platform", "SECRET_KEY": "not to be written"}


@pytest.fixture
def listening():
    directory = socket_directory()
    path = directory / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield path
    path.unlink()
    directory.rmdir()


def test_running_servers_are_found_without_the_secret(tmp_path, listening):
    write_state(tmp_path, ENVIRONMENT, {"PostgreSQL": os.getpid()}, [listening])
    assert running_environment(tmp_path) == {"DATABASE_URL": ENVIRONMENT["DATABASE_URL"]}
    assert "not to be written" not in (tmp_path / "servers.json").read_text()


def test_servers_whose_socket_is_silent_are_not_found(tmp_path, listening):
    write_state(tmp_path, ENVIRONMENT, {}, [listening, listening.with_name("gone")])
    assert running_environment(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}'])
def test_a_damaged_note_is_as_none(tmp_path, text):
    (tmp_path / "servers.json").write_text(text)
    assert running_environment(tmp_path) is None


def test_a_removed_note_is_as_none(tmp_path, listening):
    write_state(tmp_path, ENVIRONMENT, {}, [listening])
    remove_state(tmp_path)
    assert running_environment(tmp_path) is None
