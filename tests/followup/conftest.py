import pytest
from django.db import connection

from tests.cast import an_open_statement
from tests.factories.followup import an_active_match


@pytest.fixture
def statement(cast):
    """A public statement of Talava."""
    return an_open_statement()


@pytest.fixture
def match(statement):
    """A public match on it, between Talava and Nordmark, under way."""
    return an_active_match(statement)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """A clone of the worker's empty database for what commits: the record refuses to be emptied."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.close()
        _as_administrator(f'CREATE DATABASE "{name}_own" TEMPLATE "{name}"')
        connection.settings_dict["NAME"] = f"{name}_own"
        yield
        connection.close()
        connection.settings_dict["NAME"] = name
        _as_administrator(f'DROP DATABASE "{name}_own" WITH (FORCE)')


def _as_administrator(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
