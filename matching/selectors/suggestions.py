"""Who is told what fits a need."""

from dataclasses import dataclass

from accounts.acting import Acting
from matching.rules import may_offer, sees_as_secretariat
from matching.selectors.fits import Asked, Fit, asked_of
from matching.selectors.fitting_offers import near_misses, offers_fitting, own_offers_against
from states.models import Body
from states.rules import body_of


@dataclass(frozen=True)
class Suggested:
    """What one person is told about one need: a partner of its own offers, the State and the secretariat of all."""

    fits: list[Fit]
    is_own: bool

    @property
    def count(self) -> int:
        """Of one's own offers all, of others' those that fit."""
        return len(self.fits) if self.is_own else sum(fit.is_viable for fit in self.fits)


def suggested_for(acting: Acting, reference: str, number: int) -> Suggested | None:
    """None where the person may not read the need, or has nothing to do with offers on it."""
    body = body_of(acting)
    need = asked_of(acting, reference, number) if body is not None else None
    if need is None:
        return None
    if may_offer(acting):
        return Suggested(own_offers_against(need, body), is_own=True)
    if sees_as_secretariat(acting):
        return _of_others(need, readers_only=True)
    return _of_others(need, readers_only=False) if is_of_state(body, need) else None


def _of_others(need: Asked, *, readers_only: bool) -> Suggested:
    """What fits; where nothing does, what comes nearest, with the condition that fails."""
    fits = offers_fitting(need, readers_only=readers_only) or near_misses(need, readers_only=readers_only)
    return Suggested(fits, is_own=False)


def is_of_state(body: Body, need: Asked) -> bool:
    return body.is_of_state and body.state_id == need.state_id
