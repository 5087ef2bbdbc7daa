"""Exactly what each audience would read, shown before anybody consents."""

from collections.abc import Iterable

from consent.audiences import labels_of, tokens_read_as
from consent.choices import Element, Purpose
from consent.presets import Line


def previews(lines: Iterable[Line], project) -> list[dict]:
    """For each set of readers who would read the same: their names and `project(elements)`; widest readers last.

    A reader has what is granted to any audience that they belong to: a partner reads what the public reads, too.
    """
    lines = [tuple(map(str, line)) for line in lines]
    readers: dict[frozenset, list[str]] = {}
    for audience in dict.fromkeys(audience for _element, _purpose, audience in lines):
        readers.setdefault(_read_by(audience, lines), []).append(audience)
    labels = labels_of(audience for _element, _purpose, audience in lines)
    return [_preview(seen, audiences, labels, lines, project) for seen, audiences in readers.items()]


def _read_by(audience: str, lines: list) -> frozenset[str]:
    tokens = set(tokens_read_as(audience))
    return frozenset(element for element, purpose, reader in lines if reader in tokens and purpose == Purpose.READ)


def _preview(seen, audiences, labels, lines, project) -> dict:
    reading = project(seen) if Element.SUMMARY in seen else None
    beside = [Purpose(purpose).label for _element, purpose, to in lines if to in audiences and purpose != Purpose.READ]
    return {
        "audiences": [labels[one] for one in audiences],
        "reading": reading,
        "elements": [Element(one).label for one in Element if one in seen],
        "beside": list(dict.fromkeys(beside)),
    }


def unreadable(lines: Iterable[Line]) -> list[str]:
    """Audiences that would get an element without the summary that leads to it."""
    lines = [tuple(map(str, line)) for line in lines]
    reading = {audience for _element, purpose, audience in lines if purpose == Purpose.READ}
    return [one for one in sorted(reading) if Element.SUMMARY not in _read_by(one, lines)]
