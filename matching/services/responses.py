"""The response clock: the secretariat is nudged, owes each State a monthly note, and others are asked at once."""

from datetime import date, datetime

import rules
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.acting import Acting
from lifecycle.engine import record_act
from matching import notices
from matching.models import ResponseNote
from matching.selectors import (
    needs_unanswered,
    needs_waiting,
    next_partners,
    offers_that_nearly_fit,
    secretariat_reader,
    what_happened,
)
from matching.selectors.responses import NOTE_AFTER, NUDGED_AFTER
from requests_app.choices import StatementStatus
from requests_app.models import Need
from states.models import State
from web.errors import Conflict, NotPermitted


@transaction.atomic
def tell_of_unanswered(*, on: datetime | None = None) -> int:
    """Nudge the curators, once, of each need that nobody answered for 30 days; how many people were told."""
    limit = (on or timezone.now()) - NUDGED_AFTER
    needs = needs_unanswered(secretariat_reader(), opened_before=limit)
    return notices.nudge_curators(list(needs.values_list("pk", flat=True)))


@transaction.atomic
def owe_notes(*, on: datetime | None = None) -> int:
    """Draft this month's note to each State with a need that waits for 60 days; how many are new."""
    moment = on or timezone.now()
    month = moment.date().replace(day=1)
    written = ResponseNote.objects.filter(month=month).values("state")
    waiting = needs_waiting(secretariat_reader(), opened_before=moment - NOTE_AFTER)
    by_state: dict[State, list] = {}
    for need in waiting.exclude(statement__state__in=written):
        by_state.setdefault(need.statement.state, []).append(need)
    return sum(_draft(state, month, needs, moment) for state, needs in by_state.items())


def _draft(state: State, month: date, needs: list, moment: datetime) -> bool:
    words = {"text": draft_text(needs), "drafted_at": moment}
    note, new = ResponseNote.objects.get_or_create(state=state, month=month, defaults=words)
    if new:
        notices.tell_note_drafted(note)
    return new


def draft_text(needs: list) -> str:
    """What happened to each of these needs of one State, in English: interest, coded reasons, what nearly fits."""
    facts = what_happened([need.pk for need in needs])
    with override("en"):
        begin = _("For each need that waits for support, this is what happened so far.")
        return "\n\n".join([begin, *(_paragraph(need, facts[need.pk]) for need in needs)])


def _paragraph(need, facts: dict) -> str:
    named = f"{need.statement.subject.reference}#{need.number} «{need.title}»"
    lines = [
        _("%(need)s, open to offers since %(day)s:") % {"need": named, "day": need.opened_at.date().isoformat()},
        *_answers(facts),
        *_reasons(facts),
        _nearly(need),
    ]
    return "\n".join(f"- {line}" if place else line for place, line in enumerate(lines))


def _answers(facts: dict) -> list[str]:
    proposed, talks = facts["proposed"], facts["in_talks"]
    lines = []
    if proposed:
        lines.append(
            ngettext("%d proposal waits for an answer.", "%d proposals wait for an answer.", proposed) % proposed
        )
    if talks:
        lines.append(ngettext("Talks with %d partner go on.", "Talks with %d partners go on.", talks) % talks)
    return lines


def _reasons(facts: dict) -> list[str]:
    if facts["reasons"]:
        told = "; ".join(f"{reason} ({count})" for reason, count in facts["reasons"].most_common())
        return [_("Answers that ended, with their reasons: %s.") % told]
    if facts["proposed"] or facts["in_talks"]:
        return []
    return [_("Nothing yet, because no partner has answered it.")]


def _nearly(need) -> str:
    count = offers_that_nearly_fit(need, need.support_type)
    if not count:
        return _("No open offer is of this kind of support at present.")
    return (
        ngettext(
            "%d open offer is of this kind of support; we look at what stands in the way.",
            "%d open offers are of this kind of support; we look at what stands in the way.",
            count,
        )
        % count
    )


@transaction.atomic
def write_note(note: ResponseNote, *, by: Acting, text: str, edit_no: int) -> ResponseNote:
    """Change a draft. Conflict where it was sent, or where another hand changed it since `edit_no`."""
    locked = _draft_of(note, by)
    if locked.edit_no != edit_no:
        raise Conflict(
            _("Somebody else changed this note meanwhile. Your text is kept below; compare, then save."),
            {"text": locked.text, "edit_no": locked.edit_no},
        )
    locked.text, locked.edit_no = text, edit_no + 1
    locked.full_clean()
    locked.save(update_fields=["text", "edit_no"])
    record_act(locked, "write", by=by)
    return locked


@transaction.atomic
def send_note(note: ResponseNote, *, by: Acting, edit_no: int) -> ResponseNote:
    """Send it to the State as it stands under `edit_no`, once."""
    locked = _draft_of(note, by)
    if locked.edit_no != edit_no:
        raise Conflict(_("Somebody else changed this note meanwhile. Please read it again."))
    locked.sent_at, locked.sent_by = timezone.now(), by.capacity_label
    locked.save(update_fields=["sent_at", "sent_by"])
    record_act(locked, "send", by=by)
    notices.tell_note_sent(locked)
    return locked


def _draft_of(note: ResponseNote, by: Acting) -> ResponseNote:
    if not rules.has_perm("matching.write_note", by, None):
        raise NotPermitted
    locked = ResponseNote.objects.select_for_update(of=("self",), no_key=True).get(pk=note.pk)
    if locked.sent_at is not None:
        raise Conflict(_("This note was sent already."), {"sent_at": locked.sent_at.isoformat()})
    return locked


def suggest_anew(need_ids) -> int:
    """Needs that are free again are suggested at once to those whose offers fit; returns to how many offices.

    Only to partners that may read the need, never to one that said no to it.
    """
    told = 0
    needs = Need.objects.filter(pk__in=list(need_ids), statement__status=StatementStatus.OPEN)
    for need in needs.select_related("statement__subject").order_by("pk"):
        bodies = next_partners(need)
        notices.tell_suggested(need, [body.pk for body in bodies])
        told += len(bodies)
    return told
