"""Every write of needs statements. `ACTS` is what the doors (pages, API, admin) offer beside writing and submitting."""

from requests_app.services.checking import (
    answer_clarification,
    ask_clarification,
    begin_check,
    confirm_check,
    open_after_check,
    open_unchecked,
    refuse_receipt,
)
from requests_app.services.closing import close_statement, reconfirm_statement, withdraw_statement
from requests_app.services.copying import begin_amendment, file_again
from requests_app.services.documents import attach_document, detach_document, file_paper
from requests_app.services.filing import amend_statement, submit_statement
from requests_app.services.hours import agree_slot, ask_hour, cancel_hour, decline_hour, lend_draft, offer_slots
from requests_app.services.inviting import open_sections
from requests_app.services.parts import add_part, move_part, remove_part, save_part
from requests_app.services.sweeps import lapse_statements, return_unanswered, sweep_statements
from requests_app.services.transcribing import recognise_statement, transcribe_statement
from requests_app.services.writing import (
    ask_clearance,
    begin_statement,
    delete_draft,
    return_to_draft,
    save_version,
)

ACTS = {
    "ask_clearance": ask_clearance,
    "return_to_draft": return_to_draft,
    "begin_check": begin_check,
    "ask_clarification": ask_clarification,
    "answer_clarification": answer_clarification,
    "refuse_receipt": refuse_receipt,
    "file_again": file_again,
    "open_after_check": open_after_check,
    "open_unchecked": open_unchecked,
    "confirm_check": confirm_check,
    "recognise": recognise_statement,
    "reconfirm": reconfirm_statement,
    "close": close_statement,
    "withdraw": withdraw_statement,
}

__all__ = [
    "ACTS",
    "add_part",
    "attach_document",
    "agree_slot",
    "ask_hour",
    "cancel_hour",
    "decline_hour",
    "lend_draft",
    "offer_slots",
    "amend_statement",
    "begin_amendment",
    "begin_statement",
    "delete_draft",
    "detach_document",
    "file_paper",
    "lapse_statements",
    "move_part",
    "open_sections",
    "remove_part",
    "return_unanswered",
    "save_part",
    "save_version",
    "submit_statement",
    "sweep_statements",
    "transcribe_statement",
    *(act.__name__ for act in ACTS.values()),
]
