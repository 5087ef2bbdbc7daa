from django.db import migrations

MADE = """
    CREATE TABLE IF NOT EXISTS web_cache (
        cache_key varchar(255) NOT NULL PRIMARY KEY,
        value text NOT NULL,
        expires timestamp with time zone NOT NULL
    );
    CREATE INDEX IF NOT EXISTS web_cache_expires ON web_cache (expires);
"""


class Migration(migrations.Migration):
    """The cache's table, as `createcachetable` makes it; one that stands already is kept."""

    dependencies = [("web", "0001_initial")]

    operations = [migrations.RunSQL(MADE, "DROP TABLE IF EXISTS web_cache")]
