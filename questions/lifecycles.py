"""The life of a question: sent, screened, published or not; withdrawn with every word."""

from django.utils.translation import gettext_lazy as _

from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row
from questions.choices import DeclinedReason
from questions.models import Question

# A row of a table reads best as a row.
# fmt: off
QUESTION = Lifecycle(
    Question,
    [
        row(
            "submit", "draft returned", "submitted", "questions.ask", _("Send for screening"), tone="first",
            follows=_("A moderator reads it for risks to people, never for its opinion. The State does not see it."),
            done=_("Sent. The State learns of it only if it is published."),
        ),
        row(
            "publish", "submitted", "published", "questions.screen", _("Publish"), tone="first",
            follows=_("It stands beside what it asks about, with the name of who asks. The State may answer it."),
            done=_("Published. The State was told."),
        ),
        row(
            "return_question", "submitted", "returned", "questions.screen", _("Ask the author"), note_needed=True,
            follows=_("The author sees your question and may change the text."), done=_("The author was asked."),
        ),
        row(
            "decline", "submitted", "declined", "questions.screen", _("Do not publish"),
            reasons=DeclinedReason, reason_field="declined_reason", binding=True, tone="stop",
            follows=_("The author learns the reason. Nobody else learns that it was written."),
            done=_("The author was told why."),
        ),
        row(
            "withdraw", "submitted published returned declined", "withdrawn", "questions.withdraw", _("Withdraw"),
            tone="stop",
            follows=_("Its text is erased at once and leaves every page and list, with any answer. This is final."),
            done=_("Withdrawn. Its text is erased."),
        ),
    ],
    actor_recorded=False,
    coarse_time=True,
)
# fmt: on
