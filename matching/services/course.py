"""The course of a match: declined, begun, completed, ended early, ended with its statement."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from lifecycle.engine import record_act
from matching import notices
from matching.choices import COUNTED, WITHDRAWN, MatchStatus, PartnerDecline
from matching.lifecycles import MATCH
from matching.models import Match
from matching.rules import party_of
from matching.services.agreeing import board_has_met
from matching.services.responses import suggest_anew
from web.errors import FailedCheck


@transaction.atomic
def decline(match: Match, *, by: Acting, reason: str = "", note: str = "", **_words) -> Match:
    """A partner leaves before anything is agreed; `reason` is one of PartnerDecline."""
    party = party_of(match, by)
    if reason == PartnerDecline.BOARD_REFUSED and party is not None:
        if not party.is_fund:
            raise FailedCheck({"reason": [_("Only a fund has a board that decides.")]})
        board_has_met(party)
    locked = MATCH.lock(match)
    if others_stay(locked, party):
        return _leave(locked, party, by, reason, note)
    return _ended(match, "decline", by, reason, note)


def others_stay(match: Match, party) -> bool:
    """Whether talks can go on without this partner: the offer is not theirs, and another has said yes to the talks."""
    if match.status != MatchStatus.IN_TALKS or party is None or match.offer_id and match.partner_id == party.body_id:
        return False
    return any(one.talks_yes_at for one in match.partners if one.body_id != party.body_id)


def _leave(match: Match, party, by: Acting, reason: str, note: str) -> Match:
    """One of several partners leaves the talks; the others are asked anew to agree. The reason stays in the record."""
    row = MATCH.table["decline"]
    MATCH.refuse_if_impossible(row, match, by)
    if reason not in PartnerDecline.values:
        raise FailedCheck({"reason": [_("Choose a reason.")]})
    if match.pledges.filter(body=party.body_id, status__in=COUNTED).exists():
        raise FailedCheck(_("Your office has a pledge in this match. Withdraw it first."))
    remaining = [one for one in match.partners if one.body_id != party.body_id]
    party.delete()
    if match.partner_id == party.body_id:
        match.partner = next(one.body for one in remaining if one.talks_yes_at)
        match.save(update_fields=["partner"])
    match.parties.update(agreed_yes_at=None, agreed_yes_by="", may_be_public=False)
    record = record_act(match, "leave", by=by, facts={"body": party.body_id, "reason": reason}, note=note)
    stays = Match.objects.get(pk=match.pk)
    notices.tell_party_left(stays, record.pk)
    return stays


@transaction.atomic
def decline_as_state(match: Match, *, by: Acting, reason: str = "", note: str = "", **_words) -> Match:
    """The State does not want it; `reason` is one of StateDecline. Only its authoriser, proven."""
    return _ended(match, "decline_as_state", by, reason, note)


def _ended(match: Match, name: str, by: Acting, reason: str, note: str) -> Match:
    done = MATCH.apply(match, name, by=by, reason=reason, note=note)
    notices.tell_declined(done)
    suggest_anew([done.need_id])
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
    """Ended before its time; `reason` is one of EndReason. The need is suggested to others, where it is still open."""
    done = MATCH.apply(match, "end_early", by=by, reason=reason, note=note)
    notices.tell_ended(done)
    suggest_anew([done.need_id])
    return done


MATCH_ACTS = {
    "decline": decline,
    "decline_as_state": decline_as_state,
    "start": start,
    "complete": complete,
    "end_early": end_early,
}


@transaction.atomic
def end_with_statement(statement) -> int:
    """The State withdrew its statement: proposals, talks and agreements not begun end with it; returns how many."""
    matches = Match.objects.filter(need__statement=statement)
    return len(move_all(matches, "end_with_statement", notices.tell_all_declined, WITHDRAWN))


def move_all(matches, name: str, tell_all, reason: str = "") -> list[int]:
    """Move all of `matches` that may go by the transition `name`, and tell both sides, set-based; returns their ids."""
    sources = MATCH.table[name].sources
    waiting = matches.filter(status__in=sources).order_by("pk").select_for_update(of=("self",), no_key=True)
    ids = [match.pk for match in waiting]
    if ids:
        MATCH.apply_many(Match.objects.filter(pk__in=ids).order_by("pk"), name, by=SYSTEM, reason=reason)
        tell_all(ids)
    return ids
