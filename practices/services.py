import secrets

from django.db import transaction

from accounts.acting import Acting
from consent import services as ledger
from consent.choices import Kind
from consent.digests import digest_of
from practices.models import PracticeCard, PracticeVersion


@transaction.atomic
def publish_practice(*, state, language: str, words: dict, lines, by: Acting) -> PracticeCard:
    """A practice of the person's State, sealed and granted in one act. `words` are the typed columns of its version."""
    edition = ledger.begin_subject(kind=Kind.PRACTICE, state=state, language=language, by=by)
    card = PracticeCard.objects.create(subject=edition.subject, state=state)
    version = PracticeVersion(edition=edition, card=card, **words)
    version.full_clean()
    version.save()
    ledger.seal(edition, sha256=digest_of(version.content()), by=by)
    ledger.give_grants(edition, lines, by=by)
    subject = ledger.show_edition(edition)
    ledger.allot_reference(subject, prefix="PRA", candidates=(secrets.token_hex(3).upper() for _try in range(20)))
    return card
