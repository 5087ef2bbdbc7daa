"""A filled Word form is taken in whole, or not at all; twice the same form changes nothing."""

import hashlib
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.acting import Acting
from files.choices import Kind
from files.services import look_into
from lifecycle.engine import record_act
from lifecycle.selectors import history_of
from obligations.importers.rows import folded
from requests_app.choices import Section
from requests_app.models import MOST_NEEDS, NeedsStatement, StatementVersion
from requests_app.previews import names_in
from requests_app.rules import sections_open_to
from requests_app.selectors import linkable_to, version_for_writing
from requests_app.services.writing import save_version
from requests_app.word.kinds import MARKS, linked, text_of, value_of
from requests_app.word.marks import mark_of, marks_of, said_in_parts, stored_in
from requests_app.word.questions import LANGUAGE, Question, questions
from requests_app.word.reading import Filled, read_form
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

MOST_UNPACKED = 8_000_000
TAKEN_IN = "take_in_form"


@dataclass(frozen=True)
class Misfit:
    """Something of the document that fits nowhere: under which question, the text, and why."""

    question: str
    text: str
    reason: str


class DoesNotFit(ValidationError):
    """Nothing was stored; `misfits` says what has to change in the document."""

    def __init__(self, misfits: list[Misfit]):
        self.misfits = misfits
        super().__init__({"file": [_("Nothing was stored: something in the document does not fit.")]})


@dataclass
class Taken:
    """What a form says: answers of the statement, links, the language, and the parts in their order."""

    words: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)
    language: str = ""
    parts: list[dict] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)


@transaction.atomic
def take_in_form(statement: NeedsStatement, *, upload, by: Acting) -> list[str]:
    """Store the answers of a filled form; returns the questions whose answers changed, none where it came before.

    Raises FailedCheck (no such form), DoesNotFit, Conflict with both texts, NotPermitted, WrongStatus.
    """
    version, sections = version_for_writing(statement), sections_open_to(by, statement)
    if not sections:
        raise NotPermitted
    if version is None:
        raise WrongStatus(statement, _("Upload the Word form"))
    version.statement = statement
    form, sha256 = _form_in(upload, statement)
    if history_of(statement).filter(transition=TAKEN_IN, facts__sha256=sha256).exists():
        return []
    asked = questions(sections)
    taken = _taken(form, version, asked)
    _refuse_misfits(form, asked, taken)
    mine, theirs = _sorted_out(form, version, taken, sections)
    contested = _differing(version, taken, [one for one in asked if one.section in theirs])
    if contested:
        raise Conflict(
            _("Somebody saved the same pages after this form was downloaded. Nothing was stored."), contested
        )
    taken = _only(taken, mine)
    differing = _differing(version, taken, asked)
    if not differing:
        return []
    _save(statement, version, taken, by)
    record_act(statement, TAKEN_IN, by=by, facts={"sha256": sha256})
    return list(differing)


def _sorted_out(form: Filled, version: StatementVersion, taken: Taken, sections) -> tuple[set[str], set[str]]:
    """The sections that the form changed and nobody else, and those that another hand changed as well.

    A section that the form left as it was is in neither: whatever stands there now stays.
    """
    now, said = marks_of(version, sections), {one: mark_of(_said_in(version, taken, one)) for one in sections}
    before = {one: form.marks.get(one, now[one] if form.edit_no == version.edit_no else "") for one in sections}
    changed = {one for one in sections if said[one] != before[one] and said[one] != now[one]}
    return {one for one in changed if now[one] == before[one]}, {one for one in changed if now[one] != before[one]}


def _said_in(version: StatementVersion, taken: Taken, section: str) -> dict:
    """The answers of one section as the form gives them; a question that is gone from it is left as it is."""
    if section == Section.PARTS:
        stored = stored_in(version, section)
        return {"parts": said_in_parts(taken.parts)} if taken.parts else stored
    said = taken.words | taken.links | ({"language": taken.language} if taken.language else {})
    return {name: said.get(name, kept) for name, kept in stored_in(version, section).items()}


def _only(taken: Taken, sections: set[str]) -> Taken:
    """What the form says in these sections."""
    names = {name for section in sections for name in names_in(section)}
    return Taken(
        words={name: value for name, value in taken.words.items() if name in names},
        links={name: value for name, value in taken.links.items() if name in names},
        language=taken.language if Section.NEED in sections else "",
        parts=taken.parts if Section.PARTS in sections else [],
    )


def _form_in(upload, statement: NeedsStatement) -> tuple[Filled, str]:
    """The form and its hash."""
    _name, found = look_into(upload, most_unpacked=MOST_UNPACKED)
    if found.kind != Kind.DOCX:
        raise FailedCheck({"file": [_("A Word document (.docx) is needed: the form that you downloaded, filled in.")]})
    form = read_form(found.data)
    if form.slug != statement.subject.slug:
        raise FailedCheck({"file": [_("This is the form of another statement. Download the form of this one.")]})
    return form, hashlib.sha256(found.data).hexdigest()


