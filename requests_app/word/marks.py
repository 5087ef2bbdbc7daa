"""What each section of the form said when it was made: by that a save of another hand is known from one's own words."""

from collections.abc import Collection

from consent.digests import digest_of
from requests_app.choices import Section
from requests_app.models import StatementVersion
from requests_app.previews import LINK_ANSWERS, NEED_FIELDS, STATEMENT_ANSWERS, names_in

LONG = 8


def marks_of(version: StatementVersion, sections: Collection[str]) -> dict[str, str]:
    """section → a short digest of its stored answers."""
    return {section: mark_of(stored_in(version, section)) for section in Section.values if section in sections}


def stored_in(version: StatementVersion, section: str) -> dict:
    """The stored answers of one section; of the parts section the list of parts that say something."""
    if section == Section.PARTS:
        return {"parts": said_in_parts([{name: getattr(one, name) for name in NEED_FIELDS} for one in _parts(version)])}
    words = {name: getattr(version, name) for name in names_in(section, STATEMENT_ANSWERS)}
    words |= {name: list(getattr(version, name).all()) for name in names_in(section, LINK_ANSWERS)}
    return words | ({"language": version.edition.language} if section == Section.NEED else {})


def _parts(version: StatementVersion):
    return version.need_versions.all()


def said_in_parts(parts: list[dict]) -> list[dict]:
    """Parts as plain texts, without the answers, and the parts, that say nothing."""
    plain = [{name: str(value) for name, value in part.items() if value not in ("", None)} for part in parts]
    return [part for part in plain if part]


def mark_of(answers: dict) -> str:
    return digest_of({name: _plain(value) for name, value in answers.items()})[:LONG]


def _plain(value):
    if isinstance(value, list):
        return sorted(one.pk for one in value) if value and not isinstance(value[0], dict) else value
    return "" if value is None else str(value)


def written(marks: dict[str, str]) -> str:
    """The marks in the first line of a form."""
    return ",".join(f"{section}={mark}" for section, mark in marks.items())


def read(text: str) -> dict[str, str]:
    """The marks of a form that came back; none where it is one of before."""
    return dict(pair.split("=") for pair in text.split(",")) if text else {}
