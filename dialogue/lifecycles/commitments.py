from django.utils.translation import gettext_lazy as _

from dialogue.models import Commitment
from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row

COMMITMENT = Lifecycle(
    Commitment,
    [
        row(
            "give",
            "announced",
            "given",
            "dialogue.give_commitment",
            _("Yes, we promised this"),
            stamp="given_at",
            binding=True,
            tone="first",
            follows=_("The other side is asked for its yes. With it the promise counts; nothing is public before."),
            done=_("Your yes is recorded. The other side was asked."),
        ),
        row(
            "confirm",
            "given",
            "confirmed",
            "dialogue.confirm_commitment",
            _("Yes, it was promised to us"),
            stamp="confirmed_at",
            binding=True,
            tone="first",
            follows=_("It becomes a pledge or a report due, with its date, and both sides are reminded of it."),
            done=_("Confirmed by both sides."),
        ),
        row(
            "decline",
            "announced given",
            "declined",
            "dialogue.decline_commitment",
            _("This was not said so"),
            stamp="ended_at",
            tone="stop",
            follows=_("It counts for nothing and is shown to nobody. The other side is told."),
            done=_("Recorded. It counts for nothing."),
        ),
        row("drop", "announced given", "dropped", "dialogue.sweep", _("Drop"), stamp="ended_at"),
    ],
)
