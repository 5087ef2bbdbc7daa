"""What every save of words goes through: may this person, is it still as they saw it, do the words hold."""

from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from requests_app.choices import Section, StatementStatus
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement, NeedVersion, StatementVersion
from requests_app.previews import ALL_ANSWERS, NEED_FIELDS, VERSION_FIELDS
from requests_app.rules import sections_open_to
from requests_app.selectors import version_for_writing
from web.errors import Conflict, NotPermitted, WrongStatus

WRITABLE = (StatementStatus.DRAFT, StatementStatus.CLEARANCE, StatementStatus.OPEN)
ASKED_AT_ONCE = frozenset({"title"})  # without it nobody finds the draft again; the rest is asked at submission


def lock_for_writing(statement: NeedsStatement, *, by: Acting, names=(), parts=False) -> StatementVersion:
    """The version being written, its statement locked. Raises NotPermitted, WrongStatus."""
    sections = {ALL_ANSWERS[name].section for name in names} | ({Section.PARTS} if parts else set())
    if not sections <= sections_open_to(by, statement):
        raise NotPermitted
    locked = STATEMENT.lock(statement)
    version = version_for_writing(locked)
    if locked.status not in WRITABLE or version is None:
        raise WrongStatus(locked, _("Write"))
    version.statement = locked
    return version


def refuse_unseen(current, seen, stored: dict) -> None:
    """Conflict, with what is `stored` now, where the writer saw something else."""
    if current != seen:
        raise Conflict(
            _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again."), stored
        )


def saved(version: StatementVersion, *, by: Acting, names=()) -> None:
    """Count and record a save: whoever reviews an older number is told that the text changed."""
    version.edit_no += 1
    version.save(update_fields=["edit_no"])
    facts = {"edition": version.edition.number, "edit_no": version.edit_no, "answers": sorted(set(names))}
    record_act(version.statement, "write", by=by, facts=facts)


def write_statement(version: StatementVersion, words: dict) -> None:
    """Set the answers of the statement; a draft may owe what is asked at submission."""
    for name in VERSION_FIELDS:
        if name in words:
            setattr(version, name, words[name])
    version.full_clean(exclude=["edition", *_owed(version)])
    version.save()


def write_part(version: StatementVersion, part: NeedVersion, words: dict) -> None:
    for name in NEED_FIELDS:
        if name in words:
            setattr(part, name, words[name])
    part.version = version
    part.full_clean(exclude={"position", *_owed(part)})  # its place is settled when all parts have theirs
    part.save()


def _owed(row) -> set[str]:
    """Answers that a draft may owe until it is submitted."""
    columns = [one for one in row._meta.concrete_fields if one.name in ALL_ANSWERS and not one.blank]
    owed = {one.name for one in columns if getattr(row, one.name) in ("", None)}
    return owed - ASKED_AT_ONCE if isinstance(row, StatementVersion) else owed
