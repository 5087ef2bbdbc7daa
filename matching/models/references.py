import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from matching.choices import CURRENCIES

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no signs that look alike


def new_reference(prefix: str) -> str:
    """A readable reference whose suffix betrays no neighbour."""
    return f"{prefix}-" + "".join(secrets.choice(LETTERS) for _place in range(6))


def new_slug() -> str:
    return secrets.token_hex(8)


def new_match_reference() -> str:
    return new_reference("MAT")


def new_note_reference() -> str:
    return new_reference("NOTE")


def new_pledge_reference() -> str:
    return new_reference("PLG")


def check_currency(code: str) -> None:
    if code and code not in CURRENCIES:
        raise ValidationError(_("This is not the ISO code of a currency in use, such as CHF."))
