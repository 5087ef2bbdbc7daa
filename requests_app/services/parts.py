"""The parts of a statement, one to eight: added, saved, removed, moved. The number of a need never changes."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.acting import Acting
from requests_app.models import MOST_NEEDS, Need, NeedsStatement, NeedVersion, StatementVersion
from requests_app.selectors import part_words, seen_of
from requests_app.services.words import lock_for_writing, refuse_unseen, saved, write_part
from web.errors import Conflict, FailedCheck


@transaction.atomic
def add_part(statement: NeedsStatement, *, by: Acting, words: dict) -> NeedVersion:
    """One more part at the end, with `words` (NEED_FIELDS); FailedCheck beyond eight."""
    version = lock_for_writing(statement, by=by, parts=True)
    part = _new_part(version, words)
    saved(version, by=by, names=["parts"])
    return part


@transaction.atomic
def save_part(statement: NeedsStatement, *, by: Acting, number: int, words: dict, seen: str) -> NeedVersion:
    """Store `words` (NEED_FIELDS) of one part; `seen` is the digest of its answers as the writer last saw them."""
    version = lock_for_writing(statement, by=by, parts=True)
    part = _part(version, number)
    stored = part_words(part)
    refuse_unseen(seen_of(stored), seen, stored)
    write_part(version, part, words)
    saved(version, by=by, names=["parts"])
    return part


@transaction.atomic
def remove_part(statement: NeedsStatement, *, by: Acting, number: int) -> None:
    """Take a part out of the edition being written; earlier editions keep it, and its number is given to no other.

    FailedCheck for the last one: a statement without a need is none.
    """
    version = lock_for_writing(statement, by=by, parts=True)
    part = _part(version, number)
    if version.need_versions.count() == 1:
        raise FailedCheck(_("A statement needs at least one part."))
    _remove(part)
    saved(version, by=by, names=["parts"])


@transaction.atomic
def move_part(statement: NeedsStatement, *, by: Acting, number: int, up: bool) -> None:
    """Let a part change places with the one before it (`up`) or after it; nothing happens at either end."""
    version = lock_for_writing(statement, by=by, parts=True)
    part = _part(version, number)
    others = version.need_versions.order_by("-position" if up else "position")
    near = others.filter(**{"position__lt" if up else "position__gt": part.position}).first()
    if near is None:
        return
    for one, position in ((part, near.position), (near, part.position)):
        NeedVersion.objects.filter(pk=one.pk).update(position=position)
    saved(version, by=by, names=["parts"])


def arrange_parts(version: StatementVersion, needs: list[dict]) -> None:
    """Make the parts of a version exactly these, in this order; each a dict of NEED_FIELDS, with `number` or without.

    A number that is no part of this version is refused by name.
    """
    if not 1 <= len(needs) <= MOST_NEEDS:
        raise FailedCheck({"needs": [_("A statement has one to eight parts.")]})
    kept = {part.need.number: part for part in version.need_versions.select_related("need")}
    named = [one["number"] for one in needs if one.get("number")]
    if len(set(named)) != len(named) or not set(named) <= set(kept):
        raise FailedCheck({"needs": [_("A number that is no part of this statement, or the same one twice.")]})
    for number in set(kept) - set(named):
        _remove(kept[number])
    for position, words in enumerate(needs, 1):
        part = kept[words["number"]] if words.get("number") else None
        _place(version, part, position, words)


def _place(version: StatementVersion, part: NeedVersion | None, position: int, words: dict) -> None:
    if part is None:
        part = NeedVersion(need=_new_need(version), version=version)
    part.position = position
    write_part(version, part, words)


def _new_part(version: StatementVersion, words: dict) -> NeedVersion:
    last = version.need_versions.aggregate(last=Max("position"))["last"] or 0
    if version.need_versions.count() >= MOST_NEEDS:
        raise FailedCheck(_("A statement has at most eight parts."))
    if last >= MOST_NEEDS:
        _close_gaps(version)
        last = version.need_versions.count()
    part = NeedVersion(need=_new_need(version), version=version, position=last + 1)
    write_part(version, part, words)
    return part


def _close_gaps(version: StatementVersion) -> None:
    for position, part in enumerate(version.need_versions.order_by("position"), 1):
        NeedVersion.objects.filter(pk=part.pk).update(position=position)


def _new_need(version: StatementVersion) -> Need:
    last = version.statement.needs.aggregate(last=Max("number"))["last"] or 0
    return Need.objects.create(statement=version.statement, number=last + 1)


def _part(version: StatementVersion, number: int) -> NeedVersion:
    part = version.need_versions.select_related("need").filter(need__number=number).first()
    if part is None:
        raise Conflict(_("This part was removed meanwhile. Nothing was saved."))
    part.version = version
    return part


def _remove(part: NeedVersion) -> None:
    need = part.need
    part.delete()
    if not need.versions.exists():  # it stood only in this unfiled edition: nobody can ever have pointed to it
        need.delete()
