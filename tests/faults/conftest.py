from tests.followup.conftest import own_database  # noqa: F401 a clone of the worker's empty database, for what commits
