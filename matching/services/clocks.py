"""The clocks of matches and pledges: asked, chased, lapsed. Set-based; each run does only what is new.

`on` is the moment to which the clock is set (now). What is due is found again by the next run, so none is lost.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.acting import SYSTEM
from matching import notices
from matching.choices import NOT_CONFIRMED, MatchStatus, PledgeStatus
from matching.lifecycles import PLEDGE
from matching.models import CouncilSession, Match, Pledge
from matching.services.amending import lapse_amendments
from matching.services.course import move_all
from matching.services.offers import warn_of_ending
from matching.services.responses import owe_notes, suggest_anew, tell_of_unanswered
from matching.services.searches import alert_searches

ANSWERED_WITHIN = 45  # days, without those of Council sessions and of August
TALKS_ASKED_AFTER, TALKS_END_AFTER, START_ASKED_AFTER = timedelta(45), timedelta(90), timedelta(60)
CHASED_AFTER, DROPPED_AFTER = timedelta(hours=48), timedelta(days=14)
AUGUST = 8


def sweep(*, on: datetime | None = None) -> dict[str, int]:
    """Everything of this app that is due at the moment `on`, once; how many of each."""
    return {
        "lapsed_proposals": lapse_proposals(on=on),
        "offers_ending": warn_of_ending(on=on.date() if on else None),
        "talks_asked": ask_about_talks(on=on),
        "talks_ended": end_talks(on=on),
        "starts_asked": ask_about_starts(on=on),
        "amendments_lapsed": lapse_amendments(on=on),
        "pledges_chased": chase_pledges(on=on),
        "pledges_dropped": drop_pledges(on=on),
        "nudges": tell_of_unanswered(on=on),
        "notes_owed": owe_notes(on=on),
        "searches": alert_searches(on=on.date() if on else None),
    }


@transaction.atomic
def lapse_proposals(*, on: datetime | None = None) -> int:
    """End every proposal that waited for 45 days that count; the need is suggested to others at once."""
    moment = on or timezone.now()
    old = Match.objects.filter(status=MatchStatus.PROPOSED, created_at__lt=_so_many_days_before(moment))
    lapsed = move_all(old, "lapse", notices.tell_all_lapsed)
    suggest_anew(Match.objects.filter(pk__in=lapsed).values_list("need", flat=True))
    return len(lapsed)


def _so_many_days_before(moment: datetime) -> datetime:
    """The moment since which ANSWERED_WITHIN days have counted."""
    return moment - timedelta(days=_walk(moment.date(), -1))


def answer_due_on(match: Match) -> date:
    """The day by which a proposal wants its answer."""
    begun = timezone.localdate(match.created_at)
    return begun + timedelta(days=_walk(begun, 1))


def _walk(day: date, step: int) -> int:
    """How many days one goes from `day` until ANSWERED_WITHIN of them have counted."""
    paused, walked, counted = _is_paused(), 0, 0
    while counted < ANSWERED_WITHIN:
        walked += 1
        counted += not paused(day + timedelta(days=walked * step - (step < 0) * step))
    return walked


def _is_paused() -> Callable[[date], bool]:
    """Whether a day does not count: it is in August, or in a session of the Council."""
    sessions = list(CouncilSession.objects.values_list("starts_on", "ends_on"))
    return lambda day: day.month == AUGUST or any(begins <= day <= ends for begins, ends in sessions)


@transaction.atomic
def ask_about_talks(*, on: datetime | None = None) -> int:
    """Ask both sides where their talks stand after 45 days."""
    moment = on or timezone.now()
    talks = Match.objects.filter(status=MatchStatus.IN_TALKS, talks_asked_at=None)
    return _ask(talks.filter(talks_since__lte=moment - TALKS_ASKED_AFTER), "talks_asked_at", moment, notices.ask_talks)


@transaction.atomic
def ask_about_starts(*, on: datetime | None = None) -> int:
    """Ask both sides of what was agreed 60 days ago and has not begun."""
    moment = on or timezone.now()
    agreed = Match.objects.filter(status=MatchStatus.AGREED, start_asked_at=None)
    return _ask(agreed.filter(agreed_at__lte=moment - START_ASKED_AFTER), "start_asked_at", moment, notices.ask_starts)


def _ask(matches, stamp: str, moment: datetime, tell_all) -> int:
    ids = [match.pk for match in matches.order_by("pk").select_for_update(of=("self",), no_key=True)]
    Match.objects.filter(pk__in=ids).update(**{stamp: moment})
    tell_all(ids, moment.date())
    return len(ids)


@transaction.atomic
def end_talks(*, on: datetime | None = None) -> int:
    """End talks of 90 days that were asked for and that not both sides wanted to go on with."""
    limit = (on or timezone.now()) - TALKS_END_AFTER
    old = Match.objects.filter(talks_since__lte=limit, talks_asked_at__isnull=False)
    ended = move_all(old, "end_talks", notices.tell_all_talks_ended)
    suggest_anew(Match.objects.filter(pk__in=ended).values_list("need", flat=True))
    return len(ended)


@transaction.atomic
def chase_pledges(*, on: datetime | None = None) -> int:
    """Ask whoever has not confirmed an announcement within 48 hours."""
    moment = on or timezone.now()
    waiting = Pledge.objects.filter(status=PledgeStatus.ANNOUNCED, chased_at=None)
    waiting = waiting.filter(created_at__lte=moment - CHASED_AFTER).order_by("pk")
    late = list(waiting.select_for_update(of=("self",), no_key=True))
    Pledge.objects.filter(pk__in=[pledge.pk for pledge in late]).update(chased_at=moment)
    notices.chase_pledges([pledge.pk for pledge in late])
    return len(late)


@transaction.atomic
def drop_pledges(*, on: datetime | None = None) -> int:
    """Drop what was announced at a session and not confirmed by both sides within 14 days."""
    limit = (on or timezone.now()) - DROPPED_AFTER
    old = Pledge.objects.filter(status=PledgeStatus.ANNOUNCED, at_session=True, created_at__lte=limit).order_by("pk")
    ids = [pledge.pk for pledge in old.select_for_update(of=("self",), no_key=True)]
    PLEDGE.apply_many(Pledge.objects.filter(pk__in=ids), "drop", by=SYSTEM, reason=NOT_CONFIRMED)
    notices.tell_all_dropped(ids)
    return len(ids)
