import rules

from states.rules import can_authorise_for_state, can_draft_for_state

can_consent = can_authorise_for_state
can_write = can_draft_for_state

rules.add_perm("consent.give", can_consent)
