"""Agreement cards beside the one that holds: what waits for the yeses, and what was agreed before."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.models import CARD, CardVersion, CardWords, Match


@dataclass(frozen=True)
class Changed:
    """One column of a card, in words: as it holds, and as it would."""

    name: str
    label: str
    now: str
    then: str


def change_that_waits(match: Match) -> CardVersion | None:
    """The change of the card that waits for every party's yes."""
    return match.card_versions.filter(terms_no=match.amending_no).first() if match.is_amending else None


def earlier_cards(match: Match) -> list[CardVersion]:
    """The cards that held before the one of now, the newest first."""
    bound = match.card_versions.filter(bound_at__isnull=False).exclude(terms_no=match.terms_no)
    return list(bound.order_by("-terms_no"))


def changes_in(match: Match, change: CardVersion) -> list[Changed]:
    """What a change would change, in the order of the card."""
    return [
        Changed(name, str(Match._meta.get_field(name).verbose_name), _told(match, name), _told(change, name))
        for name in CARD
        if getattr(match, name) != getattr(change, name)
    ]


def _told(card: CardWords, name: str) -> str:
    value = getattr(card, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value)
    shown = getattr(card, f"get_{name}_display", None)
    return str(shown() if shown else value or "")
