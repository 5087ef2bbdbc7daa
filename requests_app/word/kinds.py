"""From a value to the text that stands in the form, and from a text that somebody typed to a value."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from obligations.importers.rows import folded
from obligations.models import CouncilText, Recommendation, SDGTarget
from web.fields import composed
from web.names import Named, name_in

#: by what a linked thing is named in a line of the form; everything else by its name in any language
CODES = {Recommendation: "reference", SDGTarget: "code", CouncilText: "symbol"}
EXCERPT = 160
DAY = re.compile(r"^(?:(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4}))$")
MARKS = re.compile(r"[\u200e\u200f\u061c\u2066-\u2069]")  # what word processors put around numbers in Arabic


def text_of(column: models.Field, value) -> str:
    """The text of a stored value, in the language in use."""
    if value in ("", None):
        return ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def line_of(one: models.Model) -> str:
    """A linked thing in one line."""
    code = CODES.get(type(one))
    if code is None:
        return name_in(one.names, translation.get_language()) if isinstance(one, Named) else str(one)
    told = getattr(one, "text", "") or getattr(one, "title", "") or getattr(one, "name", "")
    return f"{getattr(one, code)} – {' '.join(told.split())[:EXCERPT]}"


def value_of(column: models.Field, text: str):
    """The value that a typed text means. Raises ValidationError with the reason where it means none."""
    if column.choices:
        return _choice(column, text)
    if isinstance(column, models.DateField):
        return _day(text)
    value = composed(text) if isinstance(column, models.TextField) else composed(" ".join(text.split("\n")))
    if value:
        column.run_validators(column.to_python(value))
    return value


def _choice(column: models.Field, text: str):
    if not text.strip():
        return None if column.null else ""
    known = _choices_by_label(column)
    found = known.get(folded(MARKS.sub("", text)))
    if found is None:
        raise ValidationError(_("This is none of the choices of this question."))
    return found


@lru_cache(maxsize=64)  # a handful of columns, whose labels do not change while the process lives
def _choices_by_label(column: models.Field) -> dict:
    """Stored values by their folded labels in every language, and by themselves."""
    known = {folded(str(value)): value for value, _label in column.flatchoices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {folded(str(label)): value for value, label in column.flatchoices}
    return known


def _day(text: str) -> date | None:
    plain = "".join(_plain_digit(char) for char in MARKS.sub("", text).strip())
    if not plain:
        return None
    found = DAY.match(plain)
    if not found:
        raise ValidationError(_("This is no date. Write year-month-day, as in 2027-03-31."))
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError as fault:
        raise ValidationError(_("There is no such day.")) from fault


def _plain_digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdigit() else char


def linked(column: models.Field, text: str, choices: Iterable[models.Model]) -> list[models.Model]:
    """The things that the lines of `text` name. Raises ValidationError naming the first line that names none."""
    lines = [MARKS.sub("", line).strip(" \t•-–") for line in text.split("\n")]
    known = _by_label(choices) if any(lines) else {}
    found: dict[int, models.Model] = {}
    for line in filter(None, lines):
        one = known.get(folded(line)) or known.get(folded(line.split(" ")[0]))
        if one is None:
            raise ValidationError(_("«%s» is not in the list that this question takes from.") % line[:80])
        found[one.pk] = one
    return list(found.values())


def _by_label(choices: Iterable[models.Model]) -> dict[str, models.Model]:
    known: dict[str, models.Model] = {}
    for one in choices:
        code = CODES.get(type(one))
        labels = [getattr(one, code)] if code else list(one.names.values())
        known |= {folded(label): one for label in labels}
    return known
