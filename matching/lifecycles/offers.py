from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row
from matching.models import Offer
from web.errors import FailedCheck


def is_still_valid(offer) -> None:
    if offer.valid_until < timezone.localdate():
        raise FailedCheck({"valid_until": [_("This day has passed. Give a later one.")]})


OFFER = Lifecycle(
    Offer,
    [
        row(
            "submit",
            "draft",
            "submitted",
            "matching.write_offer",
            _("Submit"),
            stamp="submitted_at",
            tone="first",
            checks=(is_still_valid,),
            follows=_("The secretariat verifies that it comes from you. Then it opens by itself."),
            done=_("Submitted. It opens once it is verified."),
        ),
        row(
            "send_back",
            "submitted",
            "draft",
            "matching.verify_offer",
            _("Send back"),
            note_needed=True,
            follows=_("The partner sees your note and can write it anew."),
            done=_("Sent back."),
        ),
        row(
            "verify",
            "submitted",
            "verified",
            "matching.verify_offer",
            _("Verify and open"),
            stamp="verified_at",
            tone="first",
            checks=(is_still_valid,),
            follows=_(
                "You have checked that it comes from this partner. It opens to everybody, as the partner wrote it."
            ),
            done=_("Verified. It is open."),
        ),
        row("open", "verified", "open", "matching.open_offer", pgettext_lazy("an act", "Open"), stamp="opened_at"),
        row(
            "pause",
            "open",
            "paused",
            "matching.write_offer",
            _("Pause"),
            follows=_("It leaves the public list. Matches under way go on."),
            done=_("Paused."),
        ),
        row(
            "resume",
            "paused",
            "open",
            "matching.write_offer",
            _("Open again"),
            tone="first",
            checks=(is_still_valid,),
            follows=_("It stands in the public list again."),
            done=_("Open again."),
        ),
        row(
            "reconfirm",
            "open paused",
            "open",
            "matching.write_offer",
            _("Reconfirm for twelve months"),
            follows=_("It is valid for twelve months from today, as it is written."),
            done=_("Reconfirmed."),
        ),
        row(
            "withdraw",
            "draft submitted verified open paused",
            "withdrawn",
            "matching.write_offer",
            _("Withdraw"),
            stamp="withdrawn_at",
            tone="stop",
            follows=_("It leaves every list for good. Matches under way go on."),
            done=_("Withdrawn."),
        ),
    ],
)
