"""The post passes from one person to the next, signed: the office and its records stay."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from states.choices import head_role
from states.models import Body, Mandate
from states.services.mandates import end_mandate, give_mandate
from web.errors import FailedCheck, NotPermitted, ProofNeeded


@transaction.atomic
def hand_over(body: Body, *, successor: Mandate, leaves: bool, note: str, by: Acting) -> Mandate:
    """A head of the office names a colleague as head; with `leaves` the own mandate ends today. Signed by a fresh proof
    of identity, and recorded. Returns the successor's mandate.
    """
    if not rules.has_perm("states.hand_over", by, body):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    colleagues = Mandate.objects.live().filter(body=body).exclude(user_id=by.user_id)
    if not colleagues.filter(pk=successor.pk).exists():
        raise FailedCheck({"successor": [_("Choose somebody who acts for this office.")]})
    mandate = give_mandate(user=successor.user, body=body, role=head_role(body.kind), by=by)
    facts = {"successor": successor.user_id, "mandate": mandate.pk, "leaves": leaves}
    record_act(body, "hand_over", by=by, facts=facts, note=note)
    if leaves:
        end_mandate(by.capacity, by=by)
    return mandate
