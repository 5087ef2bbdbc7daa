"""Documents of a report: whoever reads its words has them, at each download; nothing stays of a refused one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from files.models import Document
from followup import services
from followup.models import ReportDue
from requests_app.services import withdraw_statement
from states.cast import acting_as
from tests.cast import an_open_statement, sign_in
from tests.factories.followup import REPORT, an_active_match, the_due
from tests.files.hostile import HOSTILE, a_docx, a_pdf, an_image
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

pytestmark = pytest.mark.django_db
MANY = ["authoriser.xtv", "ministry.xtv", "authoriser.xkr", "signatory.xnd", "officer.undp", "curator", "cso.xtv"]
STATE = {"authoriser.xtv", "ministry.xtv"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def due(match) -> ReportDue:
    found = the_due(match)
    services.write_report(found, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    return found


def attached(due: ReportDue, name: str = "annex.pdf", raw: bytes | None = None) -> Document:
    upload = SimpleUploadedFile(name, raw or a_pdf())
    return services.attach_to_report(due, upload=upload, by=acting_as("nmirf.xtv")).document


def getters(document: Document) -> set[str]:
    browsers = {name: sign_in(name) for name in MANY} | {"public": Client()}
    url = reverse("report_document", args=[document.slug])
    return {name for name, browser in browsers.items() if browser.get(url).status_code == 200}


def test_it_goes_the_way_of_the_reports_words(due):
    by, document = acting_as("nmirf.xtv"), attached(due)
    assert getters(document) == STATE
    services.submit_report(due, by=by, edit_no=2, make_public=False)
    assert getters(document) == STATE | {"signatory.xnd", "curator"}
    services.REPORT_ACTS["return_report"](due, by=acting_as("curator"), note="Which circuit?")
    assert getters(document) == STATE
    services.submit_report(due, by=by, edit_no=2, make_public=True)
    assert getters(document) == {*MANY, "public"}
    services.hide_report(due, by=by)
    assert getters(document) == STATE | {"signatory.xnd", "curator"}


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.pdf", a_pdf()), ("a.docx", a_docx()), ("a.png", an_image("PNG")), ("a.jpg", an_image("JPEG"))],
    ids=["pdf", "docx", "png", "jpeg"],
)
def test_each_kind_comes_to_be_saved(due, name, raw):
    document = attached(due, name, raw)
    answer = sign_in("nmirf.xtv").get(reverse("report_document", args=[document.slug]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "private, no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["page", "drawing"])
def test_nothing_stays_of_a_hostile_one(due, folder, name):
    with pytest.raises(FailedCheck):
        attached(due, f"{name}.pdf", HOSTILE[name][0])
    assert not Document.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_only_the_side_attaches_and_only_while_it_writes(due):
    upload = SimpleUploadedFile("a.pdf", a_pdf())
    for who in ("signatory.xnd", "authoriser.xkr", "curator"):
        with pytest.raises(NotPermitted):
            services.attach_to_report(due, upload=upload, by=acting_as(who))
    document = attached(due)
    services.submit_report(due, by=acting_as("nmirf.xtv"), edit_no=2, make_public=True)
    with pytest.raises(WrongStatus):
        attached(due)
    with pytest.raises(WrongStatus):
        services.detach_from_report(due, slug=document.slug, by=acting_as("nmirf.xtv"))


def test_a_blank_report_holds_none_and_the_same_one_stands_once(match):
    blank = the_due(match)
    with pytest.raises(FailedCheck):
        attached(blank)
    services.write_report(blank, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    attached(blank)
    with pytest.raises(FailedCheck):
        attached(blank)
    assert Document.objects.count() == 1


def test_whoever_reviewed_an_older_text_is_told_that_it_changed(due):
    attached(due)
    with pytest.raises(Conflict):
        services.submit_report(due, by=acting_as("nmirf.xtv"), edit_no=1, make_public=True)


def test_pages_upload_show_and_take_out(due):
    browser, address = sign_in("nmirf.xtv"), reverse("report_documents", args=[due.reference])
    assert browser.post(address, {"file": SimpleUploadedFile("photo.pdf", b"not a pdf")}).status_code == 400
    assert browser.post(address, {"file": SimpleUploadedFile("photo.png", an_image("PNG"))}).status_code == 302
    for page in (address, reverse("report", args=[due.reference]), reverse("report_review", args=[due.reference])):
        assert "photo.png" in browser.get(page).content.decode()
    told = browser.get(f"/api/v1/reports/{due.reference}/").json()["documents"]
    assert [one["name"] for one in told] == ["photo.png"]
    document = Document.objects.get()
    remove = reverse("report_document_remove", args=[due.reference, document.slug])
    assert browser.post(remove).status_code == 302
    assert not Document.objects.exists()


def test_withdrawn_statement_closes_the_public_document(due):
    document = attached(due)
    services.submit_report(due, by=acting_as("nmirf.xtv"), edit_no=2, make_public=True)
    withdraw_statement(due.match.need.statement, by=acting_as("authoriser.xtv"))
    assert "public" not in getters(document)


def test_of_another_match_nobody_learns(cast):
    other = the_due(an_active_match(an_open_statement(), partner="undp"))
    services.write_report(other, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    document = attached(other)
    services.submit_report(other, by=acting_as("nmirf.xtv"), edit_no=2, make_public=False)
    assert getters(document) == STATE | {"officer.undp", "curator"}
