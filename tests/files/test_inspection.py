"""Hostile documents are refused with a reason, and nothing is stored; good ones are kept without their metadata."""

import io
import re
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.acting import Acting
from files import inspection, sandbox, services
from files.inspection import MOST_BYTES, REASONS, inspected
from files.models import Document
from files.sandbox.faults import Fault
from files.sandbox.kinds import cleaned
from files.sandbox.main import MEMORY
from tests.files.hostile import BAD_NAMES, GOOD, HOSTILE, a_docx, a_pdf, an_image, zip_bomb
from web.errors import FailedCheck


def sent(name: str, raw: bytes) -> SimpleUploadedFile:
    upload = SimpleUploadedFile("x", raw)
    upload._name = name  # Django's own cleaning stays out of it
    return upload


@pytest.mark.parametrize("name", [name for name, (raw, _reason) in HOSTILE.items() if raw])
def test_hostile_document_is_refused_for_its_own_reason(name):
    raw, reason = HOSTILE[name]
    with pytest.raises(Fault) as refused:
        cleaned(raw, inspection.MOST_UNPACKED)
    assert refused.value.code == reason


@pytest.mark.parametrize("name", ["nothing", "macros", "bomb", "external entity", "huge image"])
def test_refusal_comes_out_of_the_program_in_plain_words(name):
    raw, reason = HOSTILE[name]
    with pytest.raises(FailedCheck) as refused:
        inspected(raw)
    assert refused.value.message_dict == {"file": [str(REASONS[reason])]}


def test_every_fault_has_its_words():
    sources = "".join(path.read_text() for path in Path(sandbox.__path__[0]).glob("*.py"))
    raised = set(re.findall(r'Fault\("(\w+)"', sources)) | set(re.findall(r'"fault": "(\w+)"', sources))
    assert raised | {reason for _raw, reason in HOSTILE.values()} <= set(REASONS)


@pytest.mark.parametrize("name", GOOD)
def test_good_document_loses_its_metadata(name):
    found = inspected(GOOD[name])
    assert b"Canary" not in found.data
    assert name.lower().endswith(found.kind.replace("jpeg", "jpg"))


def test_cleaned_image_shows_the_same_picture():
    for name in ("chart.png", "photo.JPG"):
        before, after = (Image.open(io.BytesIO(raw)) for raw in (GOOD[name], inspected(GOOD[name]).data))
        assert before.size == after.size
        assert max(abs(a - b) for a, b in zip(before.getpixel((5, 5)), after.getpixel((5, 5)), strict=True)) < 4
        assert not after.getexif()


def test_cleaned_word_document_keeps_its_words_only():
    cleaned = zipfile.ZipFile(io.BytesIO(inspected(a_docx("Bonjour العربية 中文")).data))
    assert "العربية" in cleaned.read("word/document.xml").decode()
    assert all(b"Canary" not in cleaned.read(name) for name in cleaned.namelist())


def test_size_is_refused_before_anything_is_read():
    with pytest.raises(FailedCheck) as refused:
        inspected(b"%PDF-" + b"0" * MOST_BYTES)
    assert "10 MB" in str(refused.value)


def test_inspection_stays_under_256_megabytes():
    """The kernel's own count of the program that reads the largest image and the largest bomb."""
    measure = inspection.PROGRAM + "; sys.stderr.write(open('/proc/self/status').read())"
    for raw in (an_image("PNG", (5000, 4000)), an_image("JPEG", (5000, 4000)), zip_bomb(), a_pdf() * 60_000):
        command = [sys.executable, "-I", "-c", measure, str(settings.BASE_DIR), "30000000"]
        done = subprocess.run(command, input=raw[:MOST_BYTES], capture_output=True, check=True)
        peak = int(re.search(rb"VmHWM:\s+(\d+) kB", done.stderr)[1])
        print(raw[:5], peak // 1024, "MB")
        assert peak < 256 * 1024, raw[:8]
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != MEMORY, "only the child is capped"


def test_program_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(inspection, "PATIENCE", 0.3)
    monkeypatch.setattr(inspection, "PROGRAM", "import time; time.sleep(30)")
    with pytest.raises(FailedCheck) as refused:
        inspected(a_pdf())
    assert refused.value.messages == [str(REASONS["too_much"])]


def test_program_that_is_killed_refuses(monkeypatch):
    monkeypatch.setattr(inspection, "PROGRAM", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(FailedCheck):
        inspected(a_pdf())


@pytest.mark.django_db
@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
def test_name_that_fools_is_refused(name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(FailedCheck) as refused:
        services.store_document(sent(name, a_pdf()), by=Acting())
    assert list(refused.value.message_dict) == ["file"]
    assert (list(tmp_path.rglob("*")), Document.objects.count()) == ([], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["scan.exe", "scan.png", "scan.pdf.js", "scan"])
def test_name_of_another_kind_is_refused(name):
    with pytest.raises(FailedCheck):
        services.look_into(sent(name, a_pdf()))
