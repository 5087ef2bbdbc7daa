from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.acting import ANONYMOUS, Acting
from states.choices import CountryGroup
from states.models import Body, CountryGroupMembership, Mandate, State


def live_mandates(user):
    """The mandates that `user` holds today, with their bodies and States."""
    return Mandate.objects.live().filter(user=user).select_related("body__state", "user", "deputising")


def acting_in(mandate: Mandate, **how) -> Acting:
    behalf = mandate.deputising.post_id if mandate.is_deputy else None
    return Acting(mandate.user, mandate.pk, mandate.label, capacity=mandate, stands_in_for=behalf, **how)


def acting_of(user, chosen_mandate_id: int | None, *, proven: bool) -> Acting:
    """Who `user` acts as: in the chosen mandate while it is live, else in the first one, else in none."""
    if not user.is_authenticated:
        return ANONYMOUS
    mandates = list(live_mandates(user))
    chosen = next((one for one in mandates if one.pk == chosen_mandate_id), mandates[0] if mandates else None)
    if chosen is None:
        return Acting(user, proven=proven)
    return acting_in(chosen, proven=proven, choices=len(mandates))


def acting_of_mandate(mandate_id: int) -> Acting:
    """The Acting of a mandate while it is live and its person active; nobody, where it is not."""
    held = Mandate.objects.live().filter(pk=mandate_id, user__is_active=True).select_related("body__state", "user")
    mandate = held.first()
    return acting_in(mandate) if mandate else ANONYMOUS


def live_memberships(on=None):
    day = on or timezone.now().date()
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return CountryGroupMembership.objects.filter(begun).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def states_list(acting: Acting | None = None):
    """All States with today's groups in `groups_now`, in two queries whatever their number."""
    return State.objects.prefetch_related(Prefetch("group_memberships", live_memberships(), to_attr="groups_now"))


def states_in_group(group: CountryGroup, on=None):
    return State.objects.filter(pk__in=live_memberships(on).filter(group=group).values("state"))


def colleagues(acting: Acting):
    """The live mandates of the same office: who else can act."""
    if acting.capacity is None:
        return Mandate.objects.none()
    same_office = Mandate.objects.live().filter(body_id=acting.capacity.body_id)
    return same_office.exclude(user_id=acting.user_id).select_related("user", "body")


def people_of(body_ids, *roles: str):
    """Ids of the users with a live mandate for one of the bodies, in one of the roles (any, where none is named)."""
    mandates = Mandate.objects.live().filter(body_id__in=body_ids)
    return (mandates.filter(role__in=roles) if roles else mandates).values_list("user_id", flat=True).distinct()


def bodies_of_state(state_id: int, *kinds: str):
    bodies = Body.objects.filter(state_id=state_id)
    return bodies.filter(kind__in=kinds) if kinds else bodies


def contested_states():
    """States that two authorities claim, the longest first."""
    return State.objects.filter(contested_at__isnull=False).order_by("contested_at")
