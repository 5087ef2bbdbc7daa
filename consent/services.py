"""Every write of the ledger. The floors above call these inside their own acts; each is recorded there."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from consent.models import Edition, Exclusion, Grant, Subject
from consent.presets import Line
from consent.rules import can_consent
from lifecycle.engine import record_act
from web.errors import Conflict, FailedCheck, NotPermitted


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


def give_grants(edition: Edition, lines: Iterable[Line], *, by: Acting, until=None, excluded=()) -> list[Grant]:
    """Grant each line of a sealed edition; a live grant of the same line is kept. Needs a proven authoriser."""
    if not can_consent(by, edition.subject) or not by.proven:
        raise NotPermitted
    if edition.sealed_at is None:
        raise FailedCheck(_("Only a finished edition can be shown to anybody."))
    grants = [_grant(edition, line, by, until) for line in lines]
    Grant.objects.bulk_create(grants, ignore_conflicts=True)
    Exclusion.objects.bulk_create([Exclusion(edition=edition, body=body) for body in excluded], ignore_conflicts=True)
    facts = {"edition": edition.number, "lines": [list(map(str, line)) for line in lines]}
    record_act(edition.subject, "grant", by=by, facts=facts)
    return grants


def _grant(edition, line: Line, by: Acting, until) -> Grant:
    element, purpose, audience = line
    who = {"given_by": by.user_id, "capacity_id": by.capacity_id, "capacity_label": by.capacity_label}
    return Grant(edition=edition, element=element, purpose=purpose, audience=audience, until=until, **who)


@transaction.atomic
def withdraw_grants(grants, *, subject: Subject, by: Acting, at=None) -> int:
    """Withdraw every live grant of the queryset `grants` that belongs to `subject`, at once; returns how many."""
    if not can_consent(by, subject):
        raise NotPermitted
    live = grants.filter(edition__subject=subject, withdrawn_at__isnull=True)
    lines = [[one.edition_id, one.element, one.purpose, one.audience] for one in live]
    stamp = {"withdrawn_at": at or timezone.now(), "withdrawn_by": by.user_id, "withdrawn_capacity": by.capacity_label}
    record_act(subject, "withdraw_grants", by=by, facts={"lines": lines})
    return live.update(**stamp)


def show_edition(edition: Edition) -> Subject:
    """Readers see this edition from now on, as far as its grants go."""
    subject = edition.subject
    subject.shown = edition
    subject.save(update_fields=["shown"])
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
