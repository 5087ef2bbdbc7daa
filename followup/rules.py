import rules

from states.choices import PARTICIPANT_KINDS, PARTNER_KINDS, Role
from states.rules import (
    body_of,
    can_authorise_for_state,
    can_draft_for_state,
    has_role,
    is_curator,
    is_from,
    is_moderator,
    is_of_own_body,
    may_authorise_reports,
)


@rules.predicate
def is_of_reporting_side(acting, due) -> bool:
    """The office that owes the report; for a State any of its mission, ministries and NMIRF."""
    body = body_of(acting)
    if body is None or due is None:
        return body is not None
    if due.body.is_of_state:
        return body.is_of_state and body.state_id == due.body.state_id
    return body.pk == due.body_id


@rules.predicate
def is_side_uncontested(acting, due) -> bool:
    return due is None or due.body.state is None or due.body.state.contested_at is None


@rules.predicate
def is_published(acting, comment) -> bool:
    return comment is None or comment.status == "published"


can_write_report = (
    is_of_reporting_side
    & has_role(Role.CONTRIBUTOR, Role.DRAFTER, Role.AUTHORISER, Role.OFFICER, Role.SIGNATORY)
    & is_side_uncontested
)
can_submit_report = (
    is_of_reporting_side
    & has_role(Role.AUTHORISER, Role.OFFICER, Role.SIGNATORY)
    & may_authorise_reports
    & is_side_uncontested
)
can_comment = is_from(*PARTICIPANT_KINDS, *PARTNER_KINDS) & has_role(
    Role.COMMENTER, Role.OBSERVER, Role.OFFICER, Role.SIGNATORY
)

can_write_note = can_draft_for_state

rules.add_perm("followup.write_note", can_write_note)
rules.add_perm("followup.give_note", can_authorise_for_state & may_authorise_reports)
rules.add_perm("followup.write_report", can_write_report)
rules.add_perm("followup.submit_report", can_submit_report)
rules.add_perm("followup.note_report", is_curator)
rules.add_perm("followup.write_comment", can_comment & is_of_own_body)
rules.add_perm("followup.withdraw_comment", can_comment & is_of_own_body)
rules.add_perm("followup.screen_comment", is_moderator)
rules.add_perm("followup.reply_to_comment", can_authorise_for_state & is_published)


def may_read_words(acting, due) -> bool:
    """The reporting side reads its own words at any time, everybody else of a shown due once they are given."""
    return due.is_given or is_of_reporting_side(acting, due)
