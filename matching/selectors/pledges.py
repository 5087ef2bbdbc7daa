"""Pledges that stand on a need: whoever writes one down sees them first, so that each is counted once."""

from decimal import Decimal

from matching.choices import PledgeStatus
from matching.models import Pledge


def pledges_standing(need_id: int, body_ids):
    """What these partners pledged for a need, in whichever match, and did not withdraw; the oldest first."""
    pledges = Pledge.objects.filter(match__need=need_id, body__in=list(body_ids)).exclude(status=PledgeStatus.WITHDRAWN)
    return pledges.select_related("body", "match").order_by("pk")


def may_be_the_same(pledge: Pledge, amount: Decimal | None, currency: str) -> bool:
    """Whether a pledge of this amount (None: in kind, or not said) could be the one that stands."""
    return pledge.amount is None or amount is None or (pledge.amount, pledge.currency) == (amount, currency)
