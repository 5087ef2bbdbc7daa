import pytest

from tests.journeys.platform import Platform


@pytest.fixture(scope="session")
def platform(tmp_path_factory):
    """One for all journeys of a process: each works on things of its own."""
    with Platform(tmp_path_factory.mktemp("var")) as running:
        yield running
