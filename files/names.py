"""What a file may be called: a name that looks the same to everybody and betrays no folder."""

import unicodedata

from django.utils.translation import gettext as _

from files.choices import ENDINGS, Kind
from web.errors import FailedCheck

LONGEST = 150


def cleaned_name(raw: str) -> str:
    """The last part of `raw` in composed form. Raises FailedCheck on `file` where it would fool anybody."""
    name = unicodedata.normalize("NFC", raw.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    if any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\u200c\u200d" for char in name
    ):
        raise FailedCheck({"file": [_("Its name holds invisible or reversing characters. Rename it, then try again.")]})
    if len(name) > LONGEST:
        raise FailedCheck({"file": [_("Its name has more than %d characters. Rename it, then try again.") % LONGEST]})
    if not name.rpartition(".")[0].strip(". "):
        raise FailedCheck({"file": [_("It has no name. Rename it, then try again.")]})
    return name


def refuse_other_ending(name: str, kind: Kind) -> None:
    """«report.pdf» that holds a picture deceives: FailedCheck."""
    if not name.lower().endswith(ENDINGS[kind]):
        words = _("It holds a %(kind)s, but its name ends otherwise: it should end in %(ending)s.")
        raise FailedCheck({"file": [words % {"kind": kind.label, "ending": ENDINGS[kind][0]}]})
