"""Every change of what the public may read counts, in the transaction that makes it: kept answers end with it."""

from django.db import migrations, models

# Only ever inserted: a counter that writers update would make them wait for each other until they commit.
CHANGED = """
CREATE FUNCTION web_public_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO web_publicchange (weight) VALUES (1);
    RETURN NULL;
END $$
"""
ROWS_CHANGED = """
CREATE FUNCTION web_public_rows_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM changed) THEN
        INSERT INTO web_publicchange (weight) VALUES (1);
    END IF;
    RETURN NULL;
END $$
"""
# What ends by itself counts from that moment on, without anybody who would have to be awake for it.
ENDS = """
CREATE FUNCTION web_public_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO web_publicchange (weight, due)
    SELECT DISTINCT 1, until FROM changed WHERE until IS NOT NULL;
    RETURN NULL;
END $$
"""
WATCH = """
CREATE FUNCTION web_watch(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER public_changed AFTER INSERT OR DELETE OR TRUNCATE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION web_public_changed()', watched);
    EXECUTE format('CREATE TRIGGER public_rows_changed AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION web_public_rows_changed()', watched);
END $$
"""
UNWATCH = """
CREATE FUNCTION web_unwatch(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TRIGGER public_changed ON %s', watched);
    EXECUTE format('DROP TRIGGER public_rows_changed ON %s', watched);
END $$
"""
NAMES = ["web_unwatch(regclass)", "web_watch(regclass)", "web_public_ends()", "web_public_rows_changed()"]
NAMES += ["web_public_changed()"]


class Migration(migrations.Migration):
    dependencies = [("web", "0003_search")]

    operations = [
        migrations.CreateModel(
            name="PublicChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.BigIntegerField()),
                ("due", models.DateTimeField(db_index=True, null=True)),
            ],
        ),
        migrations.RunSQL(
            [CHANGED, ROWS_CHANGED, ENDS, WATCH, UNWATCH], [f"DROP FUNCTION {name}" for name in NAMES]
        ),
    ]
