import rules

from accounts.rules import is_system
from lifecycle.selectors import history_of
from requests_app.choices import Section, StatementStatus
from states.choices import Role
from states.rules import (
    body_of,
    can_authorise_for_state,
    can_authorise_statements,
    can_draft_for_state,
    has_role,
    is_curator,
    is_of_same_state,
    is_uncontested,
    role_of,
)


@rules.predicate
def is_second_person(acting, statement) -> bool:
    """Where the State asks for a second person, whoever wrote last does not authorise as well."""
    if statement is None or not statement.state.second_person:
        return True
    last = history_of(statement).filter(transition__in=["begin", "write"]).last()
    return last is None or last.actor_id != acting.user_id


@rules.predicate
def is_filed(acting, statement) -> bool:
    """A draft that was never filed is deleted, not withdrawn."""
    return statement is None or statement.status != StatementStatus.DRAFT or statement.submitted_at is not None


@rules.predicate
def awaits_recognition(acting, statement) -> bool:
    return statement is None or statement.awaits_recognition


@rules.predicate
def is_unchecked(acting, statement) -> bool:
    return statement is None or statement.is_unchecked


@rules.predicate
def is_helper(acting, hour) -> bool:
    """A person of the office that was asked for an hour of writing help."""
    body = body_of(acting)
    return bool(body and hour is not None and hour.helper_id == body.pk and role_of(acting) != Role.ADMIN)


is_contributor = is_of_same_state & has_role(Role.CONTRIBUTOR) & is_uncontested

rules.add_perm("requests_app.begin_statement", can_draft_for_state)
rules.add_perm("requests_app.write_statement", can_draft_for_state)
rules.add_perm("requests_app.ask_clearance", can_draft_for_state)
rules.add_perm("requests_app.return_to_draft", can_authorise_for_state)
rules.add_perm("requests_app.submit_statement", can_authorise_statements & is_second_person)
rules.add_perm("requests_app.check_statement", is_curator)
rules.add_perm("requests_app.file_paper", can_draft_for_state | is_curator)
rules.add_perm("requests_app.answer_clarification", can_authorise_for_state)
rules.add_perm("requests_app.open_after_check", is_system | is_curator)
rules.add_perm("requests_app.open_unchecked", can_authorise_statements)
rules.add_perm("requests_app.amend_statement", can_authorise_statements & is_second_person)
rules.add_perm("requests_app.close_statement", can_authorise_statements)
rules.add_perm("requests_app.withdraw_statement", can_authorise_statements & is_filed)
rules.add_perm("requests_app.recognise_statement", can_authorise_statements & awaits_recognition)
rules.add_perm("requests_app.reconfirm_statement", can_authorise_statements)
rules.add_perm("requests_app.confirm_check", is_curator & is_unchecked)
rules.add_perm("requests_app.transcribe_statement", is_curator)
rules.add_perm("requests_app.ask_hour", can_draft_for_state)
rules.add_perm("requests_app.lend_draft", can_authorise_statements)
rules.add_perm("requests_app.help_writing", is_helper)
rules.add_perm("requests_app.lapse_statement", is_system)
rules.add_perm("requests_app.sweep_statement", is_system)


def sections_open_to(acting, statement) -> set[str]:
    """The pages of the form that this person may write in: all for the State's drafters, else those opened to them."""
    if may_write(acting, statement):
        return set(Section.values)
    if not is_contributor(acting, statement):
        return set()
    return set(statement.opened_sections.filter(body=body_of(acting)).values_list("section", flat=True))


def may_write(acting, statement) -> bool:
    """Whether the whole draft is this person's to write: the State's drafters and authorisers."""
    return rules.has_perm("requests_app.write_statement", acting, statement)


def may_file_paper(acting, statement) -> bool:
    """Whether this person may add a note verbale or clearance: the State's drafters, and the check."""
    return rules.has_perm("requests_app.file_paper", acting, statement)


def may_begin(acting) -> bool:
    """Whether this person may start a statement of their own State."""
    return rules.has_perm("requests_app.begin_statement", acting, None) and role_of(acting) != ""


def may_transcribe(acting) -> bool:
    """Whether this person writes down statements that came on paper."""
    return rules.has_perm("requests_app.transcribe_statement", acting, None)


def may_lend(acting, hour) -> bool:
    """Whether this person may lend the draft to the helper, and take it back."""
    return rules.has_perm("requests_app.lend_draft", acting, hour)