def _save(statement, version, taken: Taken, by: Acting) -> None:
    needs = {"needs": _numbered(version, taken.parts)} if taken.parts else {}
    last = ("recommendations",)  # what they bring along is added to what the form names
    links = {name: taken.links[name] for name in sorted(taken.links, key=last.__contains__)}
    try:
        save_version(
            statement, by=by, words=taken.words, edit_no=version.edit_no, language=taken.language, **needs, **links
        )
    except FailedCheck:
        raise
    except ValidationError as fault:
        raise DoesNotFit([Misfit("", "", reason) for reason in fault.messages]) from fault


def _numbered(version: StatementVersion, parts: list[dict]) -> list[dict]:
    """The parts that are left with something, each with the number that stood in its place when it was downloaded."""
    numbers = [part.need.number for part in version.need_versions.select_related("need")]
    placed = [words | ({"number": numbers[place]} if place < len(numbers) else {}) for place, words in enumerate(parts)]
    return [words for words, given in zip(placed, parts, strict=True) if _says_something(given)]


def _says_something(words: dict) -> bool:
    return any(value not in ("", None) for value in words.values())


def _taken(form: Filled, version: StatementVersion, asked: list[Question]) -> Taken:
    taken = Taken()
    parts: list[dict] = [{} for _place in range(MOST_NEEDS)]
    for one in (one for one in asked if one.key in form.answers):
        text = form.answers[one.key]
        try:
            _place(one, text, version, taken, parts)
        except ValidationError as fault:
            taken.misfits.append(Misfit(_named(one), text, " ".join(fault.messages)))
    if any(parts):
        taken.parts = parts
    return taken


def _place(one: Question, text: str, version: StatementVersion, taken: Taken, parts: list[dict]) -> None:
    if one.name == LANGUAGE and one.column is None:
        taken.language = _language(text)
    elif one.is_link:
        taken.links[one.name] = linked(one.column, text, linkable_to(version.statement, one.name))
    elif one.part:
        parts[one.part - 1][one.name] = value_of(one.column, text)
    else:
        taken.words[one.name] = value_of(one.column, text)


def _language(text: str) -> str:
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {folded(str(label)): code for code, label in settings.LANGUAGES}
    if text.strip() and folded(MARKS.sub("", text)) not in known:
        raise ValidationError(_("This is none of the six languages."))
    return known.get(folded(MARKS.sub("", text)), "")


def _named(one: Question) -> str:
    label = one.label or _("Language of this text")
    return f"{_('Part %d') % one.part} · {label}" if one.part else label


def _refuse_misfits(form: Filled, asked: list[Question], taken: Taken) -> None:
    labels = {one.key: _named(one) for one in asked}
    misfits = list(taken.misfits)
    misfits += [Misfit("", text, _("This stands beside no question.")) for text in form.strays]
    misfits += [Misfit(labels.get(key, key), "", _("This question stands twice.")) for key in form.twice]
    misfits += _gaps(taken)
    if misfits:
        raise DoesNotFit(misfits)


def _gaps(taken: Taken) -> list[Misfit]:
    """What only shows across answers: an end before its beginning, no part left at all."""
    found = []
    for place, words in enumerate(taken.parts, start=1):
        begins, ends = words.get("wanted_from"), words.get("wanted_to")
        if begins and ends and ends < begins:
            found.append(Misfit(_("Part %d") % place, str(ends), _("The end lies before the beginning.")))
    if taken.parts and not any(map(_says_something, taken.parts)):
        found.append(Misfit(_("Part %d") % 1, "", _("A statement needs at least one part.")))
    if "title" in taken.words and not taken.words["title"]:
        label = str(StatementVersion._meta.get_field("title").verbose_name)
        found.append(Misfit(label, "", _("This cannot be left empty.")))
    return found


def _differing(version: StatementVersion, taken: Taken, asked: list[Question]) -> dict:
    """{question: [what is stored, what the form says]} as texts, where they differ."""
    stored = [*version.need_versions.all()]
    said = [words for words in taken.parts if _says_something(words)]
    found: dict[str, list[str]] = {}
    for one in asked:
        if one.column is None:
            before, after = version.edition.language, taken.language or version.edition.language
        elif one.is_link:
            before, after = _links(getattr(version, one.name).all()), _links(taken.links.get(one.name))
            after = before if one.name not in taken.links else after
        elif one.part:
            before, after = _of_part(one, stored, said if taken.parts else None)
        else:
            kept = getattr(version, one.name)
            before, after = text_of(one.column, kept), text_of(one.column, taken.words.get(one.name, kept))
        if before != after:
            found[_named(one)] = [before, after]
    return found


def _of_part(one: Question, stored: list, said: list[dict] | None) -> tuple[str, str]:
    place = one.part - 1
    kept = getattr(stored[place], one.name) if place < len(stored) else None
    before = text_of(one.column, kept)
    if said is None:
        return before, before
    return before, text_of(one.column, said[place].get(one.name, kept)) if place < len(said) else ""


def _links(chosen: list[models.Model] | None) -> str:
    return "\n".join(sorted(str(one) for one in chosen or []))
