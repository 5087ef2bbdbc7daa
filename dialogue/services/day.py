"""On the day: items begin, end, are skipped; offices check in."""

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from dialogue.choices import SessionStatus
from dialogue.models import AgendaItem
from lifecycle.engine import record_act
from web.errors import NotPermitted, WrongStatus

ON_THE_DAY = (SessionStatus.AGENDA_PUBLISHED, SessionStatus.HELD)


def _locked(item: AgendaItem, by: Acting, act) -> AgendaItem:
    session = item.segment.session
    if not rules.has_perm("dialogue.curate_session", by, session):
        raise NotPermitted
    if session.status not in ON_THE_DAY:
        raise WrongStatus(session, act)
    return AgendaItem.objects.select_for_update(of=("self",), no_key=True).select_related("segment").get(pk=item.pk)


@transaction.atomic
def begin_item(item: AgendaItem, *, by: Acting) -> AgendaItem:
    """It is on now; whatever ran in the same room has ended. A second press changes nothing."""
    locked, now = _locked(item, by, _("Begin")), timezone.now()
    if locked.begun_at is None:
        running = AgendaItem.objects.filter(segment=locked.segment, begun_at__isnull=False, ended_at__isnull=True)
        running.update(ended_at=now)
        AgendaItem.objects.filter(pk=locked.pk).update(begun_at=now, skipped=False)
        record_act(locked.segment.session, "begin_item", by=by, facts={"item": locked.key})
    return locked


@transaction.atomic
def end_item(item: AgendaItem, *, by: Acting) -> AgendaItem:
    locked = _locked(item, by, _("End"))
    if locked.begun_at is not None and locked.ended_at is None:
        AgendaItem.objects.filter(pk=locked.pk).update(ended_at=timezone.now())
        record_act(locked.segment.session, "end_item", by=by, facts={"item": locked.key})
    return locked


@transaction.atomic
def skip_item(item: AgendaItem, *, by: Acting) -> AgendaItem:
    """It does not take place now; begun later, it does after all."""
    locked = _locked(item, by, _("Skip"))
    if locked.begun_at is None:
        AgendaItem.objects.filter(pk=locked.pk).update(skipped=True)
        record_act(locked.segment.session, "skip_item", by=by, facts={"item": locked.key})
    return locked


DAY_ACTS = {"begin": begin_item, "end": end_item, "skip": skip_item}
