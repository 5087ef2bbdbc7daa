"""Where a match or a pledge stands and what happened in it, in words and tones, for whom it is meant."""

from django.utils.translation import gettext_lazy as _

from accounts.acting import Acting
from lifecycle.selectors import history_of
from matching.choices import COUNTED, MatchStatus, PartnerDecline, PledgeStatus
from matching.lifecycles import MATCH
from matching.models import Match
from matching.rules import sees_reasons

HELD = {MatchStatus.AGREED, MatchStatus.ACTIVE, MatchStatus.COMPLETED, *COUNTED}
OPEN = {MatchStatus.PROPOSED, MatchStatus.IN_TALKS, PledgeStatus.ANNOUNCED}

#: what an act did, where its button says what it would do
HAPPENED = {
    "propose": _("Proposed"),
    "say_yes_to_talks": _("Said yes to talks"),
    "open_talks": _("Talks began"),
    "extend_talks": _("Wants to go on with the talks"),
    "write_card": _("Agreement card written"),
    "add_party": _("A partner was brought in"),
    "ask_for_roles": _("The State said which parts must be there"),
    "set_board_date": _("The fund named the day of its board"),
    "leave": _("One of the partners left; the talks go on"),
    "say_yes_to_agreement": _("Said yes to the agreement"),
    "agree": _("Agreed"),
    "set_publicity": _("Consent to show it to the public changed"),
    "propose_amendment": _("A change of the agreement card was proposed"),
    "say_yes_to_amendment": _("Said yes to the change"),
    "set_aside_amendment": _("The proposed change came to nothing"),
    "amend": _("The agreement card was changed"),
    "amend_before_start": _("The agreement card was changed"),
    "end": _("Ended early"),
    "decline": _("Declined"),
    "decline_as_state": _("Declined"),
    "lapse": _("Lapsed without an answer"),
    "end_with_statement": _("Ended with the statement"),
}


def tone_of(status: str) -> str:
    """good: it holds; wait: somebody is asked; plain: it is over."""
    if status in HELD:
        return "good"
    return "wait" if status in OPEN else "plain"


def reason_for(acting: Acting, match: Match) -> str:
    """Why the match was declined or ended, in words, for whom it is meant; else empty."""
    if match.ended_reason:
        return match.get_ended_reason_display()
    return match.get_declined_reason_display() if match.declined_reason and sees_reasons(acting, match) else ""


def events_of(acting: Acting, match: Match) -> list[dict]:
    """What happened in a match, oldest first; why somebody declined only for whom it is meant."""
    labels = {row.name: row.label for row in MATCH.table.values()} | HAPPENED
    open_notes = sees_reasons(acting, match)
    return [
        {
            "at": record.at,
            "text": labels.get(record.transition, record.transition),
            "by": record.by_whom,
            "note": _note_in(record, open_notes),
        }
        for record in history_of(match)
    ]


def _note_in(record, open_notes: bool) -> str:
    if not open_notes and (record.transition == "leave" or "decline" in record.transition):
        return ""
    why = dict(PartnerDecline.choices).get(record.facts.get("reason"), "") if record.transition == "leave" else ""
    return f"{why} {record.note}".strip()
