"""The boards of calls: the curators' alone."""

import rules
from django.db.models import Prefetch

from accounts.acting import Acting
from matching.models import BoardLine, CouncilSession, Offer
from requests_app.models import Call, Need
from requests_app.selectors import calls_list


def need_of(call: Call, address: int | str) -> Need | None:
    """A need of the call, by its id or as `XTV-2027-7KD#1`."""
    needs = Need.objects.filter(statement__call=call)
    if isinstance(address, int):
        return needs.filter(pk=address).first()
    reference, number = address.split("#")
    return needs.filter(statement__subject__reference=reference, number=int(number)).first()


def offer_named(reference: str) -> Offer | None:
    return Offer.objects.filter(reference=reference).first() if reference else None


def council_sessions():
    """The sessions of the Council, for the curators who keep them."""
    return CouncilSession.objects.all()


def boards_of(acting: Acting):
    """The calls with their board lines, for curators; nothing for anybody else."""
    if not rules.has_perm("matching.allocate", acting, None):
        return calls_list().none()
    lines = BoardLine.objects.select_related("need__statement__subject", "offer", "match").order_by("need")
    return calls_list().prefetch_related(Prefetch("board_lines", lines))
