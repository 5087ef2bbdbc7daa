"""Reading a list of texts of the Human Rights Council: all of it or nothing, and twice the same changes nothing."""

import re
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from obligations.choices import CouncilTextKind, HeldReason
from obligations.importers.files import opened
from obligations.importers.refusals import Refused
from obligations.importers.rows import Keys, plain
from obligations.importers.tables import column_names, named_rows
from obligations.models import COUNCIL_SYMBOL, CouncilText, HeldRow, ImportRun
from obligations.services.imports import take_import_lock

SOURCE = "council-texts"
REQUIRED = ("symbol", "title", "date")
KINDS = {"RES": CouncilTextKind.RESOLUTION, "DEC": CouncilTextKind.DECISION, "PRST": CouncilTextKind.PRESIDENT}
#: what libraries write behind a title: « : resolution /»
TAIL = re.compile(r"\s*[:.]?\s*(resolution|decision|presidential statement|president's statement)?\s*/?\s*$", re.I)


def import_council_texts(path: Path) -> dict[str, int]:
    """{read, created, unchanged, held, rejected} in rows, as for recommendations. Raises Refused, and nothing changed.

    `held` are rows whose symbol or date cannot be read.
    """
    file = opened(path)
    if file.kind != "csv":
        raise Refused(_("A list of Council texts is a CSV file with the columns %s.") % ", ".join(REQUIRED))
    missing = [name for name in REQUIRED if name not in column_names(file.text)]
    if missing:
        raise Refused(_("The columns are not those of a list of Council texts (missing: %s).") % ", ".join(missing))
    rows = list(named_rows(file.text))
    with transaction.atomic():
        take_import_lock()
        words = {"file_name": file.name, "sha256": file.sha256, "encoding": file.encoding}
        run = ImportRun.objects.create(importer=SOURCE, **words)
        run.counts = _take_in(rows, run)
        run.save(update_fields=["counts"])
    return run.counts


def _take_in(rows: list[dict], run: ImportRun) -> dict[str, int]:
    full = [row for row in rows if plain(row["symbol"]) or plain(row["title"])]
    known = set(CouncilText.objects.values_list("symbol", flat=True))
    settled = set(HeldRow.objects.filter(source=SOURCE, resolved_at__isnull=False).values_list("key", flat=True))
    keys, made, held, unchanged = Keys(), {}, [], 0
    for row in full:
        key, symbol = keys.key([row["symbol"], row["title"]]), plain(row["symbol"]).upper()
        day = _day(row["date"])
        if symbol in known or symbol in made or key in settled:
            unchanged += 1
        elif not re.match(COUNCIL_SYMBOL, symbol) or (plain(row["date"]) and day is None):
            held.append(_held(row, key, run))
        else:
            made[symbol] = _text(row, symbol, day)
    CouncilText.objects.bulk_create(made.values())
    HeldRow.objects.bulk_create(held, ignore_conflicts=True)
    counts = {"read": len(rows), "created": len(made), "unchanged": unchanged}
    return counts | {"held": len(held), "rejected": len(rows) - len(full)}


def _held(row: dict, key: str, run: ImportRun) -> HeldRow:
    reason = HeldReason.SYMBOL if not re.match(COUNCIL_SYMBOL, plain(row["symbol"]).upper()) else HeldReason.DATE
    label = plain(row["symbol"] if reason == HeldReason.SYMBOL else row["date"])[:200]
    return HeldRow(source=SOURCE, key=key, raw=row, reason=reason, label=label, run=run)


def _text(row: dict, symbol: str, day: date | None) -> CouncilText:
    item = re.match(r"\d{1,2}", plain(row.get("agenda_item_no", "")))
    address = plain(row.get("url_resolution") or row.get("record_url") or "")
    return CouncilText(
        symbol=symbol,
        kind=next(kind for mark, kind in KINDS.items() if f"/{mark}/" in symbol),
        title=TAIL.sub("", plain(row["title"]))[:500],
        adopted_on=day,
        agenda_item=int(item[0]) if item else None,
        url=address[:300] if address.startswith(("http://", "https://")) else "",
        source=plain(row.get("record_url") or row.get("source") or "")[:200],
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(plain(text))
    except ValueError:
        return None
