"""Text that people type. One place says which characters a line or a text may hold, for forms and API alike."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
DIRECTION_OVERRIDE = re.compile(r"[\u202a-\u202e]")
CODE = re.compile(r"[\w-]{1,60}")
LINE_BREAK = re.compile(r"[\r\n\t]")


def no_control_characters(value: str) -> None:
    if CONTROL.search(value):
        raise ValidationError(_("This holds control characters that no reader can see. Please type it anew."))


def no_direction_overrides(value: str) -> None:
    """Overrides can make a text read as its opposite; isolates and joiners are legitimate and stay."""
    if DIRECTION_OVERRIDE.search(value):
        raise ValidationError(_("This holds invisible marks that reverse the reading direction. Please type it anew."))


def one_line(value: str) -> None:
    if LINE_BREAK.search(value):
        raise ValidationError(_("This must be a single line."))


def something_readable(value: str) -> None:
    if value and not any(unicodedata.category(char)[0] in "LNPS" for char in value):
        raise ValidationError(_("This holds no readable character."))


def composed(value):
    """The same text in Unicode's composed form, with plain line ends and no blanks at either end."""
    if not isinstance(value, str):
        return value
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


class _TypedText:
    """Composes on the way to the database, whatever door the text came by."""

    def to_python(self, value):
        return composed(super().to_python(value))

    def get_prep_value(self, value):
        return composed(super().get_prep_value(value))

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        if hasattr(field, "strip"):
            field.validators.extend(self.default_validators)
            field.widget.attrs.setdefault("dir", "auto")
        return field


class LineField(_TypedText, models.CharField):
    """One line of typed text: a title, a name."""

    default_validators = [no_control_characters, no_direction_overrides, one_line, something_readable]


class ProseField(_TypedText, models.TextField):
    """Several lines of typed text, with a length limit in the form, the API and the model."""

    default_validators = [no_control_characters, no_direction_overrides, something_readable]

    def __init__(self, *args, max_length: int, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)
        self.validators.append(MaxLengthValidator(max_length))


class RowsField(forms.ModelMultipleChoiceField):
    """Rows by what they are called. The database takes no NUL: what holds one names nothing, and never gets there."""

    def clean(self, value):
        for one in value or ():
            if CONTROL.search(str(one)):
                params = {"value": CONTROL.sub("", str(one))}
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=params)
        return super().clean(value)


class CodesField(forms.MultipleChoiceField):
    """Codes of rows in the database, as an address holds them: one that is no code is refused, one that names nothing
    finds nothing.
    """

    MOST = 20

    def valid_value(self, value) -> bool:
        return CODE.fullmatch(value) is not None

    def validate(self, value) -> None:
        super().validate(value)
        if len(value) > self.MOST:
            raise ValidationError(_("These are too many at once."))
