from datetime import timedelta

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from states.choices import Role
from states.models import ApiToken, Body, Mandate, State
from states.selectors import bodies_of_state, live_mandates, people_of
from states.services.deputies import end_deputies_with
from web.errors import Conflict, FailedCheck, NotPermitted, ProofNeeded

TOKEN_LIFE = timedelta(days=90)


def choose_mandate(user, mandate_id: int) -> Mandate:
    """The live mandate of `user` with this id, to act in from now on; NotPermitted where it is none of theirs."""
    chosen = live_mandates(user).filter(pk=mandate_id).first()
    if chosen is None:
        raise NotPermitted
    return chosen


@transaction.atomic
def give_mandate(*, user, body: Body, role: str, by: Acting, starts_on=None, ends_on=None) -> Mandate:
    """`user` may act for `body` in `role` from `starts_on` (today); a live one of the same kind is kept."""
    defaults = {"starts_on": starts_on} if starts_on else {}
    same = {"user": user, "body": body, "role": role, "ends_on": ends_on, "is_deputy": False}
    mandate, new = Mandate.objects.get_or_create(**same, defaults=defaults)
    if new:
        record_act(body, "give_mandate", by=by, facts={"user": user.pk, "role": role})
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Acting, on=None) -> Mandate:
    """End a mandate today (or `on`); it is kept, since records name it."""
    mandate.ends_on = on or timezone.now().date()
    mandate.save(update_fields=["ends_on"])
    record_act(mandate.body, "end_mandate", by=by, facts={"user": mandate.user_id, "role": mandate.role})
    if mandate.ends_on <= timezone.now().date():
        end_deputies_with(mandate, by=by)
    return mandate


def issue_token(mandate: Mandate, *, may_write: bool = False) -> str:
    """A new secret for the API, good for 90 days, shown this once; only its hash is kept."""
    secret = ApiToken.new_secret()
    expires_at = timezone.now() + TOKEN_LIFE
    ApiToken.objects.create(
        mandate=mandate, digest=ApiToken.digest_of(secret), may_write=may_write, expires_at=expires_at
    )
    return secret


@transaction.atomic
def set_authority(state: State, *, by: Acting, statement_kinds, report_kinds, second_person: bool) -> State:
    """Which offices of a State may authorise statements and reports, and whether a second person must; its own choice.

    Raises NotPermitted, ProofNeeded, and FailedCheck where nobody would be left who can authorise.
    """
    if not rules.has_perm("states.set_authority", by, by.capacity.body if by.capacity else None):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    given = {"statement_kinds": sorted(statement_kinds), "report_kinds": sorted(report_kinds)}
    for name, kinds in given.items():
        if not people_of(bodies_of_state(state.pk, *kinds) if kinds else [], Role.AUTHORISER).exists():
            raise FailedCheck({name: [_("No office of these kinds has an authoriser: nobody could act any more.")]})
    locked = State.objects.select_for_update(of=("self",), no_key=True).get(pk=state.pk)
    for name, value in (given | {"second_person": second_person}).items():
        setattr(locked, name, value)
    locked.save(update_fields=[*given, "second_person"])
    record_act(locked, "set_authority", by=by, facts=given | {"second_person": second_person})
    return locked


@transaction.atomic
def mark_contested(state: State, *, by: Acting, note: str) -> State:
    """Two authorities claim the State: its writes freeze until `settle_representation`."""
    locked = _lock_representation(state, by, note)
    if locked.contested_at:
        raise Conflict(_("The representation of this State is already marked as contested."))
    return _set_contested(locked, "mark_contested", timezone.now(), by, note)


@transaction.atomic
def settle_representation(state: State, *, by: Acting, note: str) -> State:
    """It is settled who speaks for the State: its people write again."""
    locked = _lock_representation(state, by, note)
    if locked.contested_at is None:
        raise Conflict(_("The representation of this State is not contested."))
    return _set_contested(locked, "settle_representation", None, by, note)


def _lock_representation(state: State, by: Acting, note: str) -> State:
    if not rules.has_perm("states.mark_contested", by, None):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    if not note.strip():
        raise FailedCheck({"note": [_("Say why in a few words.")]})
    return State.objects.select_for_update(of=("self",), no_key=True).get(pk=state.pk)


def _set_contested(state: State, act: str, moment, by: Acting, note: str) -> State:
    state.contested_at = moment
    state.save(update_fields=["contested_at"])
    record_act(state, act, by=by, note=note)
    return state


@transaction.atomic
def end_mandate_of_colleague(mandate: Mandate, *, by: Acting) -> Mandate:
    """A head of the office, or a curator, ends a mandate today; also one's own."""
    if not rules.has_perm("states.end_mandate", by, mandate.body):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    if not Mandate.objects.live().filter(pk=mandate.pk).exists():
        raise Conflict(_("This mandate has ended already."))
    return end_mandate(mandate, by=by)


@transaction.atomic
def verify_body(body: Body, *, by: Acting, note: str) -> Body:
    """A curator has looked whether the office is what it says: only then its first head is invited."""
    if not rules.has_perm("states.verify_body", by, body):
        raise NotPermitted
    if not note.strip():
        raise FailedCheck({"note": [_("Say why in a few words.")]})
    if body.verified_at:
        raise Conflict(_("Somebody has verified this office already."))
    body.verified_at = timezone.now()
    body.save(update_fields=["verified_at"])
    record_act(body, "verify", by=by, note=note)
    return body
