"""Documents of statements: who gets them, when they close, what seals them; nothing stays of a refused one."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from consent.digests import broken_editions
from consent.presets import PRESETS
from files.models import Document
from requests_app import services
from requests_app.models import Attachment, NeedsStatement, Paper
from requests_app.selectors import version_for_writing
from states.cast import acting_as
from tests.cast import a_draft, sign_in
from tests.files.hostile import BAD_NAMES, HOSTILE, a_docx, a_pdf, an_image
from web.errors import Conflict, FailedCheck, NotPermitted

pytestmark = pytest.mark.django_db
MANY = ["authoriser.xtv", "ministry.xtv", "authoriser.xkr", "signatory.xnd", "curator", "nhri.xtv", "cso.xtv"]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def sent(name: str = "annex.pdf", raw: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw or a_pdf())


def an_annexed(preset: str = "working") -> tuple[NeedsStatement, Document]:
    """An open statement with one annex."""
    by, curator = acting_as("authoriser.xtv"), acting_as("curator")
    draft = a_draft("authoriser.xtv")
    document = services.attach_document(draft, upload=sent(), by=by).document
    edit_no = version_for_writing(draft).edit_no
    services.submit_statement(draft, by=by, lines=PRESETS[preset].lines, edit_no=edit_no)
    services.begin_check(draft, by=curator)
    return services.open_after_check(draft, by=curator), document


def getters(document: Document) -> set[str]:
    browsers = {name: sign_in(name) for name in MANY} | {"public": Client()}
    url = reverse("document", args=[document.slug])
    return {name for name, browser in browsers.items() if browser.get(url).status_code == 200}


@pytest.mark.parametrize(
    ("preset", "others"),
    [("quiet", {"curator"}), ("working", {"curator", "signatory.xnd"}), ("open", {"curator", "signatory.xnd"})],
)
def test_annex_goes_to_those_who_were_granted_documents(cast, preset, others):
    _statement, document = an_annexed(preset)
    assert getters(document) == {"authoriser.xtv", "ministry.xtv"} | others


def test_withdrawal_closes_it_at_once(cast):
    statement, document = an_annexed("open")
    services.withdraw_statement(statement, by=acting_as("authoriser.xtv"))
    assert getters(document) == {"authoriser.xtv", "ministry.xtv"}


def test_draft_s_annex_is_its_own_states_alone(cast):
    document = services.attach_document(a_draft(), upload=sent(), by=acting_as("drafter.xtv")).document
    assert getters(document) == {"authoriser.xtv", "ministry.xtv"}


def test_note_verbale_is_for_the_state_and_the_check(cast):
    statement, _document = an_annexed("open")
    paper = services.file_paper(statement, upload=sent("note.pdf"), kind="note_verbale", by=acting_as("drafter.xtv"))
    assert getters(paper.document) == {"authoriser.xtv", "ministry.xtv", "curator"}


def test_it_comes_to_be_saved_and_nothing_else(cast):
    _statement, document = an_annexed()
    answer = sign_in("signatory.xnd").get(reverse("document", args=[document.slug]))
    assert answer["Content-Disposition"] == 'attachment; filename="annex.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == a_pdf()


def test_it_is_sealed_with_its_edition(cast):
    statement, document = an_annexed()
    assert broken_editions() == []
    attached = Attachment.objects.get(document=document)
    for change in (attached.delete, attached.save):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    Document.objects.filter(pk=document.pk).update(sha256="0" * 64)
    assert len(broken_editions()) == 1
    assert statement.status == "open"


def test_attaching_after_the_review_stops_the_submission(cast):
    draft = a_draft("authoriser.xtv")
    reviewed = version_for_writing(draft).edit_no
    services.attach_document(draft, upload=sent(), by=acting_as("authoriser.xtv"))
    with pytest.raises(Conflict):
        services.submit_statement(draft, by=acting_as("authoriser.xtv"), lines=PRESETS["open"].lines, edit_no=reviewed)


def test_new_edition_begins_with_the_same_documents_and_can_let_one_go(cast, django_capture_on_commit_callbacks):
    statement, document = an_annexed()
    by = acting_as("authoriser.xtv")
    services.begin_amendment(statement, by=by)
    assert Attachment.objects.filter(document=document).count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        services.detach_document(statement, slug=document.slug, by=by)
    assert Document.objects.filter(pk=document.pk).exists(), "the open edition still shows it"
    assert getters(document) >= {"signatory.xnd"}


def test_document_taken_out_of_a_draft_is_gone_with_its_file(cast, folder, django_capture_on_commit_callbacks):
    draft, by = a_draft(), acting_as("drafter.xtv")
    document = services.attach_document(draft, upload=sent(), by=by).document
    with django_capture_on_commit_callbacks(execute=True):
        services.detach_document(draft, slug=document.slug, by=by)
    assert not Document.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_the_same_document_twice_is_one(cast):
    draft, by = a_draft(), acting_as("drafter.xtv")
    services.attach_document(draft, upload=sent(), by=by)
    with pytest.raises(FailedCheck, match="attached already"), transaction.atomic():
        services.attach_document(draft, upload=sent("other.pdf"), by=by)
    assert Document.objects.count() == 1


def test_only_the_states_drafters_attach(cast):
    draft = a_draft()
    for name in ("ministry.xtv", "authoriser.xkr", "curator", "signatory.xnd"):
        with pytest.raises(NotPermitted):
            services.attach_document(draft, upload=sent(), by=acting_as(name))


NAMES = [(name, a_pdf()) for name in BAD_NAMES[:3]]
UPLOADS = [("annex.docx", HOSTILE["macros"][0]), ("annex.docx", HOSTILE["bomb"][0]), ("annex.pdf", an_image())]


@pytest.mark.parametrize(
    ("name", "raw"), [*UPLOADS, *((name, a_pdf()) for name in BAD_NAMES)], ids=lambda one: ascii(one)[:30]
)
def test_hostile_upload_is_refused_beside_the_field_and_nothing_is_stored(cast, folder, name, raw):
    """By the page, with the name as it was sent: Django would clean it in silence."""
    draft, client = a_draft(), sign_in("drafter.xtv")
    body = b'--X\r\nContent-Disposition: form-data; name="kind"\r\n\r\nannex\r\n--X\r\n'
    body += b"Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''" + quoted(name)
    body += b"\r\nContent-Type: application/pdf\r\n\r\n" + raw + b"\r\n--X--\r\n"
    url = reverse("statement_documents", args=[draft.subject.slug])
    answer = client.generic("POST", url, body, content_type="multipart/form-data; boundary=X")
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["file"]
    assert not Document.objects.exists()
    assert not folder.exists() or [path for path in folder.rglob("*") if path.is_file()] == []


def quoted(name: str) -> bytes:
    return "".join(f"%{byte:02X}" for byte in name.encode()).encode()


def test_upload_beyond_the_limit_is_refused_before_it_is_read(cast):
    url = reverse("statement_documents", args=[a_draft().subject.slug])
    answer = sign_in("drafter.xtv").post(url, {"kind": "annex", "file": sent("a.pdf", b"%PDF-" + b"0" * 11_500_000)})
    assert answer.status_code == 413


def test_pages_take_a_good_document_and_list_it(cast):
    draft, client = a_draft(), sign_in("drafter.xtv")
    url = reverse("statement_documents", args=[draft.subject.slug])
    assert client.post(url, {"kind": "annex", "file": sent("plan.docx", a_docx())}).status_code == 302
    assert client.post(url, {"kind": "clearance", "file": sent("visa.png", an_image())}).status_code == 302
    assert (Attachment.objects.count(), Paper.objects.count()) == (1, 1)
    shown = client.get(reverse("statement", args=[draft.subject.slug])).content.decode()
    assert "plan.docx" in shown
    assert "visa.png" in shown
    told = json.loads(client.get(reverse("api-statement-detail", args=[draft.subject.slug])).content)
    assert [one["name"] for one in told["documents"]] == ["plan.docx"]


def test_reader_without_the_grant_learns_of_no_document(cast):
    statement, _document = an_annexed("open")
    for url in (statement.get_absolute_url(), reverse("api-statement-detail", args=[statement.reference])):
        assert b"annex.pdf" not in sign_in("cso.xtv").get(url).content
        assert b"annex.pdf" in sign_in("signatory.xnd").get(url).content
