"""Records as the Universal Human Rights Index exports them: a JSON list, with labels in their usual disorder."""

import html
import json
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from obligations.choices import Response
from obligations.importers.files import SourceFile
from obligations.importers.refusals import Refused
from obligations.importers.rows import ImportedRow, Keys, plain

TAG = re.compile(r"<[^<>]{0,500}>")
NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})?)\.?\s")
LONGEST_TEXT = 20_000


class UhriRecords:
    source = "uhri"
    mechanism = ""
    language = "en"
    kind = "json"
    vocabularies = ("uhri",)
    looks_for_help_in_texts = True
    required = {"AnnotationId": str, "PublicationDate": str, "Countries": list, "Body": str}
    lists = ("Countries", "AffectedPersons", "Themes", "Sdgs")
    texts = ("Text", "TextPlainRaw", "TextPlainCleaned", "Symbol", "AnnotationType")
    responses = {"": Response.UNKNOWN}

    def rows(self, file: SourceFile) -> Iterator[ImportedRow]:
        """A row for each record and each country that it is addressed to. Raises Refused, naming record and field."""
        keys, seen = Keys(), set()
        for number, record in enumerate(_records(file.text), start=1):
            self._refuse_wrong(record, number)
            if record["AnnotationId"] in seen:
                continue
            seen.add(record["AnnotationId"])
            for country in record["Countries"] or [""]:
                raw = _kept(record) | {"country": country}
                yield self.row(raw, keys.key([record["AnnotationId"], country]))

    def row(self, raw: dict, key: str) -> ImportedRow:
        text = plain(html.unescape(TAG.sub(" ", raw["Text"] or raw["TextPlainRaw"] or raw["TextPlainCleaned"])))
        number = NUMBER.match(text)
        return ImportedRow(
            key=key,
            state_label=plain(raw["country"]).rstrip("*"),
            text=text,
            issues=_labels(raw, "Themes"),
            issue_label="; ".join(_labels(raw, "Themes")),
            persons=_labels(raw, "AffectedPersons"),
            goals=_labels(raw, "Sdgs"),
            mechanism_label=_bare(raw["Body"]),
            kind_label=_bare(raw["AnnotationType"]),
            symbol=plain(raw["Symbol"])[:60],
            paragraph=number[1] if number else "",
            published=raw["PublicationDate"],
            raw=raw,
        )

    def _refuse_wrong(self, record, number: int) -> None:
        if not isinstance(record, dict):
            raise Refused(_("Record %d is not an object with named fields.") % number)
        missing = [name for name in self.required if name not in record]
        if missing:
            words = _("Record %(number)d is not one of the Universal Human Rights Index (missing: %(names)s).")
            raise Refused(words % {"number": number, "names": ", ".join(missing)})
        kinds = self.required | dict.fromkeys(self.texts, str) | dict.fromkeys(self.lists, list)
        wrong = [name for name, kind in kinds.items() if not _is(record.get(name), kind, name in self.required)]
        if wrong:
            words = _("In record %(number)d these fields are not what they should be: %(names)s.")
            raise Refused(words % {"number": number, "names": ", ".join(wrong)})


def _is(value, kind: type, required: bool) -> bool:
    if value is None:
        return not required
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) and len(one) <= 500 for one in value)
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _records(text: str) -> list:
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as fault:
        raise Refused(_("This is JSON, but damaged or cut short (%s).") % str(fault)[:120]) from fault
    if isinstance(data, dict):
        data = next((value for value in data.values() if isinstance(value, list)), None)
    if not isinstance(data, list):
        raise Refused(_("This JSON holds no list of records."))
    if not data:
        raise Refused(_("This JSON holds an empty list of records."))
    return data


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _kept(record: dict) -> dict:
    """The fields that a row is made of, an absent text as «»."""
    texts = {name: record.get(name) or "" for name in (*UhriRecords.texts, "Body", "PublicationDate")}
    return texts | {name: record.get(name) or [] for name in ("AffectedPersons", "Themes", "Sdgs")}


def _labels(raw: dict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_bare, raw[name]))))


def _bare(label: str) -> str:
    """Without the «- » that the export puts before some labels."""
    return plain(label).removeprefix("-").strip()
