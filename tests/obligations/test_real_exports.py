"""The real exports of sessions 1 to 13, where they are at hand."""

import pytest

from obligations.importers.files import opened
from obligations.importers.registry import importer_for
from obligations.models import HeldRow, Recommendation
from obligations.services.imports import import_file

ALL_ROWS, WITHOUT_RECOMMENDING_STATE, ON_TECHNICAL_ASSISTANCE = 23_484, 9, 769


@pytest.mark.slow
@pytest.mark.django_db
def test_all_rows_are_imported_once(reference, real_exports):
    first = [import_file(path) for path in real_exports]
    assert sum(counts["read"] for counts in first) == ALL_ROWS
    assert sum(counts["created"] for counts in first) == ALL_ROWS - WITHOUT_RECOMMENDING_STATE
    assert set(HeldRow.objects.values_list("label", flat=True)) == {"(Unknown)"}
    help_rows = Recommendation.objects.filter(technical_assistance=True).count()
    held_help = sum("Technical assistance" in held.raw["Issue"] for held in HeldRow.objects.all())
    assert help_rows + held_help == ON_TECHNICAL_ASSISTANCE
    second = [import_file(path) for path in real_exports]
    assert sum(counts["created"] for counts in second) == 0
    assert sum(counts["unchanged"] + counts["held"] for counts in second) == ALL_ROWS


def test_encoding_and_accents(real_exports):
    files = [opened(path) for path in real_exports]
    rows = [row for file in files for row in importer_for(file).rows(file)]
    assert len({row.key for row in rows}) == len(rows) == ALL_ROWS
    beyond_ascii = {char for row in rows for char in row.text if ord(char) > 127}
    assert beyond_ascii == set("éèáíàöêçã")
