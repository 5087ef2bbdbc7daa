"""Deputies: who stands in for whom, who could, and which of them wait for a yes."""

import rules
from django.db.models import Q

from accounts.acting import Acting
from states.choices import ROLES_OF_KIND, STATE_KINDS, BodyKind, head_role
from states.models import Body, Deputy, Mandate
from states.rules import body_of, is_curator
from states.selectors.acting import live_mandates

_DEPUTY_WITH = ("body__state", "person", "post__user", "mandate", "named_by")


def deputies_of(body: Body):
    """Those of an office that are not over: waiting, to come, or standing in now."""
    return Deputy.objects.standing().filter(body=body).select_related(*_DEPUTY_WITH)


def deputies_reachable(acting: Acting):
    """Those that concern the person: their own, those of their office and of offices that they answer for."""
    body = body_of(acting)
    standing = Deputy.objects.standing().select_related(*_DEPUTY_WITH)
    if is_curator(acting):
        return standing
    mine = Q(person=acting.user_id) | Q(post__user=acting.user_id) if acting.user_id else Q(pk=None)
    if body is not None:
        mine |= Q(body=body) | Q(body__parent=body)
        mine |= Q(body__state=body.state_id, body__state__isnull=False) if body.is_of_state else Q(pk=None)
    return standing.filter(mine)


def deputies_to_agree(acting: Acting) -> list[Deputy]:
    """Named, and waiting for the yes of this person."""
    waiting = deputies_reachable(acting).filter(agreed_at=None)
    return [one for one in waiting if rules.has_perm("states.agree_to_deputy", acting, one)]


def stand_ins_of(acting: Acting):
    """The mandates in which the person stands in for somebody now, but for the one in use."""
    return live_mandates(acting.user).filter(is_deputy=True).exclude(pk=acting.capacity_id)


def candidates_for(body: Body):
    """The people who could stand in: of the office, and of those beside it (the same State, the same organisation)."""
    near = Q(body=body)
    if body.kind == BodyKind.SECRETARIAT:
        pass  # the wall between the secretariat and OHCHR's presences
    elif body.is_of_state:
        near |= Q(body__state=body.state_id, body__kind__in=STATE_KINDS)
    else:
        family = [pk for pk in (body.pk, body.parent_id) if pk]
        near |= Q(body__parent__in=family) | Q(body__in=family)
    roles = Q()
    for kind, names in ROLES_OF_KIND.items():
        roles |= Q(body__kind=kind, role__in=names)
    live = Mandate.objects.live().filter(near, roles, is_deputy=False, user__is_active=True)
    return live.select_related("user", "body").order_by("user_id", "pk")


def posts_of(body: Body):
    """The posts of an office that somebody holds, heads first."""
    live = Mandate.objects.live().filter(body=body, is_deputy=False, role__in=ROLES_OF_KIND[body.kind])
    return sorted(live.select_related("user", "body"), key=lambda one: (one.role != head_role(body.kind), one.pk))
