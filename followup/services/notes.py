"""Progress notes: begun, saved with two hands in mind, given with the State's own consent, withdrawn."""

import secrets

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent import services as ledger
from consent.choices import Kind
from consent.digests import digest_of
from consent.models import Grant
from followup.choices import NoteStatus
from followup.lifecycles import NOTE
from followup.models import NoteVersion, ProgressNote
from followup.selectors import needs_to_note_on, note_words, recommendations_to_note_on, version_of_note
from lifecycle.engine import record_act
from states.rules import body_of
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus


@transaction.atomic
def begin_note(*, by: Acting, words: dict, language: str, need=None, recommendation=None) -> ProgressNote:
    """A draft on one need of the person's State that was opened once, or on one recommendation to it."""
    if not rules.has_perm("followup.write_note", by, None) or body_of(by) is None:
        raise NotPermitted
    _refuse_what_is_not_ones_own(by, need, recommendation)
    state = body_of(by).state
    if state.contested_at:
        raise NotPermitted
    edition = ledger.begin_subject(kind=Kind.REPORT, state=state, language=language, by=by)
    note = ProgressNote(subject=edition.subject, state=state, need=need, recommendation=recommendation)
    note.full_clean()
    note.save()
    _write(NoteVersion(edition=edition, note=note), words)
    record_act(note, "begin", by=by)
    return note


def _refuse_what_is_not_ones_own(by: Acting, need, recommendation) -> None:
    own_need = need is not None and needs_to_note_on(by).filter(pk=need.pk).exists()
    own_recommendation = (
        recommendation is not None and recommendations_to_note_on(by).filter(pk=recommendation.pk).exists()
    )
    if own_need + own_recommendation != 1:
        raise FailedCheck(_("Choose one need of your State that was opened, or one recommendation to it."))


@transaction.atomic
def save_note(note: ProgressNote, *, by: Acting, words: dict, edit_no: int, language: str = "") -> ProgressNote:
    """Store the words of a draft; Conflict with what another hand stored meanwhile."""
    if not rules.has_perm("followup.write_note", by, note):
        raise NotPermitted
    locked = NOTE.lock(note)
    if locked.status != NoteStatus.DRAFT:
        raise WrongStatus(locked, _("Write"))
    version = version_of_note(locked)
    if version.edit_no != edit_no:
        words_now = note_words(version)
        raise Conflict(
            _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again."), words_now
        )
    if language and language != version.edition.language:
        version.edition.language = language
        version.edition.save(update_fields=["language"])
    _write(version, words)
    record_act(locked, "write", by=by, facts={"edit_no": version.edit_no})
    return locked


def _write(version: NoteVersion, words: dict) -> None:
    for name, value in words.items():
        setattr(version, name, value)
    if version.note.need_id and version.moved:
        raise FailedCheck({"moved": [_("This note is not on a recommendation.")]})
    version.edit_no += 1
    version.full_clean()
    version.save()


@transaction.atomic
def give_note(note: ProgressNote, *, by: Acting, edit_no: int, lines) -> ProgressNote:
    """Seal the note as it was reviewed (`edit_no`) and show it to whom `lines` grant it, in one act."""
    done = NOTE.apply(note, "give", by=by, facts={"edit_no": edit_no})
    version = version_of_note(done)
    if version.edit_no != edit_no:
        raise Conflict(_("The text changed after you reviewed it. Please review it again."))
    ledger.seal(version.edition, sha256=digest_of(version.content()), by=by)
    ledger.give_grants(version.edition, lines, by=by)
    subject = ledger.show_edition(version.edition)
    ledger.allot_reference(subject, prefix="NOTE", candidates=(secrets.token_hex(3).upper() for _try in range(20)))
    return done


@transaction.atomic
def withdraw_note(given: ProgressNote, *, by: Acting, **_words) -> ProgressNote:
    """At any time: every grant ends, nobody but the State reads it any more."""
    done = NOTE.apply(given, "withdraw", by=by)
    ledger.withdraw_grants(Grant.objects.all(), subject=done.subject, by=by, at=done.withdrawn_at)
    return done


NOTE_ACTS = {"withdraw": withdraw_note}
