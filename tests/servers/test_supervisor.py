import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from servers.places import PROJECT, Refusal
from servers.processes import Child, Failed, run_to_end
from servers.supervisor import any_port, complete, free_port

PARENT = """
import pathlib, signal, sys, time
from servers.processes import Child
child = Child("sleeper", ["sleep", "60"], log=pathlib.Path(sys.argv[1]), orphan_signal=signal.SIGTERM)
print(child.pid, flush=True)
time.sleep(60)
"""


def test_a_port_in_use_is_refused_in_one_line():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(Refusal, match=rf"^Port {port} of 127.0.0.1 cannot be used \(Address already in use\)"):
            free_port(str(port))


@pytest.mark.parametrize("words", ["", "0", "65536", "-1", "8000x", "²"])
def test_what_is_no_port_is_refused(words):
    with pytest.raises(Refusal, match="is not a port number"):
        free_port(words)


def test_a_free_port_is_given_back():
    port = any_port()
    assert free_port(str(port)) == port


def test_supervisor_refuses_a_port_in_use_with_two_and_one_line(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        environment = os.environ | {"PORT": str(holder.getsockname()[1]), "VAR_DIR": str(tmp_path / "var")}
        words = [sys.executable, "-m", "servers.supervisor"]
        answer = subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert not (tmp_path / "var").exists()


def test_a_child_is_stopped_even_when_it_does_not_listen(tmp_path):
    deaf = ["sh", "-c", "trap '' TERM; echo deaf; while true; do sleep 0.1; done"]
    with Child("deaf", deaf, log=tmp_path / "log", patience=0.2) as child:
        child.wait_until(lambda: "deaf" in child.log.read_text(), 10)
    assert child.process.returncode == -signal.SIGKILL


def test_a_child_that_ends_while_starting_fails_with_its_last_words(tmp_path):
    child = Child("short", ["sh", "-c", "echo no bread; exit 3"], log=tmp_path / "log")
    with pytest.raises(Failed, match="(?s)short ended while starting.*no bread"):
        child.wait_until(lambda: False, 5)


def test_a_step_that_fails_shows_the_end_of_its_log(tmp_path):
    with pytest.raises(Failed, match="(?s)sh ended with 3.*no milk"):
        run_to_end(["sh", "-c", "echo no milk; exit 3"], log=tmp_path / "log")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_a_killed_parent_leaves_no_child(tmp_path):
    words = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    with subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 5
    while lives(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not lives(child)


def lives(pid):
    """Whether it runs; one that nobody has collected yet is dead too."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")")[1].split()[0] != "Z"
    except OSError:
        return False


def test_another_database_never_gets_the_embedded_owner():
    environment = {"DATABASE_URL": "theirs"}
    complete(environment, {"DATABASE_URL": "ours", "DATABASE_OWNER_URL": "owner", "REDIS_URL": "valkey"})
    assert environment == {"DATABASE_URL": "theirs", "REDIS_URL": "valkey"}
