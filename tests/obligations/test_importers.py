"""From bytes to rows, and every refusal by name. No database is needed to refuse a file."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from obligations.importers.files import opened
from obligations.importers.refusals import Refused
from obligations.importers.registry import importer_for
from obligations.importers.rows import folded, plain
from obligations.importers.upr_info import UprInfoExport
from tests.obligations.conftest import ROW, table


def rows_of(path: Path) -> list:
    file = opened(path)
    return list(importer_for(file).rows(file))


def refusal_of(tmp_path, raw: bytes) -> str:
    path = tmp_path / "sent.csv"
    path.write_bytes(raw)
    with pytest.raises(Refused) as refused:
        rows_of(path)
    return str(refused.value)


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "content")
    return out.getvalue()


def test_export_as_it_comes(export):
    first, second = rows_of(export([{}, {"Text": 'He said "yes", and\rmeant it', "Session": "13"}]))
    assert first.text == ROW["Text"]
    assert first.issues == ("Technical assistance and cooperation", "Right to education")
    assert second.text == 'He said "yes", and meant it'
    assert first.raw["From-Org"] == "AU, OIF"


@pytest.mark.parametrize(
    ("encoding", "line_end", "named"),
    [
        ("mac-roman", "\r", "mac-roman"),
        ("mac-roman", "\r\n", "mac-roman"),
        ("cp1252", "\r\n", "cp1252"),
        ("utf-8", "\n", "utf-8"),
        ("utf-8-sig", "\r\n", "utf-8"),
        ("utf-8", "\r", "utf-8"),
    ],
)
def test_encodings_give_the_same_rows(export, encoding, line_end, named):
    rows = [{"Text": "L’école, l’été, naïveté, Español, Größe"}]
    path = export(rows, encoding, line_end)
    assert opened(path).encoding == named
    assert rows_of(path) == rows_of(export(rows))


def test_columns_may_stand_in_another_order(tmp_path, export):
    path = tmp_path / "other.csv"
    path.write_text(table([{}], columns=UprInfoExport.columns[::-1]))
    assert rows_of(path) == rows_of(export([{}]))


def test_equal_rows_get_different_keys_and_the_same_ones_again(export):
    path = export([{}, {}, {"Session": "9"}])
    keys = [row.key for row in rows_of(path)]
    assert len(set(keys)) == 3
    assert keys == [row.key for row in rows_of(path)]


GOOD = table([{}, {}])


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old Excel workbook"),
        (zipped("word/document.xml"), "no Word document"),
        (zipped("xl/workbook.xml"), "Excel workbook (.xlsx)"),
        (zipped("export.csv"), "ZIP archive: unpack"),
        (zipped("word/document.xml")[:60], "cut short or damaged"),
        (b"%PDF-1.7\n", "PDF"),
        (gzip.compress(GOOD.encode()), "gzip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"<html><table>", "web page or XML"),
        (b'[{"To": "Laos"}]', "missing: AnnotationId"),
        (GOOD.encode("utf-16"), "UTF-16"),
        (GOOD.encode("utf-16-le"), "UTF-16"),
        (GOOD.encode("utf-16-be"), "UTF-16"),
        (bytes(range(1, 256)) * 2, "binary file"),
        (GOOD.encode("mac-roman").replace(b"technical", b"tech\x00nical"), "NUL or other control bytes"),
        (GOOD.encode("utf-8")[:-300] + b"\xc3", "UTF-8 but damaged or cut short"),
        (b"\xef\xbb\xbf" + GOOD.encode("mac-roman"), "UTF-8 but damaged or cut short"),
        (b"To,From\ncaf\xe9\n", "encoding cannot be told"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused_by_the_name_of_what_it_is(tmp_path, raw, words):
    assert words in refusal_of(tmp_path, raw)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("To-Rgrp", "Region", 1), "missing: To-Rgrp; unknown: Region"),
        (GOOD.replace("Session", "Session,Session", 1), "repeated: Session"),
        (GOOD.replace(",", ";"), "separated by semicolons"),
        (GOOD.replace(",", "\t"), "separated by tabs"),
        ("just some words", "missing: To,"),
        (GOOD.split("\r")[0], "no row"),
        (GOOD[:-40], "never closed: the file is damaged or cut short"),
        (GOOD + "\rLaos,Asia", "Row 4 has 2 cells instead of 11"),
        (GOOD + '\r"Laos,Asia', "quotation mark is opened in row 4"),
        (GOOD + '\rLaos,"As"ia,x,"y"', "quotation marks of row 4 are wrong"),
        (table([{"Text": "x" * 20_001}]), "Row 2 has a cell of more than 20,000"),
        (table([{"Text": "x" * 200_000}]), "Row 2 has a cell of more than 20,000"),
        ("x" * 1_000_000, "Row 1 has a cell of more than 20,000"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_broken_table_is_refused_with_its_place(tmp_path, text, words):
    assert words in refusal_of(tmp_path, text.encode("utf-8"))


@pytest.mark.parametrize(("name", "words"), [("", "is a directory"), ("absent.csv", "There is no file")])
def test_no_file(tmp_path, name, words):
    with pytest.raises(Refused, match=words):
        opened(tmp_path / name)


def test_a_pipe_is_refused_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="not an ordinary file"):
        opened(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="Root may read everything.")
def test_unreadable_file(export):
    path = export([{}])
    path.chmod(0)
    with pytest.raises(Refused, match="cannot be read"):
        opened(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "cote d'ivoire"),
        (" Participation  of women ", "participation of women"),
        ("TÜRKİYE", "Türkiye"),
    ],
)
def test_labels_are_compared_without_case_accents_and_blanks(one, other):
    assert folded(one) == folded(other)


def test_plain_composes_and_keeps_accents():
    assert plain("  Sa\u0303o  Tome\u0301 ") == "São Tomé"
