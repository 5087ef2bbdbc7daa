"""What waits for a person in this app, as rows of the desk."""

import rules
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.acting import Acting
from matching.choices import LIVE, OfferStatus, PledgeStatus
from matching.lifecycles import MATCH, OFFER, PLEDGE
from matching.models import Match, Offer, Pledge, ResponseNote
from matching.rules import sees_as_secretariat
from matching.selectors import is_overdue, matches_of, notes_of, offers_shown_to, pledges_of, yeses_open_to
from matching.selectors.responses import NOTE_SENT_WITHIN
from matching.services.clocks import answer_due_on
from states.rules import body_of
from web.desk import DeskTask

MOST_ROWS = 50
PLEDGES_WAITING = (PledgeStatus.ANNOUNCED, PledgeStatus.CONFIRMED)


def tasks_of(acting: Acting) -> list[DeskTask]:
    """Matches that wait for a yes or to start, pledges to confirm; offers to finish or to verify."""
    if body_of(acting) is None:
        return []
    return [
        *owed_note_tasks(acting),
        *_offer_tasks(acting),
        *([] if sees_as_secretariat(acting) else _match_tasks(acting)),
    ]


def owed_note_tasks(acting: Acting) -> list[DeskTask]:
    """The notes that the secretariat owes, the oldest first."""
    if not rules.has_perm("matching.write_note", acting, None):
        return []
    owed = notes_of(acting).filter(sent_at=None).order_by("drafted_at", "pk")[:MOST_ROWS]
    return [_note_task(note) for note in owed]


def _note_task(note: ResponseNote) -> DeskTask:
    return DeskTask(
        what=_("Note on the needs that wait"),
        where_it_stands=_("Overdue") if is_overdue(note) else _("Draft"),
        tone="wait",
        url=note.get_absolute_url(),
        action_label=_("Read and send"),
        by_date=(note.drafted_at + NOTE_SENT_WITHIN).date(),
        detail=note.state.name,
    )


def _match_tasks(acting: Acting) -> list[DeskTask]:
    matches = matches_of(acting).filter(status__in=LIVE).order_by("-pk")[:MOST_ROWS]
    pledges = pledges_of(acting).filter(status__in=PLEDGES_WAITING).order_by("-pk")[:MOST_ROWS]
    tasks = [_yes_task(match, yes) for match in matches for yes in yeses_open_to(acting, match)]
    tasks += [_start_task(match) for match in matches if _may(MATCH, "start", match, acting)]
    return tasks + [
        _pledge_task(one)
        for one in pledges
        if _may(PLEDGE, "confirm", one, acting) or _may(PLEDGE, "commit", one, acting)
    ]


def _may(lifecycle, name: str, obj, acting: Acting) -> bool:
    return any(row.name == name for row in lifecycle.available(obj, acting))


_YES_LABELS = {
    "say_yes_to_talks": _lazy("Read and answer"),
    "say_yes_to_agreement": _lazy("Read the agreement"),
    "extend_talks": _lazy("Say whether they go on"),
    "say_yes_to_amendment": _lazy("Read the change"),
}


def _yes_task(match: Match, yes) -> DeskTask:
    proposed = yes.name == "say_yes_to_talks"
    return DeskTask(
        what=match.scope,
        where_it_stands=match.get_status_display(),
        tone="wait",
        url=match.get_absolute_url(),
        action_label=_YES_LABELS[yes.name],
        by_date=answer_due_on(match) if proposed else None,
        detail=f"{match.state.name} · {match.partner.name}",
    )


def _start_task(match: Match) -> DeskTask:
    return DeskTask(
        what=match.scope,
        where_it_stands=match.get_status_display(),
        tone="good",
        url=match.get_absolute_url(),
        action_label=_("Say when it begins"),
        by_date=match.starts_on,
        detail=f"{match.state.name} · {match.partner.name}",
    )


def _pledge_task(pledge: Pledge) -> DeskTask:
    return DeskTask(
        what=pledge.what,
        where_it_stands=pledge.get_status_display(),
        tone="wait",
        url=pledge.get_absolute_url(),
        action_label=_("Answer"),
        detail=pledge.body.name,
    )


def _offer_tasks(acting: Acting) -> list[DeskTask]:
    waiting = offers_shown_to(acting).filter(status__in=[OfferStatus.DRAFT, OfferStatus.SUBMITTED]).order_by("-pk")
    return [_offer_task(offer) for offer in waiting[:MOST_ROWS] if _waits_for(offer, acting)]


def _waits_for(offer: Offer, acting: Acting) -> bool:
    return _may(OFFER, "verify" if offer.status == OfferStatus.SUBMITTED else "submit", offer, acting)


def _offer_task(offer: Offer) -> DeskTask:
    verifying = offer.status == OfferStatus.SUBMITTED
    return DeskTask(
        what=offer.title,
        where_it_stands=offer.get_status_display(),
        tone="wait" if verifying else "plain",
        url=reverse("offer", args=[str(offer)]),
        action_label=_("Verify") if verifying else _("Go on"),
        detail=offer.body.name,
    )
