"""Documents through the API: the same services and refusals as on the pages, and nothing stays of a refused one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from files.models import Document
from followup.services import submit_report, write_report
from requests_app.models import Attachment, Paper
from requests_app.selectors import version_for_writing
from requests_app.services import submit_statement
from states.cast import acting_as
from states.models import Mandate
from states.services import issue_token
from tests.cast import a_draft, an_open_statement, sign_in
from tests.factories.followup import REPORT, an_active_match, the_due
from tests.files.hostile import BAD_NAMES, HOSTILE, a_docx, a_pdf, an_image
from web.errors import Conflict

pytestmark = pytest.mark.django_db
FIRST = a_pdf(b"% first\n")  # as long as the other one
BOUNDARY = "multipart/form-data; boundary=X"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def draft(cast):
    return a_draft()


@pytest.fixture
def due(cast):
    found = the_due(an_active_match(an_open_statement()))
    write_report(found, by=acting_as("nmirf.xtv"), words=REPORT, edit_no=0)
    return found


def of_statement(statement) -> str:
    return f"/api/v1/statements/{statement.subject.slug}/documents/"


def of_report(due) -> str:
    return f"/api/v1/reports/{due.reference}/documents/"


def sent(name: str = "annex.pdf", raw: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf() if raw is None else raw)


def form(name: str, raw: bytes, **words: str) -> bytes:
    """A body with the name of the file as it is written here: Django's own client would clean it."""
    pieces = [f'--X\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{one}\r\n' for key, one in words.items()]
    quoted = "".join(f"%{byte:02X}" for byte in name.encode())
    head = f"--X\r\nContent-Disposition: form-data; name=\"file\"; filename*=UTF-8''{quoted}\r\n\r\n"
    return "".join([*pieces, head]).encode() + raw + b"\r\n--X--\r\n"


def nothing_is_stored(folder) -> bool:
    return not Document.objects.exists() and not [path for path in folder.rglob("*") if path.is_file()]


def test_annex_and_papers_are_taken_shown_and_taken_out(draft):
    browser, address = sign_in("drafter.xtv"), of_statement(draft)
    before = version_for_writing(draft).edit_no
    annex = browser.post(address, {"kind": "annex", "file": sent("plan.docx", a_docx())})
    note = browser.post(address, {"kind": "note_verbale", "file": sent("note.png", an_image())})
    assert (annex.status_code, annex.json()["name"], annex.json()["kind"]) == (201, "plan.docx", "docx")
    assert (note.status_code, Paper.objects.get().kind) == (201, "note_verbale")
    assert browser.get(annex.json()["url"]).status_code == browser.get(note.json()["url"]).status_code == 200
    assert Client().get(annex.json()["url"]).status_code == 404
    told = browser.get(f"/api/v1/statements/{draft.subject.slug}/").json()
    assert ([one["slug"] for one in told["documents"]], told["edit_no"]) == ([annex.json()["slug"]], before + 1)
    gone = browser.post(f"{address}{annex.json()['slug']}/remove/", {}, content_type="application/json")
    assert (gone.status_code, Attachment.objects.count()) == (204, 0)
    again = browser.post(f"{address}{annex.json()['slug']}/remove/", {}, content_type="application/json")
    assert (again.status_code, list(again.json())) == (400, ["non_field_errors"])


def test_reports_take_documents_while_they_are_written(due):
    browser, address = sign_in("nmirf.xtv"), of_report(due)
    stored = browser.post(address, {"file": sent("photo.png", an_image())})
    assert (stored.status_code, stored.json()["kind"]) == (201, "png")
    assert browser.get(stored.json()["url"]).status_code == 200
    assert browser.post(address, {"file": sent("photo.png", an_image())}).json().keys() == {"file"}
    gone = browser.post(f"{address}{stored.json()['slug']}/remove/", {}, content_type="application/json")
    assert (gone.status_code, Document.objects.count()) == (204, 0)
    submit_report(due, by=acting_as("nmirf.xtv"), edit_no=3, make_public=False)
    assert browser.post(address, {"file": sent()}).status_code == 409


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        *(("annex.docx", HOSTILE[one][0]) for one in ("macros", "bomb", "tracked")),
        *(("annex.pdf", HOSTILE[one][0]) for one in ("pdf with script", "pdf and page")),
        ("annex.pdf", an_image()),
        ("annex.pdf", b""),
        ("annex.pdf", b"no pdf"),
        *((name, a_pdf()) for name in BAD_NAMES),
    ],
    ids=lambda one: ascii(one)[:30],
)
def test_hostile_file_is_refused_beside_its_field_and_nothing_stays(draft, folder, name, raw):
    body = form(name, raw, kind="annex")
    answer = sign_in("drafter.xtv").generic("POST", of_statement(draft), body, content_type=BOUNDARY)
    assert (answer.status_code, list(answer.json())) == (400, ["file"])
    assert nothing_is_stored(folder)


