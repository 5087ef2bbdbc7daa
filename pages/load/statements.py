"""N open statements with one need each, sealed and granted as their State would have done it."""

import json
import re

from django.db import transaction

from consent.digests import digest_of
from consent.models import Edition, Grant, Subject
from consent.presets import PRESETS
from obligations.models import Theme
from pages.load.rows import analyse, insert_select, run, sequence_of, without_guards, without_patience
from pages.load.texts import NEEDS, SYLLABLES
from requests_app.models import Call, Need, NeedSearch, NeedsStatement, NeedVersion, StatementVersion
from states.models import State

#: of ten statements so many are for everybody, for partners and States, for the secretariat alone
SHARES = ["open"] * 6 + ["working"] * 3 + ["quiet"]
BANDS = ["none", "under_25k", "under_100k", "under_500k", "over_500k", "unknown"]
YEAR = 2027
WRITTEN = (
    Subject,
    Edition,
    NeedsStatement,
    StatementVersion,
    StatementVersion.themes.through,
    Need,
    NeedVersion,
    NeedSearch,
    Grant,
)

_PLAN = """
    CREATE TEMP TABLE plan ON COMMIT DROP AS
    SELECT i, 1 + i %% %(texts)s AS text_no,
           (%(states)s::bigint[])[1 + i %% %(state_count)s] AS state_id,
           (%(codes)s::text[])[1 + i %% %(state_count)s] AS code,
           (%(syllables)s::text[])[1 + i %% 10] || (%(syllables)s::text[])[1 + i / 10 %% 10]
           || (%(syllables)s::text[])[1 + i / 100 %% 10] || (%(syllables)s::text[])[1 + i / 1000 %% 10] AS word,
           (%(presets)s::text[])[1 + (i / %(texts)s) %% 10] AS preset,
           now() - i * interval '7 minutes' AS opened_at,
           nextval(%(subject_ids)s) AS subject_id, nextval(%(edition_ids)s) AS edition_id,
           nextval(%(statement_ids)s) AS statement_id, nextval(%(version_ids)s) AS version_id,
           nextval(%(need_ids)s) AS need_id
    FROM generate_series(%(start)s::bigint, %(start)s + %(count)s - 1) AS i
"""
_TEXTS = """
    CREATE TEMP TABLE words ON COMMIT DROP AS
    SELECT t.* FROM unnest(%(numbers)s::int[], %(languages)s::text[], %(kinds)s::text[], %(titles)s::text[],
                           %(summaries)s::text[]) AS t (text_no, language, kind, title, summary)
"""
_SEARCHED = """
    INSERT INTO requests_app_needsearch (need_version_id, folded, terms)
    SELECT n.id, web_folded(t.words), web_terms(t.words, w.language)
    FROM plan p JOIN words w USING (text_no) JOIN requests_app_statementversion v ON v.id = p.version_id
    JOIN requests_app_needversion n ON n.version_id = v.id,
    LATERAL (SELECT concat_ws(' ', v.title, n.title, v.summary) AS words) t
"""
#: the title and summary of a row: those of its text, with a number and a word of its own
TITLE = "w.title || ' ' || p.i"
SUMMARY = "w.summary || ' ' || p.word"


@transaction.atomic
def load_needs(count: int) -> int:
    """`count` more needs, each in a statement of its own; returns how many. The States are the demonstration's."""
    if not count:
        return 0
    without_patience()
    _plan(Subject.objects.count(), count)
    with without_guards(*WRITTEN):
        _insert_statements()
        _insert_words()
        run(_SEARCHED)
        analyse(*WRITTEN)
        _seal(_contents())
        _grant()
        analyse(*WRITTEN)
    run("DROP TABLE plan, words")
    return count


def _plan(start: int, count: int) -> None:
    states = list(State.objects.filter(fictitious=True).order_by("iso3").values_list("pk", "iso3"))
    models = {"subject": Subject, "edition": Edition, "statement": NeedsStatement, "version": StatementVersion}
    sequences = {f"{name}_ids": sequence_of(model) for name, model in (models | {"need": Need}).items()}
    plan = {"start": start, "count": count, "texts": len(NEEDS), "state_count": len(states), "presets": SHARES}
    plan |= {"states": [pk for pk, _code in states], "codes": [code for _pk, code in states], "syllables": SYLLABLES}
    run(_PLAN, plan | sequences)
    languages, kinds, titles, summaries = (list(column) for column in zip(*NEEDS, strict=True))
    numbers = list(range(1, len(NEEDS) + 1))
    columns = {"numbers": numbers, "languages": languages, "kinds": kinds, "titles": titles, "summaries": summaries}
    run(_TEXTS, columns)
    run("CREATE INDEX ON plan (edition_id); ANALYZE plan; ANALYZE words")


