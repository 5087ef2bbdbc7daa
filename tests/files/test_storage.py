"""A file without a row is swept; a row without a file cannot be."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts.acting import Acting
from files import services, storage
from files.answers import sent
from files.models import Document
from tests.files.hostile import HOSTILE, a_pdf
from web.errors import FailedCheck

pytestmark = pytest.mark.django_db


def stored(name: str = "scan.pdf") -> Document:
    return services.store_document(SimpleUploadedFile(name, a_pdf()), by=Acting(capacity_label="Mission"))


@pytest.fixture(autouse=True)
def _person(monkeypatch):
    monkeypatch.setattr(Acting, "user_id", 7)


def files_in(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def grow_old(*paths) -> None:
    for path in paths:
        os.utime(path, (time.time() - 7300,) * 2)


def test_document_lies_under_a_random_name_for_its_owner_alone(folder):
    document = stored()
    (path,) = files_in(folder)
    assert path.read_bytes() == a_pdf()
    assert "scan" not in str(path)
    assert oct(path.stat().st_mode)[-3:] == "600"
    assert (document.kind, document.size, document.capacity_label) == ("pdf", len(a_pdf()), "Mission")


def test_refused_document_leaves_nothing(folder):
    raw, _reason = HOSTILE["macros"]
    with pytest.raises(FailedCheck):
        services.store_document(SimpleUploadedFile("a.docx", raw), by=Acting())
    assert not folder.exists() or files_in(folder) == []
    assert not Document.objects.exists()


def test_full_disk_leaves_nothing_and_says_so(folder, monkeypatch):
    def full(*_words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FailedCheck) as refused:
        stored()
    assert list(refused.value.message_dict) == ["file"]
    assert (files_in(folder), Document.objects.count()) == ([], 0)


def test_file_of_a_rolled_back_upload_is_swept(folder):
    with transaction.atomic():
        stored()
        transaction.set_rollback(True)
    (path,) = files_in(folder)
    assert services.sweep_files() == {"rows": 0, "files": 0}, "it may still be under way"
    grow_old(path)
    assert services.sweep_files() == {"rows": 0, "files": 1}
    assert files_in(folder) == []


def test_document_that_nobody_owns_is_swept_with_its_file(folder, django_capture_on_commit_callbacks):
    document = stored()
    Document.objects.filter(pk=document.pk).update(uploaded_at="2026-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        assert services.sweep_files()["rows"] == 1
    assert (files_in(folder), Document.objects.count()) == ([], 0)


def test_unfinished_file_is_swept(folder):
    storage.put(b"whole")
    cut = folder / "ab" / "abc.part"
    cut.parent.mkdir(exist_ok=True)
    cut.write_bytes(b"ha")
    grow_old(cut)
    assert services.sweep_files()["files"] == 1


def test_document_leaves_to_be_saved_and_never_to_be_opened(folder):
    answer = sent(stored("Relevé «été».pdf"))
    assert answer.content == a_pdf()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Relev%C3%A9")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
