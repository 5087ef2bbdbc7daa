"""A Word document is unpacked within limits, refused for what it would do or betray, and packed anew."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from files.sandbox import images
from files.sandbox.faults import Fault
from files.sandbox.markup import refuse_markup

MOST_PARTS = 400
MAIN = b"wordprocessingml.document.main+xml"
NOT_WORD = {"xl/": "workbook", "ppt/": "slides"}
ARCHIVE_OR_OLE = (
    b"PK\x03\x04",
    bytes.fromhex("d0cf11e0a1b11ae1"),
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
)
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
UNPACKED_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CONTENT_TYPES = "[content_types].xml"
MACROS, EMBEDDED = re.compile(r"vbaproject|vbadata|macrosheet"), re.compile(r"/embeddings/|activex|afchunk")
DOT = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "08" * 64
    + "ffc0000b080001000101011100ffc40014000100000000000000000000000000000009"
    "ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9"
)  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
#: what tells of authors and machines, emptied; the names stay, since other parts point at them
EMPTIED = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{OFFICE}extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{OFFICE}custom-properties"/>',
    "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
}  # fmt: skip


def cleaned(raw: bytes, most_unpacked: int) -> bytes:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Fault("damaged") from fault
    _refuse_archive(raw, archive, members, most_unpacked)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name, part in _parts(archive, members):
            fresh.writestr(zipfile.ZipInfo(name), _without_traces(name, part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _refuse_archive(raw: bytes, archive, members, most_unpacked: int) -> None:
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names:
        raise Fault("not_word")
    for folder, kind in NOT_WORD.items():
        if any(name.startswith(folder) for name in names):
            raise Fault(kind)
    if _holds_more_than_its_members(raw, archive, members):
        raise Fault("polyglot")
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > most_unpacked:
        raise Fault("bomb")
    if any(_leaves_the_folder(name) for name in names) or len({name.lower() for name in names}) < len(names):
        raise Fault("strange_names")
    if any(member.flag_bits & 1 for member in members):
        raise Fault("encrypted")
    if any(member.compress_type not in UNPACKED_KINDS for member in members):
        raise Fault("damaged")


def _holds_more_than_its_members(raw: bytes, archive, members) -> bool:
    """Something before the first member, after the directory, or in the comment of the archive."""
    directory = sum(46 + _tail(member) for member in members)
    begins = min(member.header_offset for member in members)
    return bool(archive.comment) or begins != 0 or archive.start_dir + directory + 22 != len(raw)


def _tail(member: zipfile.ZipInfo) -> int:
    """Bytes of a member in the directory of the archive beyond its fixed ones."""
    name = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437")
    return len(name) + len(member.extra) + len(member.comment)


def _leaves_the_folder(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/")


def _parts(archive, members) -> Iterator[tuple[str, bytes]]:
    for member in members:
        if member.is_dir():
            continue
        try:
            part = archive.read(member)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as fault:
            raise Fault("damaged") from fault
        _refuse_part(member.filename, part)
        yield member.filename, part


def _refuse_part(name: str, part: bytes) -> None:
    low = name.lower()
    if MACROS.search(low) or (low == CONTENT_TYPES and b"macroEnabled" in part):
        raise Fault("macros")
    if EMBEDDED.search(low) or part.startswith(ARCHIVE_OR_OLE):
        raise Fault("embedded")
    if low == CONTENT_TYPES and MAIN not in part:
        raise Fault("not_word")
    if low.endswith((".xml", ".rels", ".vml")):
        try:
            refuse_markup(low, part)
        except expat.ExpatError as fault:
            raise Fault("damaged") from fault
    elif low.startswith("word/media/") and not low.endswith(tuple(PICTURES)):
        raise Fault("other_picture")


def _without_traces(name: str, part: bytes) -> bytes:
    low = name.lower()
    for place, empty in EMPTIED.items():
        if low == place.lower():
            return (HEAD + empty).encode()
    if low.startswith("docprops/thumbnail"):
        return DOT
    if low.startswith("word/media/"):
        return images.redrawn(part, PICTURES[low[low.rindex(".") :]])
    return part
