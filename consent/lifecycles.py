"""The life of a paper: written, shown by the State's own act, shown anew, withdrawn without a reason."""

from django.utils.translation import gettext_lazy as _

from lifecycle.engine import Transition
from lifecycle.engine import transition_row as row


def paper_rows(write: str, authorise: str) -> list[Transition]:
    """The transitions of one kind of paper; `write` and `authorise` are its permissions."""
    return [
        row(
            "show",
            "draft shown",
            "shown",
            authorise,
            _("Review, consent and show"),
            stamp="shown_at",
            binding=True,
            tone="first",
            follows=_("It is shown at once, exactly as far as you consent. An earlier edition stays on record."),
            done=_("Those whom you chose can read it now."),
        ),
        row(
            "withdraw",
            "shown",
            "withdrawn",
            authorise,
            _("Withdraw"),
            stamp="withdrawn_at",
            binding=True,
            tone="stop",
            follows=_(
                "All its words leave every page, list, export and mail at once, for everybody but your State. "
                "No reason is asked."
            ),
            done=_("Withdrawn. Nothing of it is shown any more."),
        ),
    ]
