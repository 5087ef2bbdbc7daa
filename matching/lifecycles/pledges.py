from django.utils.translation import gettext_lazy as _

from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row
from matching.choices import MatchStatus, PledgeEnd
from matching.models import Pledge
from web.errors import FailedCheck


def partner_stands_by_it(pledge) -> None:
    """What was only heard at a session is the partner's once it says so itself."""
    if pledge.partner_yes_at is None:
        raise FailedCheck(_("The partner has not confirmed this announcement yet."))


def is_agreed(pledge) -> None:
    if pledge.match.status not in (MatchStatus.AGREED, MatchStatus.ACTIVE):
        raise FailedCheck(_("A pledge can be committed once the match is agreed."))


PLEDGE = Lifecycle(
    Pledge,
    [
        row(
            "confirm",
            "announced",
            "confirmed",
            "matching.confirm_pledge",
            _("Confirm"),
            stamp="confirmed_at",
            binding=True,
            tone="first",
            checks=(partner_stands_by_it,),
            follows=_("Your State confirms that this was announced to it."),
            done=_("Confirmed."),
        ),
        row(
            "commit",
            "confirmed",
            "committed",
            "matching.sign_pledge",
            _("Commit"),
            stamp="committed_at",
            binding=True,
            tone="first",
            checks=(is_agreed,),
            follows=_("Your body binds itself to give it. No money moves here."),
            done=_("Committed."),
        ),
        row(
            "begin_delivery",
            "committed",
            "delivering",
            "matching.deliver_pledge",
            _("Delivery has begun"),
            tone="first",
            done=_("Delivery has begun."),
        ),
        row(
            "deliver",
            "delivering",
            "delivered",
            "matching.sign_pledge",
            _("Mark as delivered"),
            stamp="ended_at",
            binding=True,
            tone="first",
            follows=_("All of it was given."),
            done=_("Delivered."),
        ),
        row(
            "deliver_partly",
            "delivering",
            "partly_delivered",
            "matching.sign_pledge",
            _("Only partly delivered"),
            stamp="ended_at",
            binding=True,
            note_needed=True,
            follows=_("Say what was given, and what was not."),
            done=_("Recorded."),
        ),
        row(
            "withdraw",
            "announced confirmed committed delivering",
            "withdrawn",
            "matching.sign_pledge",
            _("Withdraw"),
            stamp="ended_at",
            reasons=PledgeEnd,
            reason_field="withdrawn_reason",
            binding=True,
            tone="stop",
            follows=_("The State is told, with your reason."),
            done=_("Withdrawn."),
        ),
        row(
            "drop",
            "announced",
            "withdrawn",
            "matching.sweep",
            _("Not confirmed in time"),
            stamp="ended_at",
            reason_field="withdrawn_reason",
        ),
    ],
)
