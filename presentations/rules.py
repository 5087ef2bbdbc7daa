import rules

from states.rules import can_authorise_statements, can_draft_for_state

rules.add_perm("presentations.write_presentation", can_draft_for_state)
rules.add_perm("presentations.show_presentation", can_authorise_statements)
