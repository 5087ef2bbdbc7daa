from states.models.places import (
    Body,
    CountryGroupMembership,
    Region,
    State,
    check_time_zone,
    report_kinds_at_first,
    statement_kinds_at_first,
)
from states.models.posts import INVITATION, INVITED_FOR, ApiToken, Deputy, Invitation, Mandate, new_nonce

__all__ = [
    "INVITATION",
    "INVITED_FOR",
    "ApiToken",
    "Body",
    "CountryGroupMembership",
    "Deputy",
    "Invitation",
    "Mandate",
    "Region",
    "State",
    "check_time_zone",
    "new_nonce",
    "report_kinds_at_first",
    "statement_kinds_at_first",
]
