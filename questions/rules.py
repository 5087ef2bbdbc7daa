import rules

from states.choices import PARTICIPANT_KINDS, PARTNER_KINDS, STATE_KINDS, Role
from states.rules import (
    body_of,
    can_authorise_statements,
    has_role,
    is_from,
    is_moderator,
    is_of_own_body,
    is_of_same_state,
)


@rules.predicate
def is_undisputed(acting) -> bool:
    """Nobody else claims the State that the person speaks for, where it is one."""
    body = body_of(acting)
    return body is None or not body.is_of_state or body.state.contested_at is None


@rules.predicate
def is_open_to_answers(acting, question) -> bool:
    return question is None or question.status == "published"


asks_as_peer = is_from(*STATE_KINDS) & has_role(Role.DRAFTER, Role.AUTHORISER) & is_undisputed
asks_as_reader = is_from(*PARTICIPANT_KINDS, *PARTNER_KINDS) & has_role(
    Role.COMMENTER, Role.OBSERVER, Role.OFFICER, Role.SIGNATORY
)
can_ask = asks_as_peer | asks_as_reader
can_ask_about = can_ask & ~is_of_same_state

rules.add_perm("questions.ask", can_ask & is_of_own_body)
rules.add_perm("questions.withdraw", can_ask & is_of_own_body)
rules.add_perm("questions.screen", is_moderator)
rules.add_perm("questions.answer", can_authorise_statements & is_open_to_answers)
