from django.utils.translation import gettext_lazy as _

from dialogue.models import TableTalk
from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row

TABLE = Lifecycle(
    TableTalk,
    [
        row(
            "book",
            "asked",
            "booked",
            "dialogue.answer_table",
            _("Yes, we come"),
            stamp="booked_at",
            tone="first",
            follows=_("The table is yours for 20 minutes. It stands in the calendars of both delegations."),
            done=_("Booked. The other delegation was told."),
        ),
        row(
            "decline",
            "asked",
            "declined",
            "dialogue.answer_table",
            _("No, not then"),
            stamp="ended_at",
            tone="stop",
            follows=_("The other delegation is told that you do not come, without a reason."),
            done=_("Declined. The other delegation was told."),
        ),
        row(
            "take_back",
            "asked",
            "cancelled",
            "dialogue.take_back_table",
            _("Ask no more"),
            stamp="ended_at",
            tone="stop",
            follows=_("The other delegation need not answer any more."),
            done=_("Taken back."),
        ),
        row(
            "cancel",
            "booked",
            "cancelled",
            "dialogue.cancel_table",
            _("Cancel the table"),
            stamp="ended_at",
            tone="stop",
            follows=_("Both delegations are told, and their calendars."),
            done=_("Cancelled. Both delegations were told."),
        ),
        row("end", "asked booked", "cancelled", "dialogue.sweep", _("Cancelled"), stamp="ended_at"),
        row("lapse", "asked", "lapsed", "dialogue.sweep", _("Not answered in time"), stamp="ended_at"),
    ],
)
