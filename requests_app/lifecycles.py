"""The life of a needs statement. Only the State writes, opens, closes and withdraws; the check is receivability."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row
from requests_app.choices import ClosedReason, NotReceivableReason, StatementStatus
from requests_app.models import NeedsStatement
from web.errors import FailedCheck

UNCHECKED_AFTER = timedelta(days=15)


def has_waited_long_enough(statement) -> None:
    """From day 15 the State may open without the check; the secretariat cannot block by silence."""
    if timezone.now() - statement.submitted_at < UNCHECKED_AFTER:
        raise FailedCheck(_("The secretariat still has time to check it. After 15 days you may open it yourself."))


STATEMENT = Lifecycle(
    NeedsStatement,
    [
        row(
            "ask_clearance",
            "draft",
            "clearance",
            "requests_app.ask_clearance",
            _("Ask for clearance"),
            follows=_("The authorisers of your State are told, and can submit it or send it back."),
            done=_("Your authorisers have been told."),
            tone="second",
        ),
        row(
            "return_to_draft",
            "clearance",
            "draft",
            "requests_app.return_to_draft",
            _("Send back to the drafter"),
            note_needed=True,
            follows=_("The drafter sees your note and can go on writing."),
            done=_("Sent back."),
        ),
        row(
            "submit",
            "draft clearance",
            "submitted",
            "requests_app.submit_statement",
            _("Review, consent and submit"),
            stamp="submitted_at",
            binding=True,
            tone="first",
            follows=_("The secretariat checks within ten days that it is complete. Then it opens by itself."),
            done=_("Submitted. It opens by itself after the check."),
        ),
        row(
            "begin_check",
            "submitted",
            "in_check",
            "requests_app.check_statement",
            _("Begin the check"),
            stamp="check_begun_at",
            tone="first",
            follows=_("You check that it is authentic, complete and free of data of individuals; never its merit."),
            done=_("The check has begun."),
        ),
        row(
            "ask_clarification",
            "in_check",
            "clarification",
            "requests_app.check_statement",
            _("Ask the State"),
            note_needed=True,
            follows=_("The State sees your question with its statement."),
            done=_("The State was asked."),
        ),
        row(
            "answer_clarification",
            "clarification",
            "in_check",
            "requests_app.answer_clarification",
            _("Answer"),
            note_needed=True,
            tone="first",
            follows=_("The secretariat goes on with the check."),
            done=_("Answered."),
        ),
        row(
            "refuse_receipt",
            "in_check",
            "not_receivable",
            "requests_app.check_statement",
            _("Not receivable"),
            reasons=NotReceivableReason,
            note_needed=True,
            tone="stop",
            follows=_("The State learns the reason and may file it again."),
            done=_("The State was told why."),
        ),
        row(
            "file_again",
            "not_receivable clarification",
            "draft",
            "requests_app.write_statement",
            _("Write it anew"),
            follows=_("A new edition begins with the same words."),
            done=_("You can write again."),
        ),
        row(
            "open_after_check",
            "in_check",
            "open",
            "requests_app.open_after_check",
            _("Receivable: open it"),
            tone="first",
            follows=_(
                "It is authentic, complete and names no individuals. It opens at once, as far as the State consented."
            ),
            stamp="opened_at",
            done=_("It is open, exactly as far as the State consented."),
        ),
        row(
            "open_unchecked",
            "submitted in_check",
            "open",
            "requests_app.open_unchecked",
            _("Open without the check"),
            stamp="opened_at",
            binding=True,
            checks=(has_waited_long_enough,),
            follows=_("It opens at once, exactly as far as you consented, marked «not yet checked»."),
            done=_("It is open."),
        ),
        row(
            "amend",
            "open",
            "open",
            "requests_app.amend_statement",
            _("Show the new edition"),
            binding=True,
            follows=_("Readers see the new edition from now on, as far as you consent. The old one stays on record."),
            done=_("Readers now see the new edition."),
        ),
        row(
            "close",
            "open",
            "closed",
            "requests_app.close_statement",
            _("Close"),
            stamp="closed_at",
            binding=True,
            reasons=ClosedReason,
            reason_field="closed_reason",
            follows=_("No more offers can come. It stays readable as far as you consented."),
            done=_("Closed."),
        ),
        row(
            "withdraw",
            "clearance submitted in_check clarification not_receivable open",
            "withdrawn",
            "requests_app.withdraw_statement",
            _("Withdraw"),
            stamp="withdrawn_at",
            binding=True,
            tone="stop",
            follows=_(
                "All its words leave every page, list, export and mail at once, for everybody but your State. "
                "No reason is asked. Talks about it end with a notice."
            ),
            done=_("Withdrawn. Nothing of it is shown any more."),
        ),
        row(
            "lapse",
            "open",
            "closed",
            "requests_app.lapse_statement",
            _("Lapse"),
            stamp="closed_at",
            reasons=ClosedReason,
            reason_field="closed_reason",
        ),
    ],
)

OPEN_STATUSES = (StatementStatus.OPEN, StatementStatus.CLOSED)
