"""Every write of a paper, whatever its kind: begun, saved with two hands in mind, shown, shown anew, withdrawn."""

import secrets

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.choices import PaperStatus
from consent.digests import digest_of
from consent.models import Grant
from consent.papers import PaperKind
from consent.selectors.papers import newest_version, paper_version_for_writing
from consent.services import ledger
from lifecycle.engine import record_act
from states.rules import body_of
from web.errors import Conflict, FailedCheck, NotPermitted, WrongStatus

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no signs that look alike


@transaction.atomic
def begin_paper(kind: PaperKind, *, by: Acting, words: dict, language: str):
    """A new draft of the person's own State. `words` are columns and linked sets of its version. NotPermitted."""
    body = body_of(by)
    if not rules.has_perm(kind.write, by, None) or body is None or body.state.contested_at:
        raise NotPermitted
    edition = ledger.begin_subject(kind=kind.kind, state=body.state, language=language, by=by)
    paper = kind.paper._default_manager.create(subject=edition.subject, state=body.state)
    _write(kind, kind.version(edition=edition, paper=paper), words)
    record_act(paper, "begin", by=by)
    return paper


@transaction.atomic
def save_paper(kind: PaperKind, paper, *, by: Acting, words: dict, edit_no: int, language: str = ""):
    """Store the words of the edition being written; Conflict with what is stored where another hand saved meanwhile."""
    if not rules.has_perm(kind.write, by, paper):
        raise NotPermitted
    locked = kind.lifecycle.lock(paper)
    version = paper_version_for_writing(locked)
    if locked.status == PaperStatus.WITHDRAWN or version is None:
        raise WrongStatus(locked, _("Write"))
    if version.edit_no != edit_no:
        message = _("Somebody else saved this meanwhile. Your text is kept below; compare, then save again.")
        raise Conflict(message, {"edit_no": version.edit_no} | version.columns())
    if language and language != version.edition.language:
        version.edition.language = language
        version.edition.save(update_fields=["language"])
    version.edit_no += 1
    _write(kind, version, words)
    record_act(locked, "write", by=by, facts={"edition": version.edition.number, "edit_no": version.edit_no})
    return version


def _write(kind: PaperKind, version, words: dict) -> None:
    for name, value in words.items():
        if name not in kind.sets:
            setattr(version, name, _own(version, name, [value])[0])
    version.full_clean(exclude=["edition", "paper"])
    version.save()
    for name in kind.sets:
        if name in words:
            getattr(version, name).set(_own(version, name, words[name]))


def _own(version, name: str, chosen) -> list:
    """What belongs to one State, or is addressed to it, is named by it alone; the common lists are everybody's."""
    chosen = list(chosen)
    if any(getattr(one, "state_id", version.paper.state_id) != version.paper.state_id for one in chosen):
        raise FailedCheck({name: [_("Only what belongs to your own State can be chosen.")]})
    return chosen


@transaction.atomic
def show_paper(kind: PaperKind, paper, *, by: Acting, lines, edit_no: int, until=None, excluded=(), note: str = ""):
    """Seal what was just reviewed, grant `lines`, and show it: one binding act, the State's alone.

    Raises NotPermitted, WrongStatus, ProofNeeded, and Conflict where the text changed since `edit_no`.
    """
    done = kind.lifecycle.apply(paper, "show", by=by, note=note, facts={"edit_no": edit_no})
    version = paper_version_for_writing(done)
    if version is None or version.edit_no != edit_no:
        raise Conflict(_("The text changed after you reviewed it. Please review it again."))
    edition = ledger.seal(version.edition, sha256=digest_of(version.content()), by=by)
    ledger.give_grants(edition, lines, by=by, until=until, excluded=excluded)
    subject = ledger.show_edition(edition)
    suffixes = ("".join(secrets.choice(LETTERS) for _place in range(6)) for _try in range(20))
    ledger.allot_reference(subject, prefix=kind.prefix, candidates=suffixes)
    done.subject = subject
    return done


@transaction.atomic
def begin_paper_edition(kind: PaperKind, paper, *, by: Acting):
    """The same words in a new, unsealed edition of a shown paper. Conflict where one is begun already."""
    if not rules.has_perm(kind.write, by, paper):
        raise NotPermitted
    locked = kind.lifecycle.lock(paper)
    if locked.status != PaperStatus.SHOWN:
        raise WrongStatus(locked, _("Begin a new edition"))
    last = newest_version(locked)
    sets = {name: list(getattr(last, name).all()) for name in kind.sets}
    edition = ledger.begin_edition(locked.subject, language=last.edition.language)
    words = {name: getattr(last, name) for name in last.ELEMENTS}
    _write(kind, kind.version(edition=edition, paper=locked), words | sets)
    record_act(locked, "begin_edition", by=by, facts={"edition": edition.number})
    return locked


@transaction.atomic
def withdraw_paper(kind: PaperKind, paper, *, by: Acting, note: str = ""):
    """At any time, without a reason: every grant ends in the same moment."""
    done = kind.lifecycle.apply(paper, "withdraw", by=by, note=note)
    ledger.withdraw_grants(Grant.objects.all(), subject=done.subject, by=by, at=done.withdrawn_at)
    return done
