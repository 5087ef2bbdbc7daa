"""What a person decides about rows that an import could not map."""

from typing import Any

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from obligations.choices import HeldReason, Resolution
from obligations.importers.registry import importer_of
from obligations.models import HeldRow, StateAlias
from obligations.rules import SETTLE
from obligations.selectors import held_like
from obligations.services.imports import create, take_import_lock
from obligations.services.mapping import Mapper, Unmapped
from states.models import State
from web.errors import FailedCheck, NotPermitted


def decisions_on(held: HeldRow) -> list[Resolution]:
    """What can be decided about a row; a theme, response or number is mapped by the next import or not at all."""
    possible: dict[Any, list[Any]] = {
        HeldReason.STATE: [Resolution.MAPPED, Resolution.LEFT_OUT],
        HeldReason.RECOMMENDING_STATE: [Resolution.MAPPED, Resolution.WITHOUT_STATE, Resolution.LEFT_OUT],
    }
    return possible.get(HeldReason(held.reason), [Resolution.LEFT_OUT])


@transaction.atomic
def settle(held: HeldRow, decision: Resolution, *, state: State | None = None, by: Acting) -> int:
    """Settle `held` and all rows that wait for the same label; how many.

    MAPPED remembers that the label means `state`. Raises NotPermitted, or FailedCheck where that cannot be decided.
    """
    if not rules.has_perm(SETTLE, by):
        raise NotPermitted
    take_import_lock()
    _refuse_impossible(held, decision, state)
    if decision == Resolution.MAPPED:
        StateAlias.objects.update_or_create(source=held.source, label=held.label, defaults={"state": state})
    facts = {"label": held.label, "decision": decision.value, "state": state.iso3 if state else ""}
    record_act(held, "settle", by=by, facts=facts)
    return _left_out(held) if decision == Resolution.LEFT_OUT else _imported(held, decision)


def _refuse_impossible(held: HeldRow, decision: Resolution, state: State | None) -> None:
    if not held_like(held).filter(pk=held.pk).exists():
        raise FailedCheck(_("These rows have been settled meanwhile."))
    if decision not in decisions_on(held):
        raise FailedCheck({"decision": [_("That cannot be decided about these rows.")]})
    if decision == Resolution.MAPPED and state is None:
        raise FailedCheck({"state": [_("Choose the State that this name means.")]})


def _left_out(held: HeldRow) -> int:
    return held_like(held).update(resolved_at=timezone.now(), resolution=Resolution.LEFT_OUT)


def _imported(held: HeldRow, decision: Resolution) -> int:
    """Import what can be mapped now; a row with a further unknown label says so and goes on waiting."""
    importer = importer_of(held.source)
    mapped, still = _mapped_now(held, importer, may_lack=decision == Resolution.WITHOUT_STATE)
    HeldRow.objects.bulk_update(still, ["reason", "label"])
    create(mapped, importer, held.run)
    done = HeldRow.objects.filter(source=held.source, key__in=[one.row.key for one in mapped])
    return done.update(resolved_at=timezone.now(), resolution=decision)


def _mapped_now(held: HeldRow, importer, *, may_lack: bool):
    mapper = Mapper(importer)
    mapped, still = [], []
    for one in held_like(held):
        try:
            row = importer.row(one.raw, one.key)
            mapped.append(mapper.mapped(row, may_lack_recommending_state=may_lack))
        except Unmapped as fault:
            one.reason, one.label = fault.reason, fault.label
            still.append(one)
    return mapped, still
