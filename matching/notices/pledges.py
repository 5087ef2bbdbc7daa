"""What is told about pledges."""

from matching.choices import PledgeStatus
from matching.models import Pledge
from matching.notices.people import knows, knows_at, people_at, state_side, tell, tell_both_sides
from matching.selectors import pledges_of
from notifications.notice import Notice, register


def tell_pledge_announced(pledge: Pledge) -> None:
    """The State, which confirms it."""
    tell("pledge_announced", pledge, state_side(pledge.match))


def tell_pledge_confirmed(pledge: Pledge) -> None:
    """The partner that pledged."""
    tell("pledge_confirmed", pledge, people_at(pledge.body_id))


def tell_pledge_moved(pledge: Pledge) -> None:
    """The State: committed, on its way, delivered or withdrawn."""
    tell("pledge_moved", pledge, state_side(pledge.match), pledge.status)


def tell_pledge_recorded(pledge: Pledge) -> None:
    """The partner: something was announced in its name, and counts only once it says so itself."""
    tell("pledge_recorded", pledge, people_at(pledge.body_id))


def chase_pledges(ids: list[int]) -> None:
    """Both sides of each: it was announced and is not confirmed."""
    tell_both_sides("pledge_chased", ids, of="pledge")


def tell_all_dropped(ids: list[int]) -> None:
    """Both sides of each: it was not confirmed in time."""
    tell_both_sides("pledge_dropped", ids, of="pledge")


def _pledge(pk: int) -> Pledge | None:
    return Pledge.objects.select_related("match__need__statement__state", "body").filter(pk=pk).first()


def _pledge_words(pledge: Pledge, person) -> dict:
    return {"pledge": pledge, "match": pledge.match}


_OF_PLEDGE = {
    "pledge_announced": knows_at(pledges_of, PledgeStatus.ANNOUNCED),
    "pledge_confirmed": knows(pledges_of),
    "pledge_recorded": knows_at(pledges_of, PledgeStatus.ANNOUNCED),
    "pledge_chased": knows_at(pledges_of, PledgeStatus.ANNOUNCED),
    "pledge_dropped": knows_at(pledges_of, PledgeStatus.WITHDRAWN),
    "pledge_moved": knows(pledges_of),
}

register(*(Notice(f"matching.{name}", _pledge, still_right, _pledge_words) for name, still_right in _OF_PLEDGE.items()))
