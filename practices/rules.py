import rules

from states.choices import Role
from states.rules import body_of, can_authorise_statements, can_draft_for_state, has_role


@rules.predicate
def is_of_another_state(acting, card) -> bool:
    """An office of a State that is not the practice's own, and whose representation nobody contests."""
    body = body_of(acting)
    if body is None or not body.is_of_state or body.state.contested_at:
        return False
    return card is None or card.state_id != body.state_id


rules.add_perm("practices.write_practice", can_draft_for_state)
rules.add_perm("practices.show_practice", can_authorise_statements)
rules.add_perm("practices.adopt_practice", is_of_another_state & has_role(Role.AUTHORISER))
