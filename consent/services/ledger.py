"""Every write of the ledger. The floors above call these inside their own acts; each is recorded there."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.choices import PURPOSE_ELEMENTS
from consent.models import Edition, Exclusion, Grant, Showing, Subject
from consent.presets import Line
from consent.rules import can_consent
from consent.selectors import grants_chosen, last_sealed
from lifecycle.engine import record_act
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded


@transaction.atomic
def begin_subject(*, kind: str, state, language: str, by: Acting) -> Edition:
    """A new subject of `state` with its first, unsealed edition."""
    subject = Subject.objects.create(kind=kind, state=state)
    record_act(subject, "begin", by=by)
    return Edition.objects.create(subject=subject, number=1, language=language)


def begin_edition(subject: Subject, *, language: str) -> Edition:
    """The next, unsealed edition; Conflict where one is already being written."""
    if subject.editions.filter(sealed_at__isnull=True).exists():
        raise Conflict(_("A new edition is already being written."))
    last = subject.editions.aggregate(last=Max("number"))["last"]
    return Edition.objects.create(subject=subject, number=last + 1, language=language)


def seal(edition: Edition, *, sha256: str, by: Acting) -> Edition:
    """Close an edition for ever under the hash of its words."""
    edition.sha256, edition.sealed_at = sha256, timezone.now()
    edition.save(update_fields=["sha256", "sealed_at"])
    record_act(edition.subject, "seal", by=by, facts={"edition": edition.number, "sha256": sha256})
    return edition


@transaction.atomic
def give_grants(edition: Edition, lines: Iterable[Line], *, by: Acting, until=None, excluded=()) -> list[Grant]:
    """Grant each line of a sealed edition until `until` (None: without end). Needs a proven authoriser.

    A live grant of the same line until the same time is kept; one until another time ends, and the new one begins.
    """
    if not can_consent(by, edition.subject) or not by.proven:
        raise NotPermitted
    if edition.sealed_at is None:
        raise FailedCheck(_("Only a finished edition can be shown to anybody."))
    wanted = _checked(lines)
    kept = _end_those_with_another_end(edition, wanted, by=by, until=until)
    grants = [_grant(edition, line, by, until) for line in wanted if line not in kept]
    Grant.objects.bulk_create(grants, ignore_conflicts=True)
    Exclusion.objects.bulk_create([Exclusion(edition=edition, body=body) for body in excluded], ignore_conflicts=True)
    facts = {"edition": edition.number, "lines": [list(line) for line in wanted], "until": str(until or "")}
    facts |= {"excluded": [body.pk for body in excluded]}
    record_act(edition.subject, "grant", by=by, facts=facts)
    return grants


def _checked(lines: Iterable[Line]) -> list[Line]:
    """The lines once each, as plain texts; FailedCheck for an element that its purpose cannot be about."""
    wanted = list(dict.fromkeys((str(element), str(purpose), str(audience)) for element, purpose, audience in lines))
    for element, purpose, _audience in wanted:
        if element not in PURPOSE_ELEMENTS.get(purpose, ()):
            raise FailedCheck({"lines": [_("This is not a line of the table.")]})
    return wanted


def _end_those_with_another_end(edition: Edition, wanted: list[Line], *, by: Acting, until) -> set[Line]:
    """Withdraw grants of the wanted lines that end at another time; returns the lines that stand as wanted."""
    same = Grant.objects.filter(edition=edition, withdrawn_at__isnull=True)
    standing = [one for one in same if (one.element, one.purpose, one.audience) in wanted]
    ending = [one.pk for one in standing if one.until != until]
    Grant.objects.filter(pk__in=ending).update(**_withdrawal(by, timezone.now()))
    return {(one.element, one.purpose, one.audience) for one in standing if one.until == until}


def _grant(edition, line: Line, by: Acting, until) -> Grant:
    element, purpose, audience = line
    who = {"given_by": by.user_id, "capacity_id": by.capacity_id, "capacity_label": by.capacity_label}
    return Grant(edition=edition, element=element, purpose=purpose, audience=audience, until=until, **who)


def _withdrawal(by: Acting, at) -> dict:
    return {"withdrawn_at": at, "withdrawn_by": by.user_id, "withdrawn_capacity": by.capacity_label}


@transaction.atomic
def withdraw_grants(grants, *, subject: Subject, by: Acting, at=None) -> int:
    """Withdraw every live grant of the queryset `grants` that belongs to `subject`, at once; returns how many.

    It binds: raises NotPermitted or ProofNeeded.
    """
    if not can_consent(by, subject):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    live = grants.filter(edition__subject=subject, withdrawn_at__isnull=True)
    lines = [[one.edition_id, one.element, one.purpose, one.audience] for one in live]
    record_act(subject, "withdraw_grants", by=by, facts={"lines": lines})
    return live.update(**_withdrawal(by, at or timezone.now()))


@transaction.atomic
def withdraw_consent(subject: Subject, *, by: Acting, edition=None, line=None, audience="") -> int:
    """Narrow who may have the subject: one line of one edition, one audience, or everybody; returns how many grants.

    Raises NotPermitted, ProofNeeded, and Conflict where nothing of it is in force any more.
    """
    subject = Subject.objects.select_for_update(of=("self",), no_key=True).get(pk=subject.pk)
    chosen = grants_chosen(subject, edition=edition, line=line, audience=audience)
    if can_consent(by, subject) and not chosen.exists():
        raise Conflict(_("This consent has ended already. Nothing was changed."))
    return withdraw_grants(chosen, subject=subject, by=by)


@transaction.atomic
def widen_consent(subject: Subject, *, by: Acting, lines, until=None, excluded=()) -> Edition:
    """Further grants for the edition that readers see, or that was filed last. Raises NotPermitted, ProofNeeded."""
    if not by.proven:
        raise ProofNeeded
    edition = last_sealed(subject)
    if edition is None or not (lines or excluded):
        raise FailedCheck(_("There is nothing to consent to."))
    give_grants(edition, lines, by=by, until=until, excluded=excluded)
    return edition


@transaction.atomic
def lift_exclusion(exclusion: Exclusion, *, by: Acting) -> Subject:
    """The body has again what its audiences have of that edition. It widens, so it binds: NotPermitted, ProofNeeded."""
    edition = exclusion.edition
    subject = Subject.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.subject_id)
    if not can_consent(by, subject):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    if not Exclusion.objects.filter(pk=exclusion.pk).delete()[0]:
        raise Conflict(_("This body is not left out any more. Nothing was changed."))
    record_act(subject, "lift_exclusion", by=by, facts={"edition": edition.number, "body": exclusion.body_id})
    return subject


def show_edition(edition: Edition) -> Subject:
    """Readers see this edition from now on, as far as its grants go."""
    subject = edition.subject
    subject.shown = edition
    subject.save(update_fields=["shown"])
    Showing.objects.get_or_create(edition=edition)
    return subject


def allot_reference(subject: Subject, *, prefix: str, candidates: Iterable[str]) -> str:
    """Give the subject the first free reference `prefix-candidate`; one it has already is kept."""
    for suffix in candidates if not subject.reference else ():
        try:
            with transaction.atomic():
                subject.reference = f"{prefix}-{suffix}"
                subject.save(update_fields=["reference"])
                break
        except IntegrityError:
            continue
    return subject.reference
