import rules

from accounts.rules import is_system
from states.choices import PARTICIPANT_KINDS, PARTNER_KINDS, STATE_KINDS, BodyKind, Role
from states.rules import (
    body_of,
    can_authorise_for_state,
    can_officiate_for_partner,
    can_sign_for_partner,
    has_role,
    is_curator,
    is_from,
    is_of_own_body,
    role_of,
)


@rules.predicate
def is_host_of(acting, session) -> bool:
    """The host of the session's region; asked without a session, any host."""
    body = body_of(acting)
    if body is None or body.kind != BodyKind.REGIONAL_HOST:
        return False
    return session is None or session.region is not None and session.region.host_id == body.pk


@rules.predicate
def is_global(acting, session) -> bool:
    return session is None or session.region_id is None


def is_side(acting, side) -> bool:
    """Whether the person acts for this body, or for another office of its State."""
    mine = body_of(acting)
    if mine is None:
        return False
    return mine.pk == side.pk or mine.is_of_state and side.is_of_state and mine.state_id == side.state_id


@rules.predicate
def is_giver(acting, commitment) -> bool:
    return body_of(acting) is not None and (commitment is None or is_side(acting, commitment.giver))


@rules.predicate
def is_receiver(acting, commitment) -> bool:
    return body_of(acting) is not None and (commitment is None or is_side(acting, commitment.receiver))


@rules.predicate
def is_of_asked(acting, talk) -> bool:
    return talk is None or is_of_own_body(acting, talk.asked)


@rules.predicate
def is_of_asking(acting, talk) -> bool:
    return talk is None or is_of_own_body(acting, talk.asking)


@rules.predicate
def are_sides_uncontested(acting, commitment) -> bool:
    sides = (commitment.giver, commitment.receiver) if commitment else ()
    return all(side.state is None or side.state.contested_at is None for side in sides)


@rules.predicate
def curates_its_session(acting, obj) -> bool:
    """Curates the session that a registration or a request belongs to."""
    return role_of(acting) == Role.CURATOR and can_curate(acting, obj.session if obj is not None else None)


#: who registers an office: everybody who acts for it, whatever they may bind
takes_part_kind = is_from(*STATE_KINDS, *PARTNER_KINDS, *PARTICIPANT_KINDS) & has_role(
    Role.DRAFTER, Role.AUTHORISER, Role.CONTRIBUTOR, Role.OFFICER, Role.SIGNATORY, Role.COMMENTER, Role.OBSERVER
)
is_fund = is_from(BodyKind.FUND)

#: who can sit at a bilateral table
can_sit = takes_part_kind & is_from(*STATE_KINDS, *PARTNER_KINDS)

#: who binds an office
SPEAKS = (Role.AUTHORISER, Role.SIGNATORY)

#: the global session has its secretariat, a regional edition its host: neither writes in the other's agenda
can_curate = (is_curator & is_global) | (is_host_of & has_role(Role.CURATOR))

rules.add_perm("dialogue.curate_session", can_curate)
rules.add_perm("dialogue.list_need", can_authorise_for_state)
rules.add_perm("dialogue.give_commitment", is_giver & has_role(*SPEAKS) & are_sides_uncontested)
rules.add_perm("dialogue.confirm_commitment", is_receiver & has_role(*SPEAKS) & are_sides_uncontested)
rules.add_perm("dialogue.decline_commitment", (is_giver | is_receiver) & has_role(*SPEAKS) & are_sides_uncontested)
rules.add_perm("dialogue.sweep", is_system)
rules.add_perm("dialogue.write_registration", takes_part_kind & is_of_own_body)
rules.add_perm("dialogue.confirm_registration", curates_its_session)
rules.add_perm("dialogue.ask_travel", can_authorise_for_state)
rules.add_perm("dialogue.handle_travel", is_fund & can_officiate_for_partner & is_of_own_body)
rules.add_perm("dialogue.decide_travel", is_fund & can_sign_for_partner & is_of_own_body)
rules.add_perm("dialogue.ask_to_speak", takes_part_kind & is_of_own_body)
rules.add_perm("dialogue.list_speaker", curates_its_session)
rules.add_perm("dialogue.ask_table", can_sit)
rules.add_perm("dialogue.answer_table", can_sit & is_of_asked)
rules.add_perm("dialogue.take_back_table", can_sit & is_of_asking)
rules.add_perm("dialogue.cancel_table", can_sit & (is_of_asked | is_of_asking) | curates_its_session)


def curates(acting, session=None) -> bool:
    """Whether this person curates the session (any session, where none is named)."""
    return role_of(acting) == Role.CURATOR and rules.has_perm("dialogue.curate_session", acting, session)
