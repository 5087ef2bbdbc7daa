import os
import stat
import subprocess
import sys
import time

import pytest

from servers import places
from servers.places import (
    PROJECT,
    Refusal,
    log_file,
    private_directory,
    secret_key,
    socket_directory,
    sole_use,
    var_directory,
)

HOLD = "import sys, time, pathlib; from servers.places import sole_use\nwith sole_use(pathlib.Path(sys.argv[1])):\n {}"
DEAD_PID = 2**22 + 1  # above the largest number that Linux gives


def test_var_directory_is_made_with_room_for_logs(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "a b" / "var"))
    assert var_directory() == tmp_path / "a b" / "var"
    assert (tmp_path / "a b" / "var" / "log").is_dir()


def test_var_directory_below_a_file_is_refused_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "file" / "var"))
    with pytest.raises(Refusal, match=r"^VAR_DIR .*file/var cannot be written: Not a directory\.$"):
        var_directory()


def test_sole_use_refuses_a_second_process_and_names_the_first(tmp_path):
    with sole_use(tmp_path):
        words = [sys.executable, "-c", HOLD.format("pass"), str(tmp_path)]
        second = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"is in use by process {os.getpid()}." in second.stderr


def test_sole_use_ends_with_a_killed_process(tmp_path):
    holder = subprocess.Popen([sys.executable, "-c", HOLD.format("time.sleep(60)"), str(tmp_path)], cwd=PROJECT)
    while not (tmp_path / "lock").exists() or not (tmp_path / "lock").read_text():
        time.sleep(0.02)
    holder.kill()
    holder.wait()
    with sole_use(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_secret_key_is_made_once_and_private(tmp_path):
    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_socket_directory_is_short_and_private_beside_a_long_temporary_directory(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setattr(places.tempfile, "tempdir", str(long))
    directory = socket_directory()
    try:
        assert len(str(directory)) < 80
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    finally:
        directory.rmdir()


def test_private_directory_sweeps_what_a_dead_process_left_and_nothing_else(tmp_path):
    dead, alive = tmp_path / f"platform-x-{DEAD_PID}-abc", tmp_path / f"platform-x-{os.getpid()}-abc"
    other = tmp_path / f"somebody-{DEAD_PID}-abc"
    for path in (dead, alive, other):
        path.mkdir()
    made = private_directory([tmp_path], "platform-x")
    assert made.is_dir()
    assert not dead.exists()
    assert alive.exists()
    assert other.exists()


def test_log_file_makes_room_for_a_new_one_when_large(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "LARGEST_LOG", 10)
    path = log_file(tmp_path, "web")
    path.parent.mkdir()
    path.write_text("more than ten characters")
    assert not log_file(tmp_path, "web").exists()
    assert path.with_suffix(".old.log").read_text() == "more than ten characters"
