"""Who is told, and whether they may still know when the mail goes out."""

from accounts.acting import Acting
from matching.models import Match
from notifications.outbox import enqueue, enqueue_selected
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


def tell(name: str, obj, people, moment: object = "") -> int:
    """How many of the people had not been told yet."""
    return enqueue(f"matching.{name}", event=f"{name}:{obj.pk}:{moment}", people=people, object_id=obj.pk)


def tell_both_sides(name: str, ids: list[int], moment: object = "", *, of: str = "match") -> int:
    """Tell the people of every party of many matches (or of the matches of many pledges), in one statement."""
    if not ids:
        return 0
    params = {"ids": ids, "start": f"{name}:", "end": f":{moment}", "state_kinds": sorted(STATE_KINDS)}
    params |= {"state_roles": [Role.DRAFTER, Role.AUTHORISER], "partner_roles": [Role.OFFICER, Role.SIGNATORY]}
    return enqueue_selected(f"matching.{name}", selected=_BOTH_SIDES.format(objects=_OBJECTS[of]), params=params)


_OBJECTS = {
    "match": "SELECT id, id AS match_id FROM matching_match",
    "pledge": "SELECT id, match_id FROM matching_pledge",
}
_BOTH_SIDES = """
    SELECT DISTINCT %(start)s || o.id || %(end)s AS event, mandate.user_id AS person_id, o.id AS object_id
    FROM ({objects}) AS o
    JOIN matching_matchparty party ON party.match_id = o.match_id
    JOIN states_body b ON b.id = party.body_id
    JOIN states_body office ON office.id = b.id
      OR (party.role = 'recipient' AND office.state_id = b.state_id AND office.kind = ANY(%(state_kinds)s))
    JOIN states_mandate mandate ON mandate.body_id = office.id
     AND mandate.starts_on <= current_date AND (mandate.ends_on IS NULL OR mandate.ends_on > current_date)
     AND mandate.role = ANY(CASE WHEN party.role = 'recipient' THEN %(state_roles)s::text[]
                                 ELSE %(partner_roles)s::text[] END)
    WHERE o.id = ANY(%(ids)s)
"""


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
