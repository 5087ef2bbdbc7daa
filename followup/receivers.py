from followup.services import follow_card, settle_dues
from lifecycle.engine import transitioned
from matching.models import Match


def match_moved(sender, obj, transition, **_signal) -> None:
    """The end of a match, or a changed card, moves what its sides still owe: a sweep would come too late."""
    if transition.name in ("complete", "end_early"):
        settle_dues(obj)
    if transition.name == "amend":
        follow_card(obj)


def connect() -> None:
    transitioned.connect(match_moved, sender=Match, dispatch_uid="followup.match_moved")
