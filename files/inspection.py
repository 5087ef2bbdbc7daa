"""Every uploaded file is looked into by a capped program of its own before a byte of it is kept."""

import json
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from files.choices import Kind
from web.errors import FailedCheck

MOST_BYTES = 10_000_000
MOST_UNPACKED = 30_000_000
PATIENCE = 10  # seconds
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from files.sandbox.main import main; main(int(sys.argv[2]))"


@dataclass(frozen=True)
class Inspected:
    kind: Kind
    data: bytes


def inspected(raw: bytes, *, most_unpacked: int = MOST_UNPACKED) -> Inspected:
    """What the bytes are, and the bytes to keep. Raises FailedCheck on `file`, in words for the person who sent it.

    `most_unpacked` are the bytes that a Word document may unpack to.
    """
    if not raw:
        raise refusal("empty")
    if len(raw) > MOST_BYTES:
        raise refusal("too_large")
    head, data = _looked_into(raw, most_unpacked)
    if "fault" in head:
        raise refusal(head["fault"])
    return Inspected(Kind(head["kind"]), data)


def refusal(code: str) -> FailedCheck:
    return FailedCheck({"file": [str(REASONS[code])]})


def _looked_into(raw: bytes, most_unpacked: int) -> tuple[dict, bytes]:
    command = [sys.executable, "-I", "-c", PROGRAM, str(settings.BASE_DIR), str(most_unpacked)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=PATIENCE, env={}, check=False)
    except subprocess.TimeoutExpired:
        return {"fault": "too_much"}, b""
    line, _line_end, data = done.stdout.partition(b"\n")
    if done.returncode or not line:
        return {"fault": "too_much"}, b""
    return json.loads(line), data


REASONS = {
    "empty": _("It is empty."),
    "too_large": _("It is larger than 10 MB. Make it smaller, or send it in parts."),
    "wrong_type": _("Only PDF, PNG, JPEG and Word (.docx) can be kept, and this is none of them, whatever its name."),
    "old_office": _("This is an old document of Office (.doc, .xls, .ppt). Save it as .docx or PDF."),
    "workbook": _("This is an Excel workbook. Save it as PDF."),
    "slides": _("These are slides of PowerPoint. Save them as PDF."),
    "not_word": _("This is an archive, and no Word document. Unpack it and send the documents one by one."),
    "encrypted": _("It is locked with a password. Save it without one."),
    "damaged": _("It is damaged or cut short, and cannot be read. Save it anew."),
    "polyglot": _("It holds something else before or after the document. Save it anew, then try again."),
    "bomb": _("It unpacks to far more than a document should hold."),
    "too_much": _("It takes too much time or memory to read. Save it anew in a simpler form."),
    "strange_names": _("Its parts have names that no Word document has. Save it anew."),
    "macros": _("It holds macros. Save it without them, as .docx."),
    "embedded": _("Another file or program is embedded in it. Take it out, then try again."),
    "entities": _("It declares entities, which no Word document does. Save it anew."),
    "fetches": _("It fetches something from elsewhere when it is opened. Break those links, then try again."),
    "tracked": _("It holds tracked changes, with the names of their authors. Accept or reject them, then try again."),
    "comments": _("It holds comments, with the names of their authors. Remove them, then try again."),
    "other_picture": _("A picture in it is neither PNG nor JPEG. Replace it, or save the document as PDF."),
    "active_pdf": _("This PDF acts when it is opened (scripts, forms, embedded files). Print it anew as a plain PDF."),
    "unusual_pdf": _("This PDF is packed in a way that cannot be checked. Print it anew as a plain PDF."),
    "too_many_pixels": _("This image has more than 20 million points. Make it smaller."),
    "animated": _("This image is animated. Save one picture of it."),
}
