"""Reading a file of recommendations: all of it or nothing, and the same file twice changes nothing."""

import base64
from collections.abc import Iterable
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from obligations.choices import Resolution
from obligations.importers.files import opened
from obligations.importers.registry import importer_for
from obligations.importers.rows import ImportedRow
from obligations.models import HeldRow, ImportRun, Recommendation, RecommendationSource
from obligations.services.mapping import MappedRow, Mapper, Unmapped

CHUNK = 1000
LINKS = (
    ("themes", "theme_id", "theme_ids"),
    ("affected_groups", "affectedgroup_id", "group_ids"),
    ("goals", "sdggoal_id", "goal_ids"),
    ("sdg_targets", "sdgtarget_id", "target_ids"),
)
ONE_IMPORT_AT_A_TIME = 7_120_411


def import_file(path: Path) -> dict[str, int]:
    """Import a file: {read, created, unchanged, held, rejected} in rows. Raises Refused, and then nothing has changed.

    `held` are the rows that wait for a person, `rejected` those that say nothing at all.
    """
    file = opened(path)
    importer = importer_for(file)
    rows = list(importer.rows(file))
    with transaction.atomic():
        take_import_lock()
        words = {"file_name": file.name, "sha256": file.sha256, "encoding": file.encoding}
        run = ImportRun.objects.create(importer=importer.source, **words)
        run.counts = take_in(rows, importer, run)
        run.save(update_fields=["counts"])
    return run.counts


def take_import_lock() -> None:
    """Two imports at once would read each other's keys too early; the second one waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_IMPORT_AT_A_TIME])


def take_in(rows: list[ImportedRow], importer, run: ImportRun) -> dict[str, int]:
    """Create what is new, hold what cannot be mapped; the counts, in rows."""
    full = [row for row in rows if not row.is_blank]
    settled = _settled_keys(importer.source)
    fresh = [row for row in full if row.key not in settled]
    mapped, held = _sorted_out(fresh, Mapper(importer))
    create(mapped, importer, run)
    _hold(held, importer.source, run)
    _resolve([one.row.key for one in mapped], importer.source)
    return {
        "read": len(rows),
        "created": len(mapped),
        "unchanged": len(full) - len(fresh),
        "held": len(held),
        "rejected": len(rows) - len(full),
    }


def _settled_keys(source: str) -> set[str]:
    """Rows that need nothing more: imported ones, and held ones that a person has dealt with."""
    imported = RecommendationSource.objects.filter(source=source).values_list("key", flat=True)
    resolved = HeldRow.objects.filter(source=source, resolved_at__isnull=False).values_list("key", flat=True)
    return {*imported, *resolved}


def _sorted_out(rows: list[ImportedRow], mapper: Mapper) -> tuple[list[MappedRow], list[tuple[ImportedRow, Unmapped]]]:
    mapped, held = [], []
    for row in rows:
        try:
            mapped.append(mapper.mapped(row))
        except Unmapped as fault:
            held.append((row, fault))
    return mapped, held


def create(mapped: Iterable[MappedRow], importer, run: ImportRun | None) -> None:
    """Insert recommendations with their themes and keys, in chunks."""
    rows = list(mapped)
    made = [_recommendation(one, importer) for one in rows]
    Recommendation.objects.bulk_create(made, batch_size=CHUNK)
    pairs = list(zip(made, rows, strict=True))
    for field, column, ids in LINKS:
        link = getattr(Recommendation, field).through
        links = [link(recommendation_id=new.pk, **{column: pk}) for new, one in pairs for pk in getattr(one, ids)]
        link.objects.bulk_create(links, batch_size=CHUNK)
    origin = {"source": importer.source, "run": run}
    sources = [RecommendationSource(recommendation=new, key=one.row.key, **origin) for new, one in pairs]
    RecommendationSource.objects.bulk_create(sources, batch_size=CHUNK)


def _recommendation(one: MappedRow, importer) -> Recommendation:
    return Recommendation(
        reference=reference_of(importer.source, one.row.key),
        mechanism_id=one.mechanism_id,
        state_id=one.state_id,
        text=one.row.text,
        language=importer.language,
        recommending_state_id=one.recommending_state_id,
        recommending_label=one.recommending_label[:1000],
        response=one.response,
        action_level=one.action_level,
        session_number=one.session_number,
        cycle=one.cycle,
        published_on=one.published_on,
        symbol=one.row.symbol,
        paragraph=one.row.paragraph,
        issue_label=one.row.issue_label,
        group_label="; ".join(one.row.persons),
        goal_label="; ".join(one.row.goals),
        technical_assistance=one.technical_assistance,
    )


def reference_of(source: str, key: str) -> str:
    """«REC-» and ten letters and digits that follow from the row's key, so that they never change."""
    return "REC-" + base64.b32encode(bytes.fromhex(key[:20])).decode()[:10]


def _hold(held: list[tuple[ImportedRow, Unmapped]], source: str, run: ImportRun) -> None:
    """Keep the rows for a person; one that is held already keeps its place and learns its present reason."""
    HeldRow.objects.bulk_create(
        (
            HeldRow(source=source, key=row.key, raw=row.raw, reason=fault.reason, label=fault.label, run=run)
            for row, fault in held
        ),
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["reason", "label"],
    )


def _resolve(keys: list[str], source: str) -> None:
    """Held rows that could be mapped this time are settled."""
    waiting = HeldRow.objects.filter(source=source, resolved_at=None, key__in=keys)
    waiting.update(resolved_at=timezone.now(), resolution=Resolution.MAPPED)
