"""Mails that did not arrive, or perhaps did: a curator decides, and the decision is recorded."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import Acting
from lifecycle.engine import record_act
from notifications import delivery
from notifications.models import OutboxMessage
from web.errors import Conflict, NotPermitted


@transaction.atomic
def send_mail_again(message: OutboxMessage, *, by: Acting) -> None:
    """Queue it anew. Conflict where it is no longer in trouble, or was a link to sign in, which nobody keeps."""
    _decide(message, "send_mail_again", delivery.send_again, by)


@transaction.atomic
def let_mail_go(message: OutboxMessage, *, by: Acting) -> None:
    """It need not go any more."""
    _decide(message, "let_mail_go", delivery.let_go, by)


def _decide(message: OutboxMessage, name: str, act, by: Acting) -> None:
    if not rules.has_perm("states.settle_mails", by, None):
        raise NotPermitted
    if not act(message.pk):
        raise Conflict(_("Somebody has decided on this mail already, or it holds a link that cannot go again."))
    record_act(message, name, by=by)
