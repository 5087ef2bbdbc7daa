"""Every write of who may act for whom: mandates, invitations, handovers, bodies, tokens, mails that did not arrive."""

from states.services.deputies import agree_to_deputy, end_deputy, name_deputy
from states.services.handover import hand_over
from states.services.invitations import (
    accept_invitation,
    accept_invitation_as_new,
    invite,
    withdraw_invitation,
)
from states.services.mails import let_mail_go, send_mail_again
from states.services.mandates import (
    choose_mandate,
    end_mandate,
    end_mandate_of_colleague,
    give_mandate,
    issue_token,
    mark_contested,
    set_authority,
    settle_representation,
    verify_body,
)

__all__ = [
    "accept_invitation",
    "accept_invitation_as_new",
    "agree_to_deputy",
    "choose_mandate",
    "end_deputy",
    "end_mandate",
    "end_mandate_of_colleague",
    "give_mandate",
    "hand_over",
    "invite",
    "issue_token",
    "let_mail_go",
    "mark_contested",
    "name_deputy",
    "send_mail_again",
    "set_authority",
    "settle_representation",
    "verify_body",
    "withdraw_invitation",
]
