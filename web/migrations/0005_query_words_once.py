"""What somebody looks for, each of its forms once: a word that all languages stem alike was looked up and ranked six
times. In PL/pgSQL, which keeps the plan of each step for the session.
"""

from importlib import import_module

from django.db import migrations

QUERY = r"""
CREATE OR REPLACE FUNCTION web_query(words text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    plain text := regexp_replace(web_folded(words), '[\u3400-\u4dbf\u4e00-\u9fff]+', ' ', 'g');
    forms tsquery[] := '{}';
    stems tsquery := '';
    stemmed tsquery;
    pairs tsquery;
    config regconfig;
BEGIN
    FOREACH config IN ARRAY '{pg_catalog.simple, pg_catalog.english, pg_catalog.french, pg_catalog.spanish,
                              pg_catalog.arabic, pg_catalog.russian}'::regconfig[] LOOP
        stemmed := plainto_tsquery(config, plain);
        IF numnode(stemmed) > 0 AND stemmed <> ALL (forms) THEN
            stems := stems || stemmed;
            forms := forms || stemmed;
        END IF;
    END LOOP;
    SELECT string_agg('''' || pair || '''' || CASE length(pair) WHEN 1 THEN ':*' ELSE '' END, ' & ')::tsquery
    INTO pairs FROM unnest(web_pairs(words, false)) AS pair;
    RETURN CASE WHEN numnode(stems) = 0 THEN pairs WHEN pairs IS NULL THEN stems ELSE stems && pairs END;
END $$
"""
BEFORE = import_module("web.migrations.0003_search").QUERY


class Migration(migrations.Migration):
    dependencies = [("web", "0004_public_changes")]

    operations = [migrations.RunSQL(QUERY, f"CREATE OR REPLACE {BEFORE.strip().removeprefix('CREATE')}")]
