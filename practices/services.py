import rules
from django.db import transaction

from accounts.acting import Acting
from consent.services.papers import begin_paper, show_paper
from lifecycle.engine import record_act
from practices.kind import PRACTICES
from practices.models import Adoption, PracticeCard
from web.errors import NotPermitted, ProofNeeded


@transaction.atomic
def publish_practice(*, state, language: str, words: dict, lines, by: Acting) -> PracticeCard:
    """A practice of the person's State, written, sealed and granted in one act. `words` are columns and sets."""
    card = begin_paper(PRACTICES, by=by, words=words, language=language)
    return show_paper(PRACTICES, card, by=by, lines=lines, edit_no=1)


@transaction.atomic
def adopt_practice(card: PracticeCard, *, by: Acting, may_be_named: bool) -> Adoption:
    """The person's State says that it took the practice over; said again, it changes whether it may be named.

    Being named is a consent: it binds. Raises NotPermitted, ProofNeeded.
    """
    if not rules.has_perm("practices.adopt_practice", by, card):
        raise NotPermitted
    if not by.proven:
        raise ProofNeeded
    state_id = by.capacity.body.state_id
    adoption, _new = Adoption.objects.update_or_create(
        card=card, state_id=state_id, defaults={"may_be_named": may_be_named}
    )
    record_act(card, "adopt", by=by, facts={"state": state_id, "may_be_named": may_be_named})
    return adoption
