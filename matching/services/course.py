"""The course of a match: declined, begun, completed, ended early, lapsed, ended with its statement."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.acting import SYSTEM, Acting
from matching import notices
from matching.choices import WITHDRAWN, MatchStatus
from matching.lifecycles import MATCH
from matching.models import Match

ANSWERED_WITHIN = timedelta(days=45)


@transaction.atomic
def decline(match: Match, *, by: Acting, reason: str = "", note: str = "", **_words) -> Match:
    """A partner leaves before anything is agreed; `reason` is one of PartnerDecline."""
    return _ended(match, "decline", by, reason, note)


@transaction.atomic
def decline_as_state(match: Match, *, by: Acting, reason: str = "", note: str = "", **_words) -> Match:
    """The State does not want it; `reason` is one of StateDecline. Only its authoriser, proven."""
    return _ended(match, "decline_as_state", by, reason, note)


def _ended(match: Match, name: str, by: Acting, reason: str, note: str) -> Match:
    done = MATCH.apply(match, name, by=by, reason=reason, note=note)
    notices.tell_declined(done)
    return done


@transaction.atomic
def start(match: Match, *, by: Acting, note: str = "", **_words) -> Match:
    """The support has begun; both sides owe reports from now on."""
    return MATCH.apply(match, "start", by=by, note=note)


@transaction.atomic
def complete(match: Match, *, by: Acting, note: str = "", **_words) -> Match:
    done = MATCH.apply(match, "complete", by=by, note=note)
    notices.tell_ended(done)
    return done


@transaction.atomic
def end_early(match: Match, *, by: Acting, reason: str = "", note: str = "", **_words) -> Match:
    """Ended before its time; `reason` is one of EndReason."""
    done = MATCH.apply(match, "end_early", by=by, reason=reason, note=note)
    notices.tell_ended(done)
    return done


MATCH_ACTS = {
    "decline": decline,
    "decline_as_state": decline_as_state,
    "start": start,
    "complete": complete,
    "end_early": end_early,
}


@transaction.atomic
def lapse_proposals(*, on=None) -> int:
    """End every proposal that has waited for 45 days at the moment `on` (now); returns how many."""
    limit = (on or timezone.now()) - ANSWERED_WITHIN
    old = Match.objects.filter(status=MatchStatus.PROPOSED, created_at__lt=limit)
    return _sweep(old, "lapse", notices.tell_lapsed)


@transaction.atomic
def end_with_statement(statement) -> int:
    """The State withdrew its statement: proposals, talks and agreements not begun end with it; returns how many."""
    return _sweep(
        Match.objects.filter(need__statement=statement), "end_with_statement", notices.tell_declined, WITHDRAWN
    )


def _sweep(matches, name: str, tell, reason: str = "") -> int:
    sources = MATCH.table[name].sources
    waiting = matches.filter(status__in=sources).order_by("pk").select_for_update(of=("self",), no_key=True)
    ending = [match.pk for match in waiting]
    count = MATCH.apply_many(Match.objects.filter(pk__in=ending), name, by=SYSTEM, reason=reason)
    for match in Match.objects.filter(pk__in=ending).select_related("need__statement"):
        tell(match)
    return count
