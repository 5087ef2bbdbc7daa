import gc
import os
import warnings

import pytest
from _pytest.runner import runtestprotocol
from django.conf import settings
from django.contrib.auth import get_user_model

from states.cast import make_cast
from web.facets import RESTING
from web.public_reads import KEPT
from web.stack import with_room


def pytest_configure(config):
    """One Valkey database per worker, plain static files, and no demonstration unless a test asks for it."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR_FOR_BINDING_ROLES = False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    settings.CELERY_BROKER_URL = f"{settings.REDIS_URL}?virtual_host={worker}"
    warnings.filterwarnings("ignore", message="No directory at", module="whitenoise")
    gc.freeze()  # what was loaded until now stays: looking through it again and again took an eighth of the time
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As pytest does it, with the room that a request has where the platform serves it."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    with_room(runtestprotocol, item, nextitem=nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The cast stands in every test's database from the start: making it anew for each took a third of the time."""
    with django_db_blocker.unblock():
        make_cast("a password of the tests")


@pytest.fixture
def cast(db):
    """The fixed cast: username → user."""
    return {user.username: user for user in get_user_model().objects.all()}


@pytest.fixture(autouse=True)
def nothing_kept():
    """What a test changes is taken back with its version: the next one would find the same version and other rows."""
    KEPT.forget()
    RESTING.until.clear()
