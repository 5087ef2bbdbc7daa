"""What is told about needs without an answer: to the secretariat, to the State, to the next partners."""

import rules

from matching.models import ResponseNote
from matching.notices.people import actings_of, curators, people_at, tell
from matching.selectors import bodies_that_said_no, notes_of
from notifications.notice import Notice, register
from notifications.outbox import enqueue_selected
from requests_app.choices import StatementStatus
from requests_app.models import Need
from requests_app.selectors import needs_shown_to
from states.choices import STATE_KINDS, BodyKind, Role
from states.rules import body_of
from states.selectors import bodies_of_state, people_of


def nudge_curators(need_ids: list[int]) -> int:
    """The curators, once for each need that has waited for 30 days."""
    params = {"ids": need_ids, "kind_of_body": BodyKind.SECRETARIAT, "role": Role.CURATOR}
    return enqueue_selected("matching.need_unanswered", selected=_CURATORS, params=params) if need_ids else 0


_CURATORS = """
    SELECT DISTINCT 'need_unanswered:' || n.id AS event, mandate.user_id AS person_id, n.id AS object_id
    FROM requests_app_need n
    JOIN states_body b ON b.kind = %(kind_of_body)s
    JOIN states_mandate mandate ON mandate.body_id = b.id AND mandate.role = %(role)s
     AND mandate.starts_on <= current_date AND (mandate.ends_on IS NULL OR mandate.ends_on > current_date)
    WHERE n.id = ANY(%(ids)s)
"""


def tell_suggested(need: Need, body_ids: list[int]) -> None:
    """The partners whose offers fit a need that is free again."""
    tell("need_suggested", need, people_at(*body_ids), need.matches.count())


def tell_note_drafted(note: ResponseNote) -> None:
    """The curators, who read it, change it and send it."""
    tell("note_drafted", note, curators())


def tell_note_sent(note: ResponseNote) -> None:
    """The State's drafters and authorisers."""
    tell("note_sent", note, set(people_of(bodies_of_state(note.state_id, *STATE_KINDS), Role.DRAFTER, Role.AUTHORISER)))


def _need(pk: int) -> Need | None:
    return Need.objects.select_related("statement__subject", "statement__state").filter(pk=pk).first()


def _note(pk: int) -> ResponseNote | None:
    return ResponseNote.objects.select_related("state").filter(pk=pk).first()


def _reads_open(acting, need: Need) -> bool:
    return need.statement.status == StatementStatus.OPEN and needs_shown_to(acting).filter(pk=need.pk).exists()


def _may_curate(need: Need, person) -> bool:
    return any(
        rules.has_perm("matching.write_note", acting, None) and _reads_open(acting, need)
        for acting in actings_of(person)
    )


def _may_answer(need: Need, person) -> bool:
    """A partner who still may read it, and who has not said no to it meanwhile."""
    declined = bodies_that_said_no(need)
    return any(
        _reads_open(acting, need) and body_of(acting).pk not in declined
        for acting in actings_of(person)
        if body_of(acting).is_partner
    )


def _waits_for(note: ResponseNote, person) -> bool:
    return note.sent_at is None and any(notes_of(acting).filter(pk=note.pk).exists() for acting in actings_of(person))


def _was_sent_to(note: ResponseNote, person) -> bool:
    return note.sent_at is not None and any(
        notes_of(acting).filter(pk=note.pk).exists() for acting in actings_of(person)
    )


def _need_words(need: Need, person) -> dict:
    return {"need": need, "state": need.statement.state}


def _note_words(note: ResponseNote, person) -> dict:
    return {"note": note, "state": note.state}


register(
    Notice("matching.need_unanswered", _need, _may_curate, _need_words),
    Notice("matching.need_suggested", _need, _may_answer, _need_words),
    Notice("matching.note_drafted", _note, _waits_for, _note_words),
    Notice("matching.note_sent", _note, _was_sent_to, _note_words),
)
