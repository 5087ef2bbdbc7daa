"""Which encoding a text is in. Old Macintosh exports are Mac Roman with bare CR line ends; new ones are UTF-8."""

import codecs
import re

from django.utils.translation import gettext as _

from obligations.importers.refusals import Refused

#: what Western European text is made of beyond ASCII
USUAL = frozenset("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜàáâãäåçèéêëìíîïñòóôõöùúûüœæß‘’“”–—…«»°§\u00a0")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decoded(raw: bytes) -> tuple[str, str]:
    """(name of the encoding, text). Raises Refused where no encoding can be told."""
    try:
        return "utf-8", raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as fault:
        if raw.startswith(codecs.BOM_UTF8) or _is_mostly_utf8(raw):
            raise Refused(_("The file is UTF-8 but damaged or cut short at byte %d.") % fault.start) from fault
    encoding = "mac-roman" if _has_bare_cr_only(raw) else _most_plausible(raw)
    return encoding, raw.decode(encoding)


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether most bytes beyond ASCII belong to UTF-8 characters (in Mac Roman a few pairs look so by chance)."""
    return sum(map(len, UTF8_CHARACTER.findall(raw))) > len(BEYOND_ASCII.findall(raw)) / 2


def _has_bare_cr_only(raw: bytes) -> bool:
    return b"\r" in raw and b"\n" not in raw


def _most_plausible(raw: bytes) -> str:
    scores = {name: _score(raw, name) for name in ("mac-roman", "cp1252")}
    best = max(scores, key=lambda name: scores[name])
    if len(set(scores.values())) == 1:
        raise Refused(_("The encoding cannot be told: save the file as CSV in UTF-8."))
    return best


def _score(raw: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that Western European text uses; −1 where it does not decode."""
    try:
        foreign = [char for char in raw.decode(encoding) if ord(char) > 127]
    except UnicodeDecodeError:
        return -1
    return sum(char in USUAL for char in foreign) / len(foreign)