def _insert_statements() -> None:
    subject = {
        "id": "p.subject_id",
        "kind": "'statement'",
        "state_id": "p.state_id",
        "slug": "substr(md5('load' || p.i), 1, 16)",
        "reference": f"p.code || '-{YEAR}-L' || p.i",
        "shown_id": "p.edition_id",
    }
    insert_select(Subject, subject, "plan p")
    edition = {"id": "p.edition_id", "subject_id": "p.subject_id", "number": "1", "language": "w.language"}
    insert_select(Edition, edition, "plan p JOIN words w USING (text_no)")
    statement = {
        "id": "p.statement_id",
        "subject_id": "p.subject_id",
        "state_id": "p.state_id",
        "call_id": "%(call)s",
        "status": "'open'",
        "created_at": "p.opened_at",
        "submitted_at": "p.opened_at",
        "opened_at": "p.opened_at",
    }
    call = Call.objects.order_by("pk").values_list("pk", flat=True).first()
    insert_select(NeedsStatement, statement, "plan p", {"call": call})
    insert_select(Need, {"id": "p.need_id", "statement_id": "p.statement_id", "number": "1"}, "plan p")


def _insert_words() -> None:
    version = {
        "id": "p.version_id",
        "edition_id": "p.edition_id",
        "statement_id": "p.statement_id",
        "edit_no": "1",
        "title": TITLE,
        "summary": SUMMARY,
        "contact_mailbox": "'office@example.org'",
    }
    insert_select(StatementVersion, version, "plan p JOIN words w USING (text_no)")
    themes = list(Theme.objects.order_by("pk").values_list("pk", flat=True)) or [0]
    params = {"themes": themes, "count": len(themes)}
    link = "p.version_id, (%(themes)s::bigint[])[1 + p.text_no * {step} %% %(count)s] FROM plan p"
    both = " UNION ".join(f"SELECT {link.format(step=step)}" for step in (1, 5))
    table = StatementVersion.themes.through._meta.db_table
    if themes != [0]:
        run(f"INSERT INTO {table} (statementversion_id, theme_id) {both}", params)
    need = {
        "need_id": "p.need_id",
        "version_id": "p.version_id",
        "support_type": "w.kind",
        "institution": "'Ministry of Justice'",
        "success_sign": "'One court more that hears within seven days'",
        "wanted_from": "date '2027-01-01' + (p.text_no * 11)::int",
        "wanted_to": "date '2027-12-01' + (p.text_no * 17)::int",
        "budget_band": "(%(bands)s::text[])[1 + p.text_no %% 6]",
    }
    insert_select(NeedVersion, need, "plan p JOIN words w USING (text_no)", {"bands": BANDS})


def _contents() -> dict[int, str]:
    """By the number of a text the JSON of a row's content, its title and summary replaced by two marks."""
    with_one = "SELECT DISTINCT ON (text_no) text_no, version_id AS id FROM plan ORDER BY text_no, i"
    samples = StatementVersion.objects.raw(
        f"SELECT v.*, one.text_no FROM requests_app_statementversion v JOIN ({with_one}) one USING (id)"  # noqa: S608
    )
    return {version.text_no: _marked(version) for version in samples}


def _marked(version: StatementVersion) -> str:
    """Checked against the hash that the platform itself computes."""
    content = version.content()
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    marked = text.replace(json.dumps(version.summary, ensure_ascii=False), '"@summary@"')
    marked = re.sub(f": {re.escape(json.dumps(version.title, ensure_ascii=False))}", ': "@title@"', marked)
    again = marked.replace("@summary@", version.summary).replace("@title@", version.title)
    if version.digest() != digest_of(json.loads(again)):
        raise AssertionError("the load seals words that are not those of the statement")
    return marked


def _seal(contents: dict[int, str]) -> None:
    """Seal every edition of the plan under the hash of its own words."""
    run(
        """
        UPDATE consent_edition e SET sealed_at = p.opened_at, sha256 = encode(sha256(convert_to(
            replace(replace(c.content, '@title@', v.title), '@summary@', v.summary), 'UTF8')), 'hex')
        FROM plan p JOIN requests_app_statementversion v ON v.id = p.version_id
        JOIN unnest(%(numbers)s::int[], %(contents)s::text[]) AS c (text_no, content) ON c.text_no = p.text_no
        WHERE e.id = p.edition_id
        """,
        {"numbers": list(contents), "contents": list(contents.values())},
    )


def _grant() -> None:
    lines = [(name, *map(str, line)) for name, preset in PRESETS.items() for line in preset.lines]
    presets, elements, purposes, audiences = (list(column) for column in zip(*lines, strict=True))
    grant = {
        "edition_id": "p.edition_id",
        "element": "g.element",
        "purpose": "g.purpose",
        "audience": "g.audience",
        "given_by": "0",
        "capacity_id": "0",
        "capacity_label": "'load'",
        "given_at": "p.opened_at",
    }
    source = """plan p JOIN unnest(%(presets)s::text[], %(elements)s::text[], %(purposes)s::text[],
                %(audiences)s::text[]) AS g (preset, element, purpose, audience) USING (preset)"""
    columns = {"presets": presets, "elements": elements, "purposes": purposes, "audiences": audiences}
    insert_select(Grant, grant, source, columns)
