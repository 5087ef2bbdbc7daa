"""Whom an agenda item concerns: the States and offices that it is about, or that speak in it."""

from dialogue.models import AgendaItem


def items_with_sides(items):
    """The queryset with everything that `sides_of` reads, in a fixed number of queries."""
    related = ("need__statement", "practice", "presentation", "match__need__statement", "due__match__need__statement")
    return items.select_related(*related).prefetch_related("speakers__body", "match__parties", "due__match__parties")


def sides_of(item: AgendaItem) -> tuple[set[int], set[int]]:
    """Ids of States, and ids of offices."""
    states, bodies = set(), set()
    for thing in filter(None, [item.need, item.practice, item.presentation]):
        states.add(thing.state_id)
    for match in filter(None, [item.match, item.due and item.due.match]):
        states.add(match.state_id)
        bodies |= {party.body_id for party in match.parties.all()}
    for slot in item.speakers.all():
        if slot.body_id:
            bodies.add(slot.body_id)
            states |= {slot.body.state_id} if slot.body.is_of_state else set()
    return states, bodies
