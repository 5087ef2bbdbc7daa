"""How text is searched, in one place for every app: folded, cut into stems of its language, Chinese into pairs."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# Declared immutable, since generated columns need that; who changes one of them has to rebuild the columns.
FOLDED = r"""
CREATE FUNCTION web_folded(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    translate(lower(public.unaccent('public.unaccent', normalize(words, NFKC))), 'أإآٱىیېکڪةۀہھؤئ', 'اااايييككههههوي'),
    '[ء\u0640\u064B-\u065F\u0670\u06D6-\u06ED]', '', 'g')
"""
PAIRS = r"""
CREATE FUNCTION web_pairs(words text, whole boolean) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT substr(found.run[1], place, 2)
    FROM regexp_matches(words, '[\u3400-\u4dbf\u4e00-\u9fff]+', 'g') AS found (run),
         generate_series(1, CASE WHEN whole THEN length(found.run[1]) ELSE greatest(length(found.run[1]) - 1, 1) END)
         AS place)
"""
TERMS = r"""
CREATE FUNCTION web_terms(words text, language text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector(
    CASE language WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig WHEN 'en' THEN 'pg_catalog.english'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig WHEN 'fr' THEN 'pg_catalog.french'::regconfig
        WHEN 'ru' THEN 'pg_catalog.russian'::regconfig ELSE 'pg_catalog.simple'::regconfig END,
    regexp_replace(web_folded(words), '[\u3400-\u4dbf\u4e00-\u9fff]+', ' ', 'g'))
    || array_to_tsvector(web_pairs(words, true))
"""
# What somebody looks for may be in any of the languages: each stems it in its own way, and one of them has to fit.
QUERY = r"""
CREATE FUNCTION web_query(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT CASE WHEN asked.stems IS NULL OR numnode(asked.stems) = 0 THEN asked.pairs
                WHEN asked.pairs IS NULL THEN asked.stems ELSE asked.stems && asked.pairs END
    FROM (
        SELECT plainto_tsquery('pg_catalog.english', plain) || plainto_tsquery('pg_catalog.french', plain)
               || plainto_tsquery('pg_catalog.spanish', plain) || plainto_tsquery('pg_catalog.arabic', plain)
               || plainto_tsquery('pg_catalog.russian', plain) || plainto_tsquery('pg_catalog.simple', plain) AS stems,
               (SELECT string_agg('''' || pair || '''' || CASE length(pair) WHEN 1 THEN ':*' ELSE '' END, ' & ')
                FROM unnest(web_pairs(words, false)) AS pair)::tsquery AS pairs
        FROM regexp_replace(web_folded(words), '[\u3400-\u4dbf\u4e00-\u9fff]+', ' ', 'g') AS plain
    ) AS asked)
"""
NAMES = ["web_query(text)", "web_terms(text, text)", "web_pairs(text, boolean)", "web_folded(text)"]


class Migration(migrations.Migration):
    dependencies = [("web", "0002_cache_table")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(
            [FOLDED, PAIRS, TERMS, QUERY], [f"DROP FUNCTION {name}" for name in NAMES]
        ),
    ]
