import shutil
import subprocess
import sys

import pytest

from servers.places import PROJECT

FILES = ["bin/lock", "pyproject.toml", "requirements.txt", "requirements-dev.txt"]


@pytest.fixture
def project(tmp_path):
    (tmp_path / "bin").mkdir()
    for name in FILES:
        shutil.copy(PROJECT / name, tmp_path / name)
    return tmp_path


def check(project):
    words = [sys.executable, project / "bin/lock", "--check"]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_the_lock_files_are_in_step(project):
    assert check(project).returncode == 0


def test_a_changed_dependency_without_a_new_lock_is_seen(project):
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace('"gunicorn"', '"gunicorn>=20"'))
    answer = check(project)
    assert answer.returncode == 1
    assert "make lock" in answer.stdout


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_files_carry_hashes_and_no_address(name):
    text = (PROJECT / name).read_text()
    assert "://" not in text
    assert "index-url" not in text
    packages = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert all("==" in line and line.endswith("\\") for line in packages)
