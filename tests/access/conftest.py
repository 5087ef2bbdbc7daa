import pytest
from django.db import transaction

from tests.access.world import build_world


@pytest.fixture(scope="module")
def built_world(django_db_setup, django_db_blocker):
    """Built once per module, inside a transaction that never commits."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world, db):
    """The same world for every test: what a test changes is taken back with it."""
    return built_world
