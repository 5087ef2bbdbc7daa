"""From a path to text, or a refusal that names what is wrong with the file. Nothing here knows what the rows mean."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from obligations.importers.encodings import decoded
from obligations.importers.refusals import Refused

LARGEST = 100_000_000
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
BINARY_BYTES = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
#: a table of UPR Info, a matrix of OHCHR, records of the Universal Human Rights Index
READ = ("csv", "docx", "json")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class SourceFile:
    """A file as it came: its bytes are kept by their sha256 only."""

    name: str
    sha256: str
    kind: str
    encoding: str
    text: str
    raw: bytes = field(default=b"", repr=False)


def opened(path: Path) -> SourceFile:
    """The file at `path`, recognised and decoded. Raises Refused, in words for the person who sent it."""
    raw = _bytes_of(path)
    kind = _kind_of(raw)
    if kind not in READ:
        raise Refused(KINDS[kind]())
    encoding, text = ("zip", "") if kind == "docx" else decoded(raw)
    return SourceFile(path.name[:255], hashlib.sha256(raw).hexdigest(), kind, encoding, text, raw)


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise Refused(_("%s is a directory, not a file.") % path.name)
    if not path.exists():
        raise Refused(_("There is no file %s.") % path)
    if not path.is_file():
        raise Refused(_("%s is not an ordinary file.") % path.name)
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(_("%s is larger than 100 MB: split it.") % path.name)
        raw = path.read_bytes()
    except OSError as fault:
        raise Refused(_("%(file)s cannot be read: %(why)s.") % {"file": path.name, "why": fault.strerror}) from fault
    if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refused(_("%s is empty.") % path.name)
    return raw


def _kind_of(raw: bytes) -> str:
    """«csv» for anything that reads as text in lines, else the name of what the bytes are."""
    start = raw[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for kind, marks in SIGNATURES.items():
        if start.startswith(marks):
            return _kind_of_zip(raw) if kind == "zip" else kind
    if raw.startswith(UTF16_MARKS) or _alternates_with_nul(raw):
        return "utf16"
    if b"\x00" in raw or BINARY_BYTES.search(raw):
        return "binary" if len(BINARY_BYTES.findall(raw[:100_000])) > 20 else "nul"
    return "csv"


def _alternates_with_nul(raw: bytes) -> bool:
    """UTF-16 without its mark: every second byte of Latin text is NUL."""
    sample = raw[:2000]
    return max(sample[::2].count(0), sample[1::2].count(0)) > len(sample) * 0.4


def _kind_of_zip(raw: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except zipfile.BadZipFile:
        return "broken_zip"
    for folder, kind in {"word/": "docx", "xl/": "xlsx"}.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return "zip"


SIGNATURES = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "xls": (OLD_OFFICE,),
    "pdf": (b"%PDF",),
    "gzip": (b"\x1f\x8b",),
    "image": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
    "markup": (b"<",),
    "json": (b"{", b"["),
}
KINDS = {
    "zip": lambda: _("This is a ZIP archive: unpack it first."),
    "broken_zip": lambda: _("This is a ZIP archive, or a document of Office, cut short or damaged: send it again."),
    "xlsx": lambda: _("This is an Excel workbook (.xlsx): save it as CSV."),
    "xls": lambda: _("This is an old Excel workbook or Word document (.xls, .doc): save it as CSV."),
    "pdf": lambda: _("This is a PDF: a CSV file is needed."),
    "gzip": lambda: _("This is compressed with gzip: unpack it first."),
    "image": lambda: _("This is an image: a CSV file is needed."),
    "markup": lambda: _("This is a web page or XML: a CSV file is needed."),
    "utf16": lambda: _("The encoding is UTF-16 («Unicode text»): save the file as CSV in UTF-8."),
    "binary": lambda: _("This is a binary file: a CSV file is needed."),
    "nul": lambda: _("The file holds NUL or other control bytes: it is damaged. Export it again."),
}
