"""The list of needs as a file: what its reader may have, narrowed as the page is, and no formula in it."""

import contextlib
import csv
import io

import pytest
from django.db.models import F, Value
from django.test import Client

from requests_app.models import Call
from tests.cast import an_open_statement, sign_in
from web.exports import UTF8_MARK, copy_into, safe_cell

pytestmark = pytest.mark.django_db
CELLS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "  =1", "\u00a0=1",
    "a=1", 'say "no"', "", "1,2", "two\nlines", "مرحبا", "100% sure",
]  # fmt: skip


def rows_of(client: Client, query: str = "") -> list[dict]:
    answer = client.get(f"/needs.csv{query}")
    assert answer.status_code == 200
    text = b"".join(answer).decode()
    assert text.startswith(UTF8_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(UTF8_MARK))))


def test_file_holds_what_its_reader_may_have(cast):
    an_open_statement(title="Open to all")
    an_open_statement(title="For the check", preset="quiet")
    assert [row["title"] for row in rows_of(Client())] == ["Open to all"]
    assert [row["title"] for row in rows_of(sign_in("authoriser.xtv"))] == ["For the check", "Open to all"]


def test_long_file_waits_on_the_disk(cast, monkeypatch):
    an_open_statement(title="Open to all")
    monkeypatch.setattr("pages.files.IN_MEMORY", 10)
    with contextlib.closing(Client().get("/needs.csv")) as answer:
        assert answer.streaming
        assert b"Open to all" in b"".join(answer.streaming_content)


def test_file_is_narrowed_as_the_page_is(cast):
    an_open_statement(title="Records", support_type="data")
    an_open_statement(title="Courts", support_type="training")
    (row,) = rows_of(Client(), "?support_type=data&cursor=x")
    assert (row["title"], row["state"], row["support_type"], row["number"]) == ("Records", "XTV", "data", "1")
    assert rows_of(Client(), "?q=courts")[0]["title"] == "Courts"
    assert rows_of(Client(), "?q=nothing-like-it") == []
    assert Client().get("/needs.csv?support_type=bribe").status_code == 400


@pytest.mark.parametrize("cell", CELLS)
def test_database_makes_cells_safe_by_the_same_rule(cell):
    Call.objects.create(reference="C-1", title="Call", year=2027, opens_on="2027-01-01", closes_on="2027-02-01")
    file = io.BytesIO()
    copy_into(file, Call.objects.annotate(cell=Value(cell), place=F("pk")).values("cell", "place"), {"a": "cell"})
    written = list(csv.reader(io.StringIO(file.getvalue().decode().removeprefix(UTF8_MARK), newline="")))
    assert written == [["a"], [safe_cell(cell)]]


def test_file_of_nothing_has_its_columns():
    file = io.BytesIO()
    copy_into(file, Call.objects.none().values("title"), {"a": "title", "b": "title"})
    assert file.getvalue().decode() == f"{UTF8_MARK}a,b\n"