def test_hostile_file_is_refused_by_reports_too(due, folder):
    answer = sign_in("nmirf.xtv").post(of_report(due), {"file": sent("a.pdf", HOSTILE["pdf that launches"][0])})
    assert (answer.status_code, list(answer.json())) == (400, ["file"])
    assert nothing_is_stored(folder)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"kind": "annex"}, "file"),
        ({"kind": "annex", "file": "words and no file"}, "file"),
        ({"file": "sent"}, "kind"),
        ({"kind": "poem", "file": "sent"}, "kind"),
        ({"kind": "annex", "file": "sent", "title": "x"}, "title"),
        ({"kind": ["annex", "clearance"], "file": "sent"}, "kind"),
        ({"kind": "annex", "file": ["sent", "sent"]}, "file"),
    ],
    ids=str,
)
def test_words_of_an_upload_are_strict(draft, folder, words, field):
    files = {"sent": [sent()], "['sent', 'sent']": [sent(), sent("b.pdf", a_pdf(b"% other\n"))]}
    body = words | ({"file": files[str(words["file"])]} if str(words.get("file")) in files else {})
    answer = sign_in("drafter.xtv").post(of_statement(draft), body)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert nothing_is_stored(folder)


def test_other_shapes_of_request_are_refused_in_json(draft, folder):
    browser, address = sign_in("drafter.xtv"), of_statement(draft)
    shapes = [
        (b'{"kind": "annex"}', "application/json", 415),
        (b"kind=annex", "application/x-www-form-urlencoded", 415),
        (b"broken", "multipart/form-data", 400),
        (form("a.pdf", a_pdf(), kind="annex")[:60], BOUNDARY, 400),
        (form("a.pdf", b"%PDF-" + b"0" * 11_500_000, kind="annex"), BOUNDARY, 413),
    ]
    for body, content_type, status in shapes:
        for headers in ({}, {"headers": {"Idempotency-Key": f"k{len(body)}"}}):
            answer = browser.generic("POST", address, body, content_type=content_type, **headers)
            assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json"), body[:30]
    assert nothing_is_stored(folder)


def test_nobody_else_uploads(draft, due, folder):
    shown = an_open_statement()
    answers = {
        (who, address): sign_in(who).post(address, {"kind": "annex", "file": sent()}).status_code
        for who in ("ministry.xtv", "authoriser.xkr", "signatory.xnd", "curator")
        for address in (of_statement(draft), of_statement(shown))
    }
    others = {status for (who, address), status in answers.items() if address == of_statement(draft)}
    assert others == {403, 404}
    assert answers["ministry.xtv", of_statement(draft)] == 403
    assert {status for (who, address), status in answers.items() if address == of_statement(shown)} <= {403, 404, 409}
    assert Client().post(of_statement(draft), {"kind": "annex", "file": sent()}).status_code == 401
    for who, status in (("signatory.xnd", 404), ("curator", 403), ("authoriser.xkr", 404)):
        assert sign_in(who).post(of_report(due), {"file": sent()}).status_code == status
    assert nothing_is_stored(folder)


@pytest.mark.parametrize(("may_write", "status"), [(True, 201), (False, 403)])
def test_token_uploads_where_it_may_write(draft, may_write, status):
    mandate = Mandate.objects.get(user__username="drafter.xtv")
    secret = {"Authorization": f"Token {issue_token(mandate, may_write=may_write)}"}
    address, uploads = of_statement(draft), [sent(), sent("b.pdf", a_pdf(b"% other\n"))]
    for upload, headers in zip(uploads, (secret, secret | {"Idempotency-Key": "k"}), strict=True):
        assert Client().post(address, {"kind": "annex", "file": upload}, headers=headers).status_code == status


def test_names_come_as_they_were_sent_by_token_too(draft, folder):
    secret = issue_token(Mandate.objects.get(user__username="drafter.xtv"), may_write=True)
    body = form("zero\u200bwidth.pdf", a_pdf(), kind="annex")
    headers = {"Authorization": f"Token {secret}"}
    answer = Client().generic("POST", of_statement(draft), body, content_type=BOUNDARY, headers=headers)
    assert (answer.status_code, list(answer.json())) == (400, ["file"])
    assert nothing_is_stored(folder)


def test_the_same_upload_twice_is_one_whatever_its_boundary(draft):
    browser, address, key = sign_in("drafter.xtv"), of_statement(draft), {"headers": {"Idempotency-Key": "once"}}
    first = browser.generic("POST", address, form("a.pdf", FIRST, kind="annex"), content_type=BOUNDARY, **key)
    second = browser.post(address, {"kind": "annex", "file": sent("a.pdf", FIRST)}, **key)
    assert (first.status_code, second.status_code, second.json()) == (201, 201, first.json())
    assert Document.objects.count() == 1
    others = [
        {"kind": "clearance", "file": sent("a.pdf", FIRST)},
        {"kind": "annex", "file": sent("b.pdf", FIRST)},
        {"kind": "annex", "file": sent("a.pdf", a_pdf(b"% other\n"))},
    ]
    assert [browser.post(address, one, **key).status_code for one in others] == [422] * 3
    assert Document.objects.count() == 1


def test_attaching_after_the_review_stops_the_submission(draft):
    browser = sign_in("authoriser.xtv")
    reviewed = version_for_writing(draft).edit_no
    browser.post(of_statement(draft), {"kind": "annex", "file": sent()})
    with pytest.raises(Conflict):
        submit_statement(draft, by=acting_as("authoriser.xtv"), lines=[], edit_no=reviewed)


def test_description_tells_of_a_file():
    described = SchemaGenerator().get_schema(request=None, public=True)
    for address in ("/api/v1/statements/{reference}/documents/", "/api/v1/reports/{reference}/documents/"):
        operation = described["paths"][address]["post"]
        (content,) = operation["requestBody"]["content"].items()
        shape = described["components"]["schemas"][content[1]["schema"]["$ref"].rsplit("/", 1)[1]]
        assert content[0] == "multipart/form-data"
        assert shape["properties"]["file"]["format"] == "binary"
        assert "201" in operation["responses"]
