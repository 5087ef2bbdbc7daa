"""Every write of sessions. `SESSION_ACTS` is what pages and API offer."""

from dialogue.services.agenda import (
    add_item,
    move_item,
    place_items,
    remove_item,
    remove_segment,
    write_item,
    write_segment,
)
from dialogue.services.commitments import COMMITMENT_ACTS, chase_commitments, drop_commitments, type_outcome
from dialogue.services.day import DAY_ACTS
from dialogue.services.listing import ask_to_list, list_need, unlist_need
from dialogue.services.registration import (
    REGISTRATION_ACTS,
    TRAVEL_ACTS,
    ask_travel,
    check_in,
    register,
)
from dialogue.services.releasing import publish_agenda
from dialogue.services.sessions import clone_session, hold, open_agenda, plan_session, report, write_session
from dialogue.services.speaking import SPEAKING_ACTS, ask_to_speak
from dialogue.services.tables import TABLE_ACTS, ask_table, lapse_tables

SESSION_ACTS = {"open_agenda": open_agenda, "publish_agenda": publish_agenda, "hold": hold, "report": report}

__all__ = [
    "COMMITMENT_ACTS",
    "DAY_ACTS",
    "REGISTRATION_ACTS",
    "SESSION_ACTS",
    "SPEAKING_ACTS",
    "TABLE_ACTS",
    "TRAVEL_ACTS",
    "add_item",
    "ask_table",
    "ask_to_list",
    "ask_to_speak",
    "ask_travel",
    "chase_commitments",
    "check_in",
    "clone_session",
    "drop_commitments",
    "lapse_tables",
    "list_need",
    "move_item",
    "place_items",
    "plan_session",
    "publish_agenda",
    "register",
    "remove_item",
    "remove_segment",
    "type_outcome",
    "unlist_need",
    "write_item",
    "write_segment",
    "write_session",
]
