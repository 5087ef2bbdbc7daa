"""What is told about posts: that somebody stands in, or that a deputy waits for a yes."""

import rules
from django.db.models import Q

from notifications.notice import Notice, register
from notifications.outbox import enqueue
from states.choices import head_role
from states.models import Body, Deputy, Mandate
from states.selectors.acting import acting_in, live_mandates


def _heads_of(body: Body) -> set[int]:
    """The people who answer for an office: its heads, those of its parent, for a State those who authorise for it."""
    near = Q(pk__in=[pk for pk in (body.pk, body.parent_id) if pk])
    if body.is_of_state:
        near |= Q(state=body.state_id, kind__in=body.state.statement_kinds)
    offices = Body.objects.filter(near)
    roles = {kind: head_role(kind) for kind in offices.values_list("kind", flat=True)}
    heads = Mandate.objects.live().filter(body__in=offices, is_deputy=False).select_related("body")
    return {one.user_id for one in heads if one.role == roles[one.body.kind]}


def tell_deputy_asked(named: Deputy) -> None:
    """Whoever answers for the office: a deputy waits for the yes."""
    enqueue("states.deputy_asked", event=f"deputy asked:{named.pk}", people=_heads_of(named.body), object_id=named.pk)


def tell_deputy_stands(named: Deputy) -> None:
    """The deputy, and whose post it is."""
    people = {named.person_id} | ({named.post.user_id} if named.post else set())
    enqueue("states.deputy_stands", event=f"deputy stands:{named.pk}", people=people, object_id=named.pk)


def _find(pk: int) -> Deputy | None:
    standing = Deputy.objects.standing().select_related("body__state", "person", "post__user")
    return standing.filter(pk=pk).first()


def _still_waits_for(named: Deputy, person) -> bool:
    may = (rules.has_perm("states.agree_to_deputy", acting_in(one), named) for one in live_mandates(person))
    return named.agreed_at is None and any(may)


def _still_stands(named: Deputy, person) -> bool:
    return named.agreed_at is not None and person.pk in (named.person_id, named.post and named.post.user_id)


def _context(named: Deputy, person) -> dict:
    return {"deputy": named, "is_deputy": person.pk == named.person_id}


register(
    Notice("states.deputy_asked", _find, _still_waits_for, _context),
    Notice("states.deputy_stands", _find, _still_stands, _context),
)
