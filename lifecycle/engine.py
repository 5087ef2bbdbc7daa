"""A life-cycle is written once: a table of transitions, and the one function that moves a status."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

import rules
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.models import TransitionRecord
from web.errors import FailedCheck, NotPermitted, ProofNeeded, WrongStatus

#: sent inside the transaction, after the record: sender=model, obj, transition, record, by
transitioned = Signal()


@dataclass(frozen=True)
class Transition:
    """One row of a life-cycle's table.

    `sources` are the statuses where it may start, `permission` the rules name that every door asks,
    `stamp` a time field set to now, `reasons` the coded reasons of which one is compulsory,
    `reason_field` where the model keeps it, `binding` whether a fresh proof of identity is asked,
    `checks` functions of the locked object that raise FailedCheck, `follows` what the review page says
    before, `done` what the next page says after.
    """

    name: str
    sources: frozenset[str]
    target: str
    permission: str
    label: Any
    stamp: str | None = None
    reasons: type[models.TextChoices] | None = None
    reason_field: str | None = None
    note_needed: bool = False
    binding: bool = False
    checks: tuple[Callable[[Any], None], ...] = ()
    follows: Any = ""
    done: Any = ""
    tone: str = "second"


def transition_row(name, sources, target, permission, label, **more) -> Transition:
    """A Transition from plain words: `sources` may be one status or several, separated by blanks."""
    return Transition(name, frozenset(sources.split()), target, permission, label, **more)


@dataclass
class Lifecycle:
    """The transitions of one model and the only way to its `status`.

    Without `actor_recorded` the record holds neither who acted nor any free words, since it can never be purged;
    with `coarse_time` it holds only by the end of which week it happened.
    """

    model: type[models.Model]
    transitions: Iterable[Transition]
    actor_recorded: bool = True
    coarse_time: bool = False
    table: dict[str, Transition] = field(init=False)

    def __post_init__(self):
        self.table = {row.name: row for row in self.transitions}

    def available(self, obj, by: Acting) -> list[Transition]:
        """The acts that `by` may take on `obj` now: buttons, the API's `actions`, the admin's."""
        return [row for row in self.table.values() if obj.status in row.sources and self.permits(row, obj, by)]

    def permits(self, row: Transition, obj, by: Acting) -> bool:
        return rules.has_perm(row.permission, by, obj)

    def apply(self, obj, name: str, *, by: Acting, reason="", note="", facts=None, changes=None):
        """Move `obj` by the transition `name` and record it, in one transaction; returns the locked, saved row.

        Raises WrongStatus, NotPermitted, ProofNeeded or FailedCheck, and then nothing has happened.
        `changes` are further fields saved with the status; `facts` go into the record as JSON.
        """
        row = self.table[name]
        with transaction.atomic():
            locked = self.lock(obj)
            self.refuse_if_impossible(row, locked, by)
            _check_words(row, reason, note)
            for check in row.checks:
                check(locked)
            before = locked.status
            self._set(locked, row, reason, changes or {})
            record = self._record(locked, row, before, by, reason, note, facts)
            transitioned.send(sender=self.model, obj=locked, transition=row, record=record, by=by)
        _copy_fields(locked, obj)
        return locked

    def lock(self, obj):
        """The row of `obj` as it is now, locked until the transaction ends (`no_key`: foreign keys may still point)."""
        return self.model._default_manager.select_for_update(of=("self",), no_key=True).get(pk=obj.pk)

    def refuse_if_impossible(self, row: Transition, obj, by: Acting) -> None:
        """Raise NotPermitted, WrongStatus or ProofNeeded where `by` cannot take this act on `obj` now."""
        if not self.permits(row, obj, by):
            raise NotPermitted
        if obj.status not in row.sources:
            raise WrongStatus(obj, row.label)
        if row.binding and not by.proven:
            raise ProofNeeded

    def _set(self, obj, row: Transition, reason: str, changes: dict) -> None:
        values = {"status": row.target, **changes}
        if row.stamp:
            values[row.stamp] = timezone.now()
        if row.reason_field:
            values[row.reason_field] = reason
        for name, value in values.items():
            setattr(obj, name, value)
        obj.save(update_fields=list(values))

    def _record(self, obj, row, before, by, reason, note, facts) -> TransitionRecord:
        words = {"transition": row.name, "from_status": before, "to_status": row.target, "reason": reason}
        words |= {"note": note if self.actor_recorded else "", "at": self._moment()}
        record = new_record(self.model, obj.pk, self._named(by), facts=facts or {}, **words)
        record.save(force_insert=True)
        return record

    def _named(self, by: Acting) -> Acting:
        return by if self.actor_recorded else Acting()

    def _moment(self) -> datetime:
        return end_of_week(timezone.now()) if self.coarse_time else timezone.now()

    def apply_many(self, queryset, name: str, *, by: Acting, reason="") -> int:
        """The same for a whole set, set-based (for sweeps): one UPDATE, one INSERT; returns how many moved.

        The permission is asked once, without an object; per-object checks belong into `queryset`.
        """
        row = self.table[name]
        if not rules.has_perm(row.permission, by, None):
            raise NotPermitted
        with transaction.atomic():
            moved = list(queryset.filter(status__in=row.sources).select_for_update(of=("self",), no_key=True))
            before = {obj.pk: obj.status for obj in moved}
            values = {"status": row.target} | ({row.stamp: timezone.now()} if row.stamp else {})
            values |= {row.reason_field: reason} if row.reason_field else {}
            self.model._default_manager.filter(pk__in=before).update(**values)
            words = {"transition": row.name, "to_status": row.target, "reason": reason, "at": self._moment()}
            TransitionRecord.objects.bulk_create(
                new_record(self.model, pk, self._named(by), from_status=status, **words)
                for pk, status in before.items()
            )
        return len(moved)


def end_of_week(moment: datetime) -> datetime:
    """The Monday 00:00 UTC after `moment`: never before it, so that a seal waits for records of coarse time too."""
    day = moment.astimezone(UTC).date()
    return datetime.combine(day + timedelta(days=7 - day.weekday()), time.min, tzinfo=UTC)


def _check_words(row: Transition, reason: str, note: str) -> None:
    if row.reasons is not None and reason not in row.reasons.values:
        raise FailedCheck({"reason": [_("Choose one of the reasons.")]})
    if row.note_needed and not note.strip():
        raise FailedCheck({"note": [_("Say why in a few words.")]})


def _copy_fields(source, target) -> None:
    for column in source._meta.concrete_fields:
        setattr(target, column.attname, getattr(source, column.attname))


def new_record(model, pk: int, by: Acting, **words) -> TransitionRecord:
    """An unsaved link of the chain of `model` number `pk`; the database adds its place, time and hash."""
    if by.stands_in_for:
        words["facts"] = words.get("facts", {}) | {"stands_in_for": by.stands_in_for}
    return TransitionRecord(
        subject_type=model._meta.label_lower,
        subject_id=pk,
        actor_id=by.user_id,
        capacity_id=by.capacity_id,
        capacity_label=by.capacity_label,
        **words,
    )


def record_act(obj, name: str, *, by: Acting, facts: dict | None = None, note: str = "") -> TransitionRecord:
    """Record an act that moves no status (how `obj` began, a grant, an edition) in the chain of `obj`."""
    status = getattr(obj, "status", "")
    words = {"transition": name, "from_status": status, "to_status": status, "facts": facts or {}, "note": note}
    record = new_record(type(obj), obj.pk, by, **words)
    record.save(force_insert=True)
    return record
