"""The broker's board: the machine proposes, the curator changes by hand, and sends. Only yeses make a match."""

import rules
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.acting import SYSTEM, Acting
from lifecycle.engine import record_act
from matching.allocation import board_of, proposal_for
from matching.models import BoardLine, Offer
from matching.services.proposing import propose
from requests_app.models import Call, Need
from web.errors import Conflict, FailedCheck, NotPermitted


def _locked(call: Call, by: Acting) -> Call:
    """The board's call, locked: two hands on one board come one after the other."""
    if not by.is_system and not rules.has_perm("matching.allocate", by, None):
        raise NotPermitted
    return Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)


@transaction.atomic
def propose_allocation(call: Call, *, by: Acting = SYSTEM) -> dict[str, int]:
    """Fill the board anew with the best proposal beside the lines that are locked or sent; how many of each."""
    locked = _locked(call, by)
    stay = locked.board_lines.filter(locked=True) | locked.board_lines.filter(match__isnull=False)
    kept = dict(stay.values_list("need", "offer"))
    locked.board_lines.exclude(pk__in=stay.values("pk")).delete()
    unsent = {line.need_id: line.offer_id for line in stay.filter(match__isnull=True)}
    proposal = proposal_for(locked, kept, takes=unsent)
    BoardLine.objects.bulk_create(
        BoardLine(call=locked, need_id=need, offer_id=offer, score=score)
        for need, (offer, score) in proposal.chosen.items()
    )
    served = len(proposal.chosen) + proposal.kept
    counts = {"needs": proposal.needs, "served": served, "first": proposal.first}
    counts |= {"first_served": proposal.first_served, "kept": proposal.kept, "left": proposal.needs - served}
    record_act(locked, "propose_allocation", by=by, facts=counts)
    return counts


@transaction.atomic
def set_line(call: Call, need: Need, *, by: Acting, offer: Offer | None) -> BoardLine | None:
    """Write a line by hand (it stays when the machine proposes anew), or take it from the board (`offer` None).

    Raises NotPermitted, FailedCheck where the offer could not serve the need, Conflict where it was sent already.
    """
    locked = _locked(call, by)
    line = locked.board_lines.filter(need=need).first()
    if line is not None and line.match_id is not None:
        raise Conflict(_("This line was sent already. The proposal has a page of its own."))
    if offer is None:
        locked.board_lines.filter(need=need).delete()
        return None
    words = {"offer": offer, "score": _score(locked, need, offer), "locked": True, "by_hand": True}
    return BoardLine.objects.update_or_create(call=locked, need=need, defaults=words)[0]


def _score(call: Call, need: Need, offer: Offer) -> int:
    """The points of this pair; the need may have any viable offer, not only the best few that the board shows."""
    row = next((row for row in board_of(call, most=None).rows if row.need.pk == need.pk), None)
    choice = next((one for one in row.ranked if one.offer.pk == offer.pk), None) if row else None
    if choice is None:
        raise FailedCheck({"offer": [_("This offer cannot serve this need.")]})
    return choice.score


@transaction.atomic
def lock_line(line: BoardLine, *, by: Acting, locked: bool) -> BoardLine:
    """Hold a line while the machine proposes anew, or free it."""
    _locked(line.call, by)
    line.locked, line.by_hand = locked, line.by_hand and locked
    line.save(update_fields=["locked", "by_hand"])
    return line


@transaction.atomic
def send_invitations(call: Call, *, by: Acting) -> tuple[int, list[str]]:
    """Propose every line that is not sent to both its sides; how many went, and why the others did not.

    Each is a proposal as any other: nothing is matched without the yeses.
    """
    locked = _locked(call, by)
    lines = locked.board_lines.filter(match=None).select_related("need__statement", "offer").order_by("pk")
    refusals = [refusal for line in lines if (refusal := _sent(line, by))]
    sent = len(lines) - len(refusals)
    record_act(locked, "send_invitations", by=by, facts={"sent": sent, "refused": len(refusals)})
    return sent, refusals


def _sent(line: BoardLine, by: Acting) -> str:
    """Empty, or why it could not be proposed."""
    try:
        with transaction.atomic():
            line.match = propose(line.need, by=by, offer=line.offer, scope=line.offer.title)
    except (Conflict, FailedCheck) as refusal:
        words = "; ".join(refusal.messages) if isinstance(refusal, FailedCheck) else str(refusal)
        return f"{line.need}: {words}"
    line.save(update_fields=["match"])
    return ""
