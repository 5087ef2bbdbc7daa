"""Writes the States, offices and personas of `states.demo` into the database; a second time changes nothing."""

from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from states.demo import BODIES, FICTITIOUS_STATES, PERSONAS, Persona
from states.models import Body, CountryGroupMembership, Mandate, State
from states.selectors import acting_in

SOURCE = "demonstration"
SINCE = date(2026, 1, 1)


@transaction.atomic
def make_cast(password: str) -> dict:
    """All fictitious States, bodies, users and mandates; returns username → user."""
    for iso3 in FICTITIOUS_STATES:
        _state(iso3)
    bodies = {key: _body(key) for key in BODIES}
    hashed = make_password(password)
    return {persona.username: _user(persona, bodies[persona.body], hashed) for persona in PERSONAS}


def _state(iso3: str) -> State:
    iso2, m49, names, region, groups = FICTITIOUS_STATES[iso3]
    fields = {"iso2": iso2, "m49": m49, "names": names, "regional_group": region, "fictitious": True, "source": SOURCE}
    state, _new = State.objects.get_or_create(iso3=iso3, defaults=fields)
    for group in groups:
        dated = {"source": SOURCE, "as_of": SINCE}
        CountryGroupMembership.objects.get_or_create(group=group, state=state, defaults=dated)
    return state


def _body(key: str) -> Body:
    kind, name, iso3, zone = BODIES[key]
    state = State.objects.get(iso3=iso3) if iso3 else None
    fields = {"state": state, "time_zone": zone, "mailbox": f"{key}@example.org"}
    fields |= {"verified_at": datetime(2026, 1, 1, tzinfo=UTC)}
    return Body.objects.get_or_create(kind=kind, name=name, defaults=fields)[0]


def _user(persona: Persona, body: Body, hashed: str):
    email = f"{persona.username}@example.org"
    user, new = get_user_model().objects.get_or_create(
        username=persona.username, defaults={"email": email, "password": hashed}
    )
    if new:
        user.last_login = timezone.now()
        user.is_staff = user.is_superuser = persona.role == "admin"
        user.save()
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    Mandate.objects.get_or_create(user=user, body=body, role=persona.role, defaults={"starts_on": SINCE})
    return user


def acting_as(username: str, *, proven: bool = True):
    """The Acting of a persona in its first mandate: for the demonstration's world and for tests."""
    mandate = Mandate.objects.select_related("body__state", "user").get(user__username=username, is_deputy=False)
    return acting_in(mandate, proven=proven)
