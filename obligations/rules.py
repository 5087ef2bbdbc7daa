import rules

from states.rules import is_curator

SETTLE = "obligations.settle_held_rows"

rules.add_perm(SETTLE, is_curator)
