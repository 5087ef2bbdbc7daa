"""Every write of the ledger."""

from consent.services.ledger import (
    allot_reference,
    begin_edition,
    begin_subject,
    give_grants,
    lift_exclusion,
    seal,
    show_edition,
    widen_consent,
    withdraw_consent,
    withdraw_grants,
)

__all__ = [
    "allot_reference",
    "begin_edition",
    "begin_subject",
    "give_grants",
    "lift_exclusion",
    "seal",
    "show_edition",
    "widen_consent",
    "withdraw_consent",
    "withdraw_grants",
]
