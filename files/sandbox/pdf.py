"""A PDF is kept as it is, or refused: for what it would do when opened, and for what else it would pass as."""

import re
import zlib
from collections.abc import Iterator

from files.sandbox.faults import Fault

ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|AA|Movie|Sound|GoToE)(?![A-Za-z0-9])"
)
#: names so long that compressed bytes do not hold them by chance
ACTIVE_ANYWHERE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])")
MARKUP = re.compile(rb"<\s*(script|html|svg|iframe|!doctype)", re.IGNORECASE)
END_OF_ARCHIVE = b"PK\x05\x06"
MOST_UNPACKED = 30_000_000
BLANKS = b"\r\n\t \x00"


def checked(raw: bytes) -> bytes:
    if not raw.rstrip(BLANKS).endswith(b"%%EOF"):
        raise Fault("polyglot" if b"%%EOF" in raw else "damaged")
    if MARKUP.search(raw[:2048]) or _ends_as_an_archive(raw):
        raise Fault("polyglot")
    if ACTIVE_ANYWHERE.search(raw):
        raise Fault("active_pdf")
    unpacked = 0
    for outside, inside in _parts(raw):
        _refuse(outside)
        if b"/ObjStm" in _plain(outside) and inside:
            objects = _inflated(outside, inside, MOST_UNPACKED - unpacked)
            unpacked += len(objects)
            _refuse(objects)
    return raw


def _parts(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(what stands outside of streams, the stream that follows), in order."""
    place = 0
    while True:
        begins = raw.find(b"stream", place)
        ends = raw.find(b"endstream", begins)
        if begins < 0 or ends < 0:
            yield raw[place:], b""
            return
        yield raw[place:begins], raw[begins + 6 : ends].lstrip(b"\r\n")
        place = ends + 9


def _plain(text: bytes) -> bytes:
    """Names as readers understand them: «/J#61vaScript» is /JavaScript."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _refuse(text: bytes) -> None:
    plain = _plain(text)
    if b"/Encrypt" in plain:
        raise Fault("encrypted")
    if ACTIVE.search(plain):
        raise Fault("active_pdf")


def _inflated(words: bytes, stream: bytes, most: int) -> bytes:
    if b"/Predictor" in words or b"/FlateDecode" not in _plain(words):
        raise Fault("unusual_pdf")
    try:
        found = zlib.decompressobj().decompress(stream, most + 1)
    except zlib.error as fault:
        raise Fault("damaged") from fault
    if len(found) > most:
        raise Fault("bomb")
    return found


def _ends_as_an_archive(raw: bytes) -> bool:
    """A ZIP whose closing record reaches to the end of the file, so that an unpacker takes the whole for an archive."""
    place = raw.rfind(END_OF_ARCHIVE, max(0, len(raw) - 66_000))
    return place >= 0 and place + 22 <= len(raw)
