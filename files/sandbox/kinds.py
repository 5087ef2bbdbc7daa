"""Which of the four kinds the bytes are, told by the bytes alone."""

from files.sandbox import images, pdf, word
from files.sandbox.faults import Fault

OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def cleaned(raw: bytes, most_unpacked: int) -> tuple[str, bytes]:
    """(kind, bytes without what nobody should get). Raises Fault."""
    if raw.startswith(b"%PDF-"):
        return "pdf", pdf.checked(raw)
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", images.redrawn(raw, "PNG")
    if raw.startswith(b"\xff\xd8\xff"):
        return "jpeg", images.redrawn(raw, "JPEG")
    if raw.startswith(ARCHIVES):
        return "docx", word.cleaned(raw, most_unpacked)
    if raw.startswith(OLD_OFFICE):
        raise Fault("encrypted" if ENCRYPTED_PACKAGE in raw else "old_office")
    raise Fault("wrong_type")
