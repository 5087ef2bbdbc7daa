"""Who is told, and whether they may still know when the mail goes out."""

from accounts.acting import Acting
from matching.models import Match
from notifications.outbox import enqueue
from states.choices import STATE_KINDS, BodyKind, Role
from states.models import Body
from states.selectors import acting_in, bodies_of_state, live_mandates, people_of


def state_side(match: Match) -> set[int]:
    return set(people_of(bodies_of_state(match.state_id, *STATE_KINDS), Role.DRAFTER, Role.AUTHORISER))


def people_at(*body_ids: int) -> set[int]:
    return set(people_of(body_ids, Role.OFFICER, Role.SIGNATORY))


def partner_side(match: Match) -> set[int]:
    return people_at(*(party.body_id for party in match.partners))


def curators() -> set[int]:
    return set(people_of(Body.objects.filter(kind=BodyKind.SECRETARIAT), Role.CURATOR))


def tell(name: str, obj, people, moment: object = "") -> None:
    enqueue(f"matching.{name}", event=f"{name}:{obj.pk}:{moment}", people=people, object_id=obj.pk)


def actings_of(person) -> list[Acting]:
    return [acting_in(mandate) for mandate in live_mandates(person)]


def knows(selector):
    """Still right where the person, in a mandate that is live when the mail goes, still finds it in `selector`."""

    def still_right(obj, person) -> bool:
        return any(selector(acting).filter(pk=obj.pk).exists() for acting in actings_of(person))

    return still_right


def knows_at(selector, *statuses: str):
    """The same, and it still stands where it stood."""
    known = knows(selector)
    return lambda obj, person: obj.status in statuses and known(obj, person)
