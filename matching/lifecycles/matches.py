"""A yes moves no status by itself: the last one does, through the platform."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle.engine import Lifecycle
from lifecycle.engine import transition_row as row
from matching.choices import TAKES_A_PLACE, EndReason, MatchStatus, PartnerDecline, StateDecline
from matching.models import Match
from web.errors import FailedCheck


def has_dates(match) -> None:
    """Nobody agrees to something without a beginning and an end."""
    if not match.starts_on or not match.ends_on:
        raise FailedCheck(_("The agreement has no dates yet. Write when the support starts and ends."))


def roles_are_filled(match) -> None:
    """Nobody agrees while a part that the State asked for is nobody's: it may have left with its partner."""
    if match.roles_missing:
        words = _(
            "The State asked for this part, and nobody has it now: %(roles)s. It brings somebody in or asks no more."
        )
        raise FailedCheck(words % {"roles": match.roles_missing_in_words})


AGREED = (has_dates, roles_are_filled)

MATCH = Lifecycle(
    Match,
    [
        row("open_talks", "proposed", "in_talks", "matching.follow_yeses", _("Open talks"), stamp="talks_at"),
        row("agree", "in_talks", "agreed", "matching.follow_yeses", _("Agree"), stamp="agreed_at", checks=AGREED),
        row(
            "decline",
            "proposed in_talks",
            "declined",
            "matching.decline_as_partner",
            _("Decline"),
            stamp="ended_at",
            reasons=PartnerDecline,
            reason_field="declined_reason",
            tone="stop",
            follows=_("The State and the secretariat learn your reason; nobody else does."),
            done=_("Declined."),
        ),
        row(
            "decline_as_state",
            "proposed in_talks",
            "declined",
            "matching.decline_as_state",
            _("Decline"),
            stamp="ended_at",
            reasons=StateDecline,
            reason_field="declined_reason",
            tone="stop",
            binding=True,
            follows=_("The partner learns that you declined, not why. Your reason stays with you and the secretariat."),
            done=_("Declined."),
        ),
        row(
            "start",
            "agreed",
            "active",
            "matching.start",
            _("The support has begun"),
            stamp="started_at",
            tone="first",
            follows=_("All parties will be asked to report on it."),
            done=_("It is under way."),
        ),
        row(
            "complete",
            "active",
            "completed",
            "matching.end",
            _("Mark as completed"),
            stamp="ended_at",
            binding=True,
            tone="first",
            follows=_("The support was given as agreed. Reports that are due stay due."),
            done=_("Completed."),
        ),
        row(
            "end_early",
            "agreed active",
            "ended_early",
            "matching.end",
            _("End it early"),
            stamp="ended_at",
            reasons=EndReason,
            reason_field="ended_reason",
            binding=True,
            tone="stop",
            follows=_("All parties are told. Reports that are due stay due."),
            done=_("Ended."),
        ),
        row("amend", "active", "active", "matching.follow_yeses", _("Change the agreement card")),
        row("amend_before_start", "agreed", "agreed", "matching.follow_yeses", _("Change the agreement card")),
        row("end_talks", "in_talks", "lapsed", "matching.sweep", _("Ended after 90 days"), stamp="ended_at"),
        row("lapse", "proposed", "lapsed", "matching.sweep", _("Lapse"), stamp="ended_at"),
        row(
            "end_with_statement",
            "proposed in_talks agreed",
            "declined",
            "matching.sweep",
            _("End with the statement"),
            stamp="ended_at",
            reason_field="declined_reason",
        ),
    ],
)


@dataclass(frozen=True)
class Yes:
    """One of the yeses of a party: where it may be said, who may, and what follows."""

    name: str
    statuses: tuple[MatchStatus, ...]
    permission: str
    mark: str
    label: Any
    follows: Any
    done: Any
    binds_all: bool = False
    asked_by: str = ""

    def is_open(self, match, party) -> bool:
        """Whether this is asked and not said yet; one that joined in the talks is asked for both."""
        asked = not self.asked_by or getattr(match, self.asked_by) is not None
        return asked and match.status in self.statuses and not self.is_said(party)

    def is_said(self, party) -> bool:
        return getattr(party, f"{self.mark}_at") is not None


YESES = {
    yes.name: yes
    for yes in (
        Yes(
            "say_yes_to_talks",
            (MatchStatus.PROPOSED, MatchStatus.IN_TALKS),
            "matching.say_yes_to_talks",
            "talks_yes",
            _("Say yes to talks"),
            _(
                "When the State and a partner have both said yes, each sees the other's office mailbox. "
                "Nothing is agreed yet."
            ),
            _("Your yes is recorded."),
        ),
        Yes(
            "say_yes_to_agreement",
            (MatchStatus.IN_TALKS,),
            "matching.say_yes_to_agreement",
            "agreed_yes",
            _("Say yes to the agreement"),
            _(
                "You agree to it exactly as it stands here. With the last party's yes it is agreed. "
                "Any change of the text asks everybody again."
            ),
            _("Your yes is recorded."),
            binds_all=True,
        ),
        Yes(
            "extend_talks",
            (MatchStatus.IN_TALKS,),
            "matching.say_yes_to_talks",
            "extends_yes",
            _("Go on with the talks"),
            _("When the State and a partner both want to go on, the talks have 90 days more. Otherwise they end."),
            _("Recorded. The talks go on once the other side wants it too."),
            asked_by="talks_asked_at",
        ),
        Yes(
            "say_yes_to_amendment",
            TAKES_A_PLACE,
            "matching.say_yes_to_agreement",
            "amends_yes",
            _("Say yes to the change"),
            _(
                "You agree to the card as it would stand. With the last party's yes it holds from then on; until then "
                "the card of now holds."
            ),
            _("Your yes is recorded."),
            binds_all=True,
            asked_by="amending_no",
        ),
    )
}
