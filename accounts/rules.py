import rules


@rules.predicate
def is_system(acting) -> bool:
    """The platform's own acts (sweeps, opening after the check): each permission names it explicitly."""
    return acting.is_system


@rules.predicate
def is_signed_in(acting) -> bool:
    return acting.user is not None
