"""What everybody may know of matches, as IATI 2.03: one activity a match, one commitment a pledge. Public rows only."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from lxml import etree

from matching.choices import MatchStatus, PartyRole, PledgeStatus
from matching.models import Match, Pledge
from matching.selectors import public_progress
from states.choices import BodyKind

VERSION, HUMAN_RIGHTS = "2.03", "15160"  # the sector code is OECD DAC's
PREFIX = "VOLUNTARY-PLATFORM"
GOVERNMENT, PUBLIC, INTERNATIONAL_NGO, MULTILATERAL, ACADEMIC = "10", "15", "21", "40", "80"
ORGANISATION_TYPES = {
    BodyKind.BILATERAL: GOVERNMENT,
    BodyKind.SOUTH_SOUTH: GOVERNMENT,
    BodyKind.NHRI_NETWORK: PUBLIC,
    BodyKind.NGO_ACADEMIA: INTERNATIONAL_NGO,
}
FUNDING, ACCOUNTABLE, EXTENDING, IMPLEMENTING = "1", "2", "3", "4"
ROLES = {PartyRole.FUNDER: FUNDING, PartyRole.IMPLEMENTER: IMPLEMENTING}
UNDER_WAY, CLOSED = "2", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
OUTGOING_COMMITMENT = "2"
COUNTED = (
    PledgeStatus.COMMITTED,
    PledgeStatus.DELIVERING,
    PledgeStatus.DELIVERED,
    PledgeStatus.PARTLY_DELIVERED,
)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def public_activities():
    """The matches that everybody may know of, with the public words of their need and their counted pledges."""
    pledges = Prefetch("pledges", Pledge.objects.filter(status__in=COUNTED).select_related("body"), "counted_pledges")
    words = "need__statement__subject__shown__statement_version"
    return public_progress().select_related(words).prefetch_related(pledges).order_by("pk")


def document(matches: Iterable[Match]) -> bytes:
    """The whole file: UTF-8, with its declaration."""
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", timezone.now().isoformat(timespec="seconds"))
    root.extend(_activity(match) for match in matches)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _activity(match: Match) -> etree._Element:
    """The order of the elements is the schema's."""
    shown = match.need.statement.subject.shown
    activity = etree.Element("iati-activity", {LANGUAGE: shown.language})
    _text(activity, "iati-identifier", f"{PREFIX}-{match.reference}")
    reporter = etree.SubElement(activity, "reporting-org", ref=PREFIX, type=MULTILATERAL)
    reporter.set("secondary-reporter", "1")
    _narrative(reporter, settings.SPECTACULAR_SETTINGS["TITLE"], "en")
    _narrative(etree.SubElement(activity, "title"), shown.statement_version.title)
    _narrative(etree.SubElement(activity, "description", type="1"), shown.statement_version.summary)
    for element in _participants(match):
        activity.append(element)
    etree.SubElement(activity, "activity-status", code=UNDER_WAY if match.status == MatchStatus.ACTIVE else CLOSED)
    for kind, day in _dates(match):
        etree.SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    etree.SubElement(activity, "recipient-country", code=match.state.iso2, percentage="100")
    etree.SubElement(activity, "sector", vocabulary="1", code=HUMAN_RIGHTS)
    activity.extend(_commitment(pledge) for pledge in match.counted_pledges if pledge.amount is not None)
    return activity


def _text(parent, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _narrative(parent, text: str, language: str = "") -> None:
    narrative = etree.SubElement(parent, "narrative", {LANGUAGE: language} if language else {})
    narrative.text = text


def _participants(match: Match) -> Iterator[etree._Element]:
    state = etree.Element("participating-org", role=ACCOUNTABLE, type=GOVERNMENT)
    _narrative(state, match.state.names["en"], "en")
    yield state
    for party in match.partners:
        kind = ORGANISATION_TYPES.get(party.body.kind, MULTILATERAL)
        element = etree.Element("participating-org", role=ROLES.get(party.role, EXTENDING), type=kind)
        _narrative(element, party.body.name, "en")
        yield element


def _dates(match: Match) -> Iterator[tuple]:
    yield PLANNED_START, match.starts_on
    if match.started_at:
        yield ACTUAL_START, match.started_at.date()
    yield PLANNED_END, match.ends_on
    if match.status == MatchStatus.COMPLETED and match.ended_at:
        yield ACTUAL_END, match.ended_at.date()


def _commitment(pledge: Pledge) -> etree._Element:
    day = pledge.committed_at.date().isoformat()
    element = etree.Element("transaction", ref=pledge.reference)
    etree.SubElement(element, "transaction-type", code=OUTGOING_COMMITMENT)
    etree.SubElement(element, "transaction-date", {"iso-date": day})
    value = etree.SubElement(element, "value", {"currency": pledge.currency, "value-date": day})
    value.text = str(pledge.amount)
    _narrative(etree.SubElement(element, "provider-org"), pledge.body.name, "en")
    return element
