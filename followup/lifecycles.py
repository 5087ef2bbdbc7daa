"""The lives of a report due and of a comment, whole."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.choices import DeclinedReason, WaivedReason
from followup.models import Comment, ProgressNote, ProgressReport, ReportDue
from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row
from web.errors import FailedCheck


def says_something(due) -> None:
    """A report is written: a status with what was delivered, or a short answer; a year later whether it is in use."""
    report = ProgressReport.objects.filter(due=due).first()
    if report is None:
        raise FailedCheck(_("Nothing is written yet."))
    if report.nothing_to_add or report.other_report:
        return
    asked = ("still_in_use",) if due.is_outcome else ("implementation", "delivered")
    missing = [name for name in asked if not getattr(report, name)]
    if missing:
        raise FailedCheck({name: [_("Say this, or give one of the short answers.")] for name in missing})


# A row of a table reads best as a row.
# fmt: off
REPORT = Lifecycle(
    ReportDue,
    [
        row(
            "submit", "waiting returned", "submitted", "followup.submit_report", _("Review and submit"),
            stamp="submitted_at", binding=True, checks=(says_something,), tone="first",
            follows=_("The secretariat and the other parties can read it. The public reads it only if you say so."),
            done=_("Submitted. Thank you."),
        ),
        row(
            "note", "submitted", "noted", "followup.note_report", pgettext_lazy("a report", "Note"),
            stamp="noted_at", tone="first",
            follows=_("The reporting side is told. A report is noted, never graded."), done=_("Noted."),
        ),
        row(
            "return_report", "submitted", "returned", "followup.note_report", _("Return with a question"),
            stamp="returned_at", note_needed=True,
            follows=_("The reporting side sees your question and has 30 more days. Meanwhile nobody else reads it."),
            done=_("Returned, with 30 more days."),
        ),
        row(
            "waive", "waiting returned", "waived", "followup.note_report", _("Not needed"),
            stamp="waived_at", reasons=WaivedReason, reason_field="waived_reason", tone="stop",
            follows=_("Nobody is asked for this report any more."), done=_("Nobody is asked for it any more."),
        ),
    ],
)

NOTE = Lifecycle(
    ProgressNote,
    [
        row(
            "give", "draft", "given", "followup.give_note", _("Review and give"), stamp="given_at", binding=True,
            tone="first", follows=_("It is sealed as it stands; those whom you choose read it. You can withdraw it."),
            done=_("Given. Those whom you chose can read it."),
        ),
        row(
            "withdraw", "given", "withdrawn", "followup.give_note", _("Withdraw"), stamp="withdrawn_at", binding=True,
            tone="stop", follows=_("It leaves every page and list at once. Your State keeps it."), done=_("Withdrawn."),
        ),
    ],
)

COMMENT = Lifecycle(
    Comment,
    [
        row(
            "submit", "draft returned", "submitted", "followup.write_comment", _("Send for screening"), tone="first",
            follows=_("A moderator reads it for risks to people, never for its opinion. The State does not see it."),
            done=_("Sent. The State concerned learns of it only if it is published."),
        ),
        row(
            "take_up", "submitted", "screening", "followup.screen_comment", _("Begin screening"), tone="first",
            follows=_("You read it for risks to people, data of individuals and abuse; never for its opinion."),
            done=_("Screening has begun."),
        ),
        row(
            "publish", "screening", "published", "followup.screen_comment", _("Publish"), tone="first",
            follows=_("It appears with the name of its author and the week. The State may reply, and cannot hide it."),
            done=_("Published."),
        ),
        row(
            "return_comment", "screening", "returned", "followup.screen_comment", _("Ask the author"), note_needed=True,
            follows=_("The author sees your question and may change the text."), done=_("The author was asked."),
        ),
        row(
            "decline", "screening", "declined", "followup.screen_comment", _("Do not publish"),
            reasons=DeclinedReason, reason_field="declined_reason", binding=True, tone="stop",
            follows=_("The author learns the reason. Nobody else learns that it was written."),
            done=_("The author was told why."),
        ),
        row(
            "withdraw", "draft submitted screening published returned declined", "withdrawn",
            "followup.withdraw_comment", _("Withdraw"), tone="stop",
            follows=_("Its text is erased at once and leaves every page and list, with any reply. This is final."),
            done=_("Withdrawn. Its text is erased."),
        ),
    ],
    actor_recorded=False,
    coarse_time=True,
)
# fmt: on
