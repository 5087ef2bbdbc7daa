import pytest

from tests.cast import an_open_statement
from tests.followup.conftest import own_database  # noqa: F401 the clone for what commits


@pytest.fixture
def statement(cast):
    """A public statement of Talava, open to offers."""
    return an_open_statement()
