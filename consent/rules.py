import rules

from consent.choices import Kind
from states.rules import can_authorise_for_state, can_authorise_statements, can_draft_for_state, may_authorise_reports

can_consent_to_reports = can_authorise_for_state & may_authorise_reports


@rules.predicate
def can_consent(acting, subject) -> bool:
    """An authoriser of an office that the State lets authorise this kind of thing: reports have a setting of their own.

    Without a subject: of either kind.
    """
    if subject is None:
        return can_authorise_statements(acting, None) or can_consent_to_reports(acting, None)
    asked = can_consent_to_reports if subject.kind == Kind.REPORT else can_authorise_statements
    return asked(acting, subject)


can_write = can_draft_for_state

rules.add_perm("consent.give", can_consent)
