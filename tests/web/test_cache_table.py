from importlib import import_module

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.django_db
MADE = import_module("web.migrations.0002_cache_table").MADE


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def shape_of_the_table() -> list:
    """Columns and indexes of the cache's table; an empty list where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
            " WHERE attrelid = to_regclass('web_cache') AND attnum > 0 ORDER BY attnum"
        )
        columns = cursor.fetchall()
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'web_cache'")
        return columns + sorted(row for row in cursor.fetchall() if "web_cache_cache_key" not in row[0])


def test_migrated_database_has_a_cache_that_keeps():
    cache.set("a_key", {"a": [1]}, 60)
    assert cache.get("a_key") == {"a": [1]}


def test_migration_makes_what_the_command_makes():
    migrated = shape_of_the_table()
    run("DROP TABLE web_cache")
    assert shape_of_the_table() == []
    call_command("createcachetable", verbosity=0)
    assert [row[0] for row in migrated[:3]] == ["cache_key", "value", "expires"]
    assert shape_of_the_table() == migrated


def test_migration_keeps_a_table_that_stands_already():
    run("DROP TABLE web_cache")
    call_command("createcachetable", verbosity=0)
    cache.set("kept", 1, 60)
    run(MADE)
    assert cache.get("kept") == 1
