"""Every write of reports and comments. The two tables of acts are what the doors (pages, API) offer."""

from followup.services.comments import (
    begin_comment,
    decline_comment,
    publish_comment,
    reply_to_comment,
    return_comment,
    save_comment,
    submit_comment,
    take_up,
    withdraw_comment,
)
from followup.services.documents import attach_to_report, detach_from_report
from followup.services.dues import send_due
from followup.services.feeds import close_feed, digest_of, open_feed
from followup.services.notes import NOTE_ACTS, begin_note, give_note, save_note, withdraw_note
from followup.services.reminders import send_reminders
from followup.services.reports import (
    hide_report,
    note_report,
    return_report,
    submit_report,
    waive_report,
    write_report,
)
from followup.services.schedules import agree_rhythm, follow_card, keep_session_date, open_dues, settle_dues

REPORT_ACTS = {"note": note_report, "return_report": return_report, "waive": waive_report}
COMMENT_ACTS = {
    "take_up": take_up,
    "publish": publish_comment,
    "return_comment": return_comment,
    "decline": decline_comment,
    "withdraw": withdraw_comment,
}

__all__ = [
    "COMMENT_ACTS",
    "NOTE_ACTS",
    "REPORT_ACTS",
    "agree_rhythm",
    "attach_to_report",
    "begin_comment",
    "begin_note",
    "close_feed",
    "detach_from_report",
    "digest_of",
    "give_note",
    "hide_report",
    "follow_card",
    "keep_session_date",
    "open_dues",
    "open_feed",
    "reply_to_comment",
    "save_comment",
    "save_note",
    "send_due",
    "send_reminders",
    "settle_dues",
    "withdraw_note",
    "submit_comment",
    "submit_report",
    "write_report",
    *(act.__name__ for act in [*REPORT_ACTS.values(), *COMMENT_ACTS.values()]),
]
