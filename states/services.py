from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from states.models import ApiToken, Body, Mandate, State
from states.selectors import live_mandates
from web.errors import NotPermitted

TOKEN_LIFE = timedelta(days=90)


def choose_mandate(user, mandate_id: int) -> Mandate:
    """The live mandate of `user` with this id, to act in from now on; NotPermitted where it is none of theirs."""
    chosen = live_mandates(user).filter(pk=mandate_id).first()
    if chosen is None:
        raise NotPermitted
    return chosen


@transaction.atomic
def give_mandate(*, user, body: Body, role: str, by: Acting, starts_on=None) -> Mandate:
    """`user` may act for `body` in `role` from `starts_on` (today); a live one of the same kind is kept."""
    defaults = {"starts_on": starts_on} if starts_on else {}
    mandate, new = Mandate.objects.get_or_create(user=user, body=body, role=role, ends_on=None, defaults=defaults)
    if new:
        record_act(body, "give_mandate", by=by, facts={"user": user.pk, "role": role})
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Acting, on=None) -> Mandate:
    """End a mandate today (or `on`); it is kept, since records name it."""
    mandate.ends_on = on or timezone.now().date()
    mandate.save(update_fields=["ends_on"])
    record_act(mandate.body, "end_mandate", by=by, facts={"user": mandate.user_id, "role": mandate.role})
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
def mark_contested(state: State, *, by: Acting) -> State:
    """Two authorities claim the State: its writes freeze until `settle_representation`."""
    if state.contested_at:
        raise ValidationError(_("The representation of this State is already marked as contested."))
    state.contested_at = timezone.now()
    state.save(update_fields=["contested_at"])
    record_act(state, "mark_contested", by=by)
    return state


@transaction.atomic
def settle_representation(state: State, *, by: Acting) -> State:
    state.contested_at = None
    state.save(update_fields=["contested_at"])
    record_act(state, "settle_representation", by=by)
    return state
