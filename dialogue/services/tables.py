"""Bilateral tables: asked for by one delegation, booked by the yes of the other one."""

from datetime import datetime

import rules
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from dialogue import notices
from dialogue.choices import TableStatus
from dialogue.lifecycles import TABLE
from dialogue.models import TABLE_TIME, AnnualSession, Registration, Segment, TableSeat, TableTalk
from dialogue.selectors.tables import busy_times, delegations_to_ask, free_times, is_free, seated_registration
from lifecycle.engine import record_act
from web.errors import Conflict, FailedCheck, NotPermitted

MOST_WAITING = 20
STANDING = (TableStatus.ASKED, TableStatus.BOOKED)


@transaction.atomic
def ask_table(
    session: AnnualSession, *, by: Acting, asked: Registration, segment: Segment, starts_at: datetime, about: str = ""
) -> TableTalk:
    """The person's delegation asks another one to a table at a time when both are free. Raises also Conflict."""
    mine = seated_registration(by, session)
    if not rules.has_perm("dialogue.ask_table", by, None) or mine is None:
        raise NotPermitted
    if not delegations_to_ask(by, session).filter(pk=asked.pk).exists():
        raise FailedCheck({"asked": [_("This delegation cannot be asked for a table.")]})
    if (segment.pk, starts_at) not in {(one.segment.pk, one.starts_at) for one in free_times(by, session, asked)}:
        raise FailedCheck({"time": [_("One of you, or every table, is taken at that time. Choose another one.")]})
    if mine.talks_asked.filter(status=TableStatus.ASKED).count() >= MOST_WAITING:
        raise FailedCheck(_("Many of your requests wait for an answer. Take some back first."))
    times = {"starts_at": starts_at, "ends_at": starts_at + TABLE_TIME}
    return _save(TableTalk(segment=segment, asking=mine, asked=asked, about=about, **times), by)


def _save(talk: TableTalk, by: Acting) -> TableTalk:
    talk.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            talk.save()
    except IntegrityError as fault:
        raise Conflict(_("You have asked this delegation for this time already.")) from fault
    record_act(talk, "ask", by=by)
    notices.tell_table_asked(talk)
    return talk


@transaction.atomic
def book_table(talk: TableTalk, *, by: Acting, note: str = "", **_words) -> TableTalk:
    """The yes of the other side: a free table is taken. Raises Conflict where one of both is taken meanwhile."""
    locked = TABLE.lock(talk)
    TABLE.refuse_if_impossible(TABLE.table["book"], locked, by)
    if locked.starts_at <= timezone.now():
        raise FailedCheck(_("This time has passed."))
    table = _free_table(locked)
    try:
        with transaction.atomic():
            done = TABLE.apply(locked, "book", by=by, note=note, changes={"table": table})
            _seat(done)
    except IntegrityError as fault:
        raise _taken() from fault
    notices.tell_table_answered(done)
    return done


def _free_table(talk: TableTalk) -> int:
    """The lowest number that is free then; the segment is locked, so that two yeses do not take the same."""
    segment = Segment.objects.select_for_update(of=("self",), no_key=True).get(pk=talk.segment_id)
    busy = busy_times(segment.session, [talk.asking, talk.asked])
    if not all(is_free(one, busy[one.pk], talk.starts_at, talk.ends_at) for one in (talk.asking, talk.asked)):
        raise _taken()
    at_the_time = Q(starts_at__lt=talk.ends_at, ends_at__gt=talk.starts_at)
    used = set(segment.talks.filter(at_the_time, status=TableStatus.BOOKED).values_list("table", flat=True))
    free = [number for number in range(1, segment.tables + 1) if number not in used]
    if not free:
        raise Conflict(_("Every table is taken at that time. Ask for another time."))
    return free[0]


def _taken() -> Conflict:
    return Conflict(_("One of you is taken at that time meanwhile. Ask for another time."))


def _seat(talk: TableTalk) -> None:
    times = {"starts_at": talk.starts_at, "ends_at": talk.ends_at}
    sides = (talk.asking_id, talk.asked_id)
    TableSeat.objects.bulk_create(TableSeat(talk=talk, registration_id=side, **times) for side in sides)


@transaction.atomic
def decline_table(talk: TableTalk, *, by: Acting, note: str = "", **_words) -> TableTalk:
    done = TABLE.apply(talk, "decline", by=by, note=note)
    notices.tell_table_answered(done)
    return done


@transaction.atomic
def take_back_table(talk: TableTalk, *, by: Acting, note: str = "", **_words) -> TableTalk:
    return TABLE.apply(talk, "take_back", by=by, note=note)


@transaction.atomic
def cancel_table(talk: TableTalk, *, by: Acting, note: str = "", **_words) -> TableTalk:
    """Either side, or a curator of the session: the seats are free again."""
    return _ended(TABLE.apply(talk, "cancel", by=by, note=note))


def _ended(talk: TableTalk) -> TableTalk:
    TableSeat.objects.filter(talk=talk).delete()
    notices.tell_table_cancelled(talk)
    return talk


TABLE_ACTS = {"book": book_table, "decline": decline_table, "take_back": take_back_table, "cancel": cancel_table}


def end_tables_of(registration: Registration) -> None:
    """Who takes part no more sits at no table; the others are told."""
    sides = Q(asking=registration) | Q(asked=registration)
    _end(TableTalk.objects.filter(sides, status__in=STANDING))


def _end(talks) -> None:
    for talk in talks:
        _ended(TABLE.apply(talk, "end", by=SYSTEM))


def fit_tables(segment: Segment) -> None:
    """A changed segment keeps its booked tables inside (FailedCheck); what was only asked for outside it ends."""
    outside = Q(starts_at__lt=segment.starts_at) | Q(ends_at__gt=segment.ends_at) | Q(table__gt=segment.tables)
    outside |= Q(segment__tables=0) | Q(segment__removed_at__isnull=False)
    talks = segment.talks.filter(outside, status__in=STANDING)
    if talks.filter(status=TableStatus.BOOKED).exists():
        raise FailedCheck({"tables": [_("Booked bilateral tables would lie outside. Cancel them first.")]})
    _end(talks)


@transaction.atomic
def lapse_tables(*, on=None) -> int:
    """What nobody answered before its time; returns how many."""
    passed = TableTalk.objects.filter(starts_at__lte=on or timezone.now())
    return TABLE.apply_many(passed, "lapse", by=SYSTEM)
