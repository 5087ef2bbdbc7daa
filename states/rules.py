"""Who may act for whom: the few predicates that every permission of the floors above is built from.

`obj` is anything with `state_id`; a permission asked without an object is answered as if it were the person's own.
"""

import rules

from states.choices import SEEN_READING_KINDS, BodyKind, Role, head_role


def body_of(acting):
    return acting.capacity.body if acting.capacity is not None else None


def role_of(acting) -> str:
    return acting.capacity.role if acting.capacity is not None else ""


@rules.predicate
def is_of_same_state(acting, obj) -> bool:
    """A mission, ministry or NMIRF of the State that the object belongs to."""
    body = body_of(acting)
    return bool(body and body.is_of_state and (obj is None or body.state_id == obj.state_id))


def speaks_for_a_state(acting) -> bool:
    """Whether the mandate in use is one of a State's offices."""
    body = body_of(acting)
    return bool(body and body.is_of_state)


def has_role(*roles: str):
    """A predicate: the mandate in use has one of these roles."""

    @rules.predicate(f"has_role:{','.join(roles)}")
    def predicate(acting) -> bool:
        return role_of(acting) in roles

    return predicate


def is_from(*kinds: str):
    """A predicate: the body is of one of these kinds."""

    @rules.predicate(f"is_from:{','.join(sorted(kinds))}")
    def predicate(acting) -> bool:
        body = body_of(acting)
        return bool(body and body.kind in kinds)

    return predicate


@rules.predicate
def is_partner(acting) -> bool:
    body = body_of(acting)
    return bool(body and body.is_partner)


@rules.predicate
def is_of_own_body(acting, obj) -> bool:
    """The object (with `body_id`) belongs to the body of the mandate."""
    body = body_of(acting)
    return bool(body and (obj is None or obj.body_id == body.pk))


@rules.predicate
def is_uncontested(acting, obj) -> bool:
    """Where two authorities claim a State, its writes freeze."""
    return obj is None or obj.state.contested_at is None


def is_of_kind_for(field: str):
    """A predicate: the State (of the body in use) lets offices of its kind authorise; others are not asked."""

    @rules.predicate(f"is_of_kind_for:{field}")
    def predicate(acting) -> bool:
        body = body_of(acting)
        return bool(body and (not body.is_of_state or body.kind in getattr(body.state, field)))

    return predicate


is_secretariat = is_from(BodyKind.SECRETARIAT)
is_curator = is_secretariat & has_role(Role.CURATOR)
is_moderator = is_secretariat & has_role(Role.MODERATOR)
runs_the_platform = is_curator | is_moderator
can_draft_for_state = is_of_same_state & has_role(Role.DRAFTER, Role.AUTHORISER) & is_uncontested
can_authorise_for_state = is_of_same_state & has_role(Role.AUTHORISER) & is_uncontested
can_officiate_for_partner = is_partner & has_role(Role.OFFICER, Role.SIGNATORY)
can_sign_for_partner = is_partner & has_role(Role.SIGNATORY)
can_authorise_statements = can_authorise_for_state & is_of_kind_for("statement_kinds")
may_authorise_reports = is_of_kind_for("report_kinds")


@rules.predicate
def is_deputy(acting) -> bool:
    """Stands in for a time: does the work of the post, and never changes who holds one."""
    return acting.capacity is not None and acting.capacity.is_deputy


@rules.predicate
def is_deputy_at_home(acting, body) -> bool:
    return is_deputy(acting) and (body is None or body.pk == body_of(acting).pk)


rules.add_perm("states.set_authority", can_authorise_statements & ~is_deputy)
rules.add_perm("states.mark_contested", is_curator)


@rules.predicate
def heads_office(acting, body) -> bool:
    """In the mandate in use the person heads this very office."""
    own = body_of(acting)
    return bool(own and role_of(acting) == head_role(own.kind) and (body is None or own.pk == body.pk))


@rules.predicate
def is_verified_office(acting, body) -> bool:
    return body is None or body.verified_at is not None


manages_office = heads_office & ~is_deputy

rules.add_perm("states.invite", (heads_office | is_curator & is_verified_office) & ~is_deputy_at_home)
rules.add_perm("states.end_mandate", (heads_office | is_curator) & ~is_deputy_at_home)
rules.add_perm("states.hand_over", manages_office)
rules.add_perm("states.show_reading", manages_office & is_from(*SEEN_READING_KINDS))


@rules.predicate
def acts_for_office(acting, body) -> bool:
    own = body_of(acting)
    return bool(own and (body is None or own.pk == body.pk))


@rules.predicate
def answers_for_office(acting, deputy) -> bool:
    """Heads the office of the post or its parent; for a State also whoever authorises for it."""
    own = body_of(acting)
    if own is None or role_of(acting) != head_role(own.kind):
        return False
    office = deputy.body
    if own.pk in (office.pk, office.parent_id):
        return True
    return office.is_of_state and own.state_id == office.state_id and own.kind in own.state.statement_kinds


@rules.predicate
def is_party_to_deputy(acting, deputy) -> bool:
    """The deputy, and whose post it is."""
    return acting.user_id is not None and acting.user_id in (deputy.person_id, deputy.post and deputy.post.user_id)


rules.add_perm("states.name_deputy", (acts_for_office & ~is_deputy) | is_curator)
rules.add_perm("states.agree_to_deputy", answers_for_office & ~is_deputy)
rules.add_perm("states.end_deputy", is_party_to_deputy | answers_for_office & ~is_deputy | is_curator)
rules.add_perm("states.verify_body", is_curator)
rules.add_perm("states.settle_mails", is_curator)
rules.add_perm("states.see_vacant_posts", is_curator)
