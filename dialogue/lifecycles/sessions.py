from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogue.models import AnnualSession
from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row
from web.errors import FailedCheck


def is_over(session) -> None:
    """A session is held once its last day has begun, where it takes place."""
    if timezone.now().astimezone(session.zone).date() < session.ends_on:
        raise FailedCheck(_("Its last day has not come yet."))


SESSION = Lifecycle(
    AnnualSession,
    [
        row(
            "open_agenda",
            "planned",
            "agenda_open",
            "dialogue.curate_session",
            _("Open the agenda for proposals"),
            tone="first",
            follows=_("States can let their needs be listed, and everybody who takes part can register."),
            done=_("The agenda is open for proposals."),
        ),
        row(
            "publish_agenda",
            "agenda_open agenda_published",
            "agenda_published",
            "dialogue.curate_session",
            _("Publish the agenda"),
            tone="first",
            follows=_(
                "Everybody sees the agenda as it is now, each as far as States consented. "
                "Those whom a change concerns are told, once."
            ),
            done=_("Published. Those whom it concerns were told."),
        ),
        row(
            "hold",
            "agenda_published",
            "held",
            "dialogue.curate_session",
            _("The session was held"),
            checks=(is_over,),
            follows=_("Outcomes that are not confirmed yet are chased, and dropped after 14 days."),
            done=_("Recorded as held."),
        ),
        row(
            "report",
            "held",
            "reported",
            "dialogue.curate_session",
            _("The report of the session is out"),
            follows=_("The cycle ends; next year's session opens with its commitments."),
            done=_("Recorded as reported."),
        ),
    ],
)
