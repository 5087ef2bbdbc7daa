import csv
import io
from pathlib import Path

import pytest
from django.conf import settings

from obligations.importers.upr_info import UprInfoExport
from obligations.reference_load import load_obligations
from states.cast import acting_as
from states.reference_load import load_states

SHARED = Path(settings.BASE_DIR).parent / "shared" / "data" / "recommendations"
ROW = {
    "To": "Laos",
    "To-Rgrp": "Asia",
    "To-Org": "ASEAN, OIF",
    "Text": "Seek technical assistance for the follow-up, as São Tomé and Côte d'Ivoire did.",
    "From": "Cote d'Ivoire",
    "From-Rgrp": "Africa",
    "From-Org": "AU, OIF",
    "Response": "Accepted",
    "Action": "4",
    "Issue": "Technical assistance and cooperation,Right to education",
    "Session": "8",
}


def table(rows: list[dict], *, line_end: str = "\r", columns=UprInfoExport.columns) -> str:
    """An export in our own words; a row changes what it names of ROW."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return out.getvalue().removesuffix(line_end)


@pytest.fixture
def export(tmp_path):
    """A function that writes rows as the source does: Mac Roman, bare CR, no end of line at the end."""

    def write(rows: list[dict], encoding: str = "mac-roman", line_end: str = "\r") -> Path:
        path = tmp_path / "export.csv"
        path.write_bytes(table(rows, line_end=line_end).encode(encoding))
        return path

    return write


@pytest.fixture
def reference(db):
    """The shipped lists."""
    return load_states() | load_obligations()


@pytest.fixture
def curator(cast):
    """A curator of the secretariat, acting in that mandate."""
    return acting_as("curator")


@pytest.fixture
def real_exports() -> list[Path]:
    found = sorted(SHARED.glob("upr-info_sessions_*.raw-macroman-cr.csv"))
    if not found:
        pytest.skip("The real exports stand in ../shared/data, which is absent here.")
    return found
