"""Which field of a statement belongs to which element. Pages, API and mails receive nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from consent.choices import Audience, Element
from consent.presets import PRESETS
from requests_app.models import NeedVersion, StatementVersion

#: the one map of fields to elements
VERSION_ELEMENTS = {
    "title": Element.SUMMARY,
    "summary": Element.SUMMARY,
    "done_at_home": Element.DETAILS,
    "prevention": Element.DETAILS,
    "contact_mailbox": Element.CONTACT,
}
NEED_ELEMENTS = {
    "title": Element.SUMMARY,
    "support_type": Element.SUMMARY,
    "wanted_from": Element.SUMMARY,
    "wanted_to": Element.SUMMARY,
    "institution": Element.DETAILS,
    "success_sign": Element.DETAILS,
    "modality": Element.DETAILS,
    "budget_band": Element.DETAILS,
}
SET_ELEMENTS = {
    "themes": Element.SUMMARY,
    "affected_groups": Element.SUMMARY,
    "sdg_targets": Element.SUMMARY,
    "recommendations": Element.DETAILS,
}

#: what a reader sees beside an answer; the form asks the State itself, in its own words
LABELS = {
    "done_at_home": _("What was tried or done already"),
    "contact_mailbox": _("Office mailbox"),
    "prevention": _("What it prevents"),
    "institution": _("Institution that would receive it"),
    "success_sign": _("Sign of success"),
    "budget_band": _("Budget, roughly"),
}


@dataclass(frozen=True)
class Line:
    """One answer as a reader sees it: its label, its value, and whether somebody typed it."""

    name: str
    label: str
    value: object
    typed: bool = True


@dataclass(frozen=True)
class Projection:
    """What one reader may see of one version: nothing else of it leaves this module."""

    language: str
    direction: str
    title: str
    lines: list[Line]
    needs: list[dict] = field(default_factory=list)
    sets: dict = field(default_factory=dict)


def project(version: StatementVersion, elements: Iterable[str]) -> Projection:
    """The permitted elements of a version with its needs."""
    seen = frozenset(elements)
    return Projection(
        language=version.edition.language,
        direction=version.edition.direction,
        title=version.title if Element.SUMMARY in seen else "",
        lines=_lines(version, VERSION_ELEMENTS, seen),
        needs=[_need(need, seen) for need in version.need_versions.select_related("need")],
        sets={name: list(getattr(version, name).all()) for name, element in SET_ELEMENTS.items() if element in seen},
    )


def _need(need_version: NeedVersion, seen: frozenset) -> dict:
    lines = _lines(need_version, NEED_ELEMENTS, seen)
    title = (need_version.title or need_version.version.title) if Element.SUMMARY in seen else ""
    return {"number": need_version.need.number, "need_id": need_version.need_id, "title": title, "lines": lines}


def _lines(row, elements: dict, seen: frozenset) -> list[Line]:
    lines = []
    for name, element in elements.items():
        column = row._meta.get_field(name)
        value = getattr(row, f"get_{name}_display")() if column.choices else getattr(row, name)
        if element in seen and value not in ("", None) and name != "title":
            lines.append(Line(name, str(LABELS.get(name, column.verbose_name)), value, typed=not column.choices))
    return lines


def previews_of(version: StatementVersion) -> list[dict]:
    """For each preset, what each audience would see: shown before anybody consents."""
    return [{"preset": preset, "audiences": _audiences(version, preset)} for preset in PRESETS.values()]


def _audiences(version: StatementVersion, preset) -> list[dict]:
    readers = []
    for audience in Audience:
        seen = {element for element, _purpose, reader in preset.lines if reader == audience}
        readers.append({"audience": audience.label, "projection": project(version, seen) if seen else None})
    return readers
