"""What is kept of readings: which office opened what is not public, in which role, on which day. Never who, nor when.

Only offices of the State itself, and partners that let it be seen, ever stand there. An NHRI, an organisation, a
mechanism or a member of the public is not even counted: what is not kept cannot be asked for.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import rules
from django.db import transaction
from django.utils import timezone

from accounts.acting import ANONYMOUS, Acting
from consent.models import Edition, Reading
from consent.selectors import elements_seen_in
from lifecycle.engine import record_act
from states.models import Body, State
from states.rules import body_of, role_of
from web.errors import NotPermitted

KEPT_FOR = timedelta(days=2 * 365)


def note_readings(editions: Iterable[Edition], *, by: Acting) -> None:
    """The person's office opened these editions (with their subjects) today; what everybody may read is not noted.

    No query for whoever is not noted at all; one where all of it was noted today.
    """
    body = body_of(by)
    new = {one.pk: one for one in editions if body is not None and _is_noted(body, one)}
    if not new:
        return
    place = {"body": body, "role": role_of(by), "day": timezone.localdate()}
    for pk in Reading.objects.filter(edition__in=new, **place).values_list("edition", flat=True):
        del new[pk]
    if new:
        hidden = _with_hidden_words(list(new.values()), by)
        Reading.objects.bulk_create([Reading(edition=one, **place) for one in hidden], ignore_conflicts=True)


def _is_noted(body: Body, edition: Edition) -> bool:
    return body.shows_reading or body.is_of_state and body.state_id == edition.subject.state_id


def _with_hidden_words(editions: list[Edition], by: Acting) -> list[Edition]:
    """Those of which the person may have more than everybody may."""
    seen, public = elements_seen_in(by, editions), elements_seen_in(ANONYMOUS, editions)
    return [one for one in editions if seen[one.pk] - public[one.pk]]


def forget_readings(*, on: datetime | None = None) -> int:
    """Delete what is older than two years; returns how many rows."""
    oldest = timezone.localdate(on) - KEPT_FOR
    return Reading.objects.filter(day__lt=oldest).delete()[0]


@transaction.atomic
def show_reading(body: Body, *, by: Acting, shown: bool) -> None:
    """A partner lets States see on which days it read their things, or takes that back: then what was kept goes."""
    if not rules.has_perm("states.show_reading", by, body):
        raise NotPermitted
    Body.objects.filter(pk=body.pk).update(shows_reading=shown)
    if not shown:
        Reading.objects.filter(body=body).delete()
    record_act(body, "show_reading" if shown else "hide_reading", by=by)


@transaction.atomic
def show_readers(state: State, *, by: Acting, shown: bool) -> None:
    """A State shows its readers by how many offices a thing was read, or stops showing it."""
    if not rules.has_perm("states.set_authority", by, by.capacity.body if by.capacity else None):
        raise NotPermitted
    State.objects.filter(pk=state.pk).update(shows_readers=shown)
    record_act(state, "show_readers" if shown else "hide_readers", by=by)
