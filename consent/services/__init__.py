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
from consent.services.readings import forget_readings, note_readings, show_readers, show_reading

__all__ = [
    "allot_reference",
    "begin_edition",
    "begin_subject",
    "forget_readings",
    "give_grants",
    "lift_exclusion",
    "note_readings",
    "seal",
    "show_edition",
    "show_readers",
    "show_reading",
    "widen_consent",
    "withdraw_consent",
    "withdraw_grants",
]
