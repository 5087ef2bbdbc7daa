from django.utils.translation import gettext_lazy as _

from dialogue.choices import RegistrationDecline, TravelRefusal
from dialogue.models import Registration, SpeakingRequest, TravelRequest
from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row

REGISTRATION = Lifecycle(
    Registration,
    [
        row(
            "confirm",
            "asked",
            "confirmed",
            "dialogue.confirm_registration",
            _("Confirm"),
            tone="first",
            follows=_("The office takes part: it sees the links, and the items of segments without attribution."),
            done=_("Confirmed. The office was told."),
        ),
        row(
            "decline",
            "asked confirmed",
            "declined",
            "dialogue.confirm_registration",
            _("Decline"),
            reasons=RegistrationDecline,
            reason_field="declined_reason",
            tone="stop",
            follows=_("The office is told your reason and can register again."),
            done=_("Declined. The office was told."),
        ),
        row(
            "withdraw",
            "asked confirmed",
            "withdrawn",
            "dialogue.write_registration",
            _("Withdraw"),
            tone="stop",
            follows=_("Your office no longer takes part. You can register again."),
            done=_("Withdrawn."),
        ),
        row(
            "ask_again",
            "declined withdrawn",
            "asked",
            "dialogue.write_registration",
            _("Register again"),
            reason_field="declined_reason",
            done=_("Registered. It will be confirmed soon."),
        ),
    ],
)

TRAVEL = Lifecycle(
    TravelRequest,
    [
        row(
            "put_to_board",
            "asked",
            "at_board",
            "dialogue.handle_travel",
            _("Put it before the board"),
            follows=_("The State is told on which day the board decides."),
            done=_("The State was told the day."),
        ),
        row(
            "grant",
            "at_board",
            "granted",
            "dialogue.decide_travel",
            _("The board granted it"),
            stamp="decided_at",
            binding=True,
            tone="first",
            follows=_("The State is told. No money moves here."),
            done=_("Granted. The State was told."),
        ),
        row(
            "refuse",
            "at_board",
            "refused",
            "dialogue.decide_travel",
            _("The board refused it"),
            stamp="decided_at",
            reasons=TravelRefusal,
            reason_field="refused_reason",
            binding=True,
            tone="stop",
            follows=_("The State is told, with the reason."),
            done=_("Refused. The State was told."),
        ),
        row(
            "withdraw",
            "asked at_board",
            "withdrawn",
            "dialogue.ask_travel",
            _("Withdraw"),
            tone="stop",
            follows=_("The fund is not asked any more."),
            done=_("Withdrawn."),
        ),
    ],
)

SPEAKING = Lifecycle(
    SpeakingRequest,
    [
        row("list", "asked", "listed", "dialogue.list_speaker", _("Put on the list"), done=_("On the list.")),
        row("call", "listed", "spoken", "dialogue.list_speaker", _("Has spoken"), done=_("Recorded.")),
        row("withdraw", "asked listed", "withdrawn", "dialogue.ask_to_speak", _("Withdraw"), tone="stop"),
        row("ask_again", "withdrawn", "asked", "dialogue.ask_to_speak", _("Ask to speak")),
    ],
)
