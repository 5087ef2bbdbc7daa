"""Three presets that explain themselves. Nothing is preselected; a State may also choose line by line."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from consent.choices import Audience, Element, Purpose

Line = tuple[str, str, str]  # element, purpose, audience


@dataclass(frozen=True)
class Preset:
    name: str
    label: Any
    explanation: Any
    lines: tuple[Line, ...]


def reading(audience: str, *elements: str) -> tuple[Line, ...]:
    return tuple((element, Purpose.READ, audience) for element in elements)


def listing(*audiences: str) -> tuple[Line, ...]:
    """The headline may stand on the agenda of the session that these audiences read."""
    return tuple((Element.SUMMARY, Purpose.SESSION_LISTING, audience) for audience in audiences)


SECRETARIAT_READS = reading(Audience.SECRETARIAT, *Element.values)
PARTNERS_READ = reading(Audience.PARTNERS, Element.SUMMARY, Element.DETAILS, Element.DOCUMENTS)

QUIET = Preset(
    "quiet", _("Quiet"), _("Only the secretariat reads it and looks for partners with you."), SECRETARIAT_READS
)
WORKING = Preset(
    "working",
    _("Working"),
    _(
        "Partners read all but your contacts. Other States see the headline. The session can list it for them. "
        "The public sees nothing."
    ),
    (
        *SECRETARIAT_READS,
        *PARTNERS_READ,
        *reading(Audience.STATES, Element.SUMMARY),
        *listing(Audience.SECRETARIAT, Audience.PARTNERS, Audience.STATES),
    ),
)
OPEN = Preset(
    "open",
    _("Open"),
    _(
        "Everybody reads the summary and the details, and the session and the annual report can name it. "
        "Contacts cross only when you and a partner both say yes. The days of waiting are not shown."
    ),
    (
        *SECRETARIAT_READS,
        *PARTNERS_READ,
        *reading(Audience.STATES, Element.SUMMARY, Element.DETAILS),
        *reading(Audience.PARTICIPANTS, Element.SUMMARY, Element.DETAILS),
        *reading(Audience.PUBLIC, Element.SUMMARY, Element.DETAILS),
        *listing(Audience.SECRETARIAT, Audience.PUBLIC),
        (Element.SUMMARY, Purpose.ANNUAL_REPORT, Audience.PUBLIC),
    ),
)
PRESETS = {preset.name: preset for preset in (QUIET, WORKING, OPEN)}
OWN_CHOICE = "own"
