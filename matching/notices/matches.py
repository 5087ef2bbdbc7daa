"""What is told about matches and their parties."""

from accounts.acting import Acting
from matching.choices import TAKES_A_PLACE, MatchStatus
from matching.models import Match, MatchParty
from matching.notices.people import knows_at, partner_side, people_at, state_side, tell, tell_both_sides
from matching.selectors import matches_of
from notifications.notice import Notice, register


def tell_proposed(match: Match, by: Acting) -> None:
    """Both sides, but not whoever proposed."""
    tell("match_proposed", match, (state_side(match) | partner_side(match)) - {by.user_id})


def tell_talks(match: Match) -> None:
    """Both sides: talks are open, and the office mailboxes have crossed."""
    tell("talks_opened", match, state_side(match) | partner_side(match))


def tell_party_added(match: Match, party: MatchParty) -> None:
    """The partner that the State brought into its talks."""
    tell("party_added", match, people_at(party.body_id), party.pk)


def tell_party_left(match: Match, left: int) -> None:
    """Both sides that remain: one of several partners left the talks, which go on. `left` is the id of the record of
    it: whoever leaves a second time, or as a second one, is told of again.
    """
    tell("party_left", match, state_side(match) | partner_side(match), left)


def tell_agreed(match: Match) -> None:
    """Both sides: every party has said yes."""
    tell("match_agreed", match, state_side(match) | partner_side(match))


def tell_amendment_proposed(match: Match, by: Acting) -> None:
    """Both sides, but not whoever proposed: a change of the card waits for their yes."""
    people = (state_side(match) | partner_side(match)) - {by.user_id}
    tell("amendment_proposed", match, people, match.amending_no)


def tell_amended(match: Match) -> None:
    """Both sides: the changed card holds."""
    tell("match_amended", match, state_side(match) | partner_side(match), match.terms_no)


def tell_amendment_set_aside(match: Match, terms_no: int) -> None:
    """Both sides: the proposed change came to nothing, the card of before holds."""
    tell("amendment_set_aside", match, state_side(match) | partner_side(match), terms_no)


def tell_declined(match: Match) -> None:
    """Both sides, without the reason: it stands on the page, for whom it is meant."""
    tell("match_declined", match, state_side(match) | partner_side(match))


def tell_ended(match: Match) -> None:
    """Both sides: completed, or ended early."""
    tell("match_ended", match, state_side(match) | partner_side(match))


def tell_talks_extended(match: Match) -> None:
    """Both sides: the talks go on for 90 days."""
    tell("talks_extended", match, state_side(match) | partner_side(match), match.talks_since.isoformat())


def tell_all_lapsed(ids: list[int]) -> None:
    """Both sides of each: nobody answered in time."""
    tell_both_sides("match_lapsed", ids)


def tell_all_declined(ids: list[int]) -> None:
    """Both sides of each, without a reason: it stands on the page, for whom it is meant."""
    tell_both_sides("match_declined", ids)


def ask_talks(ids: list[int], day) -> None:
    """Both sides of each: where do the talks stand?"""
    tell_both_sides("talks_asked", ids, day)


def ask_starts(ids: list[int], day) -> None:
    """Both sides of each: it was agreed and has not begun."""
    tell_both_sides("start_asked", ids, day)


def tell_all_talks_ended(ids: list[int]) -> None:
    """Both sides of each: the talks ended after 90 days."""
    tell_both_sides("talks_ended", ids)


def _match(pk: int) -> Match | None:
    return Match.objects.select_related("need__statement__state", "need__statement__subject").filter(pk=pk).first()


def _still_waits(match: Match, person) -> bool:
    return match.is_amending and knows_at(matches_of, *TAKES_A_PLACE)(match, person)


def _match_words(match: Match, person) -> dict:
    return {"match": match, "state": match.state}


_OF_MATCH = {
    "match_proposed": knows_at(matches_of, MatchStatus.PROPOSED),
    "talks_opened": knows_at(matches_of, MatchStatus.IN_TALKS, MatchStatus.AGREED, MatchStatus.ACTIVE),
    "party_added": knows_at(matches_of, MatchStatus.IN_TALKS),
    "party_left": knows_at(matches_of, MatchStatus.IN_TALKS),
    "match_agreed": knows_at(matches_of, MatchStatus.AGREED, MatchStatus.ACTIVE),
    "amendment_proposed": _still_waits,
    "match_amended": knows_at(matches_of, *TAKES_A_PLACE),
    "amendment_set_aside": knows_at(matches_of, *TAKES_A_PLACE),
    "match_declined": knows_at(matches_of, MatchStatus.DECLINED),
    "match_ended": knows_at(matches_of, MatchStatus.COMPLETED, MatchStatus.ENDED_EARLY),
    "talks_extended": knows_at(matches_of, MatchStatus.IN_TALKS),
    "talks_asked": knows_at(matches_of, MatchStatus.IN_TALKS),
    "talks_ended": knows_at(matches_of, MatchStatus.LAPSED),
    "start_asked": knows_at(matches_of, MatchStatus.AGREED),
    "match_lapsed": knows_at(matches_of, MatchStatus.LAPSED),
}

register(*(Notice(f"matching.{name}", _match, still_right, _match_words) for name, still_right in _OF_MATCH.items()))
