"""A statement that came on paper: the secretariat writes it down, the State calls it its own, or throws it away."""

import rules
from django.db import transaction
from django.utils import timezone

from accounts.acting import Acting
from requests_app.lifecycles import STATEMENT
from requests_app.models import NeedsStatement
from requests_app.notices import tell_transcribed
from requests_app.services.writing import write_first
from web.errors import NotPermitted


@transaction.atomic
def transcribe_statement(state, *, by: Acting, words: dict, language: str) -> NeedsStatement:
    """A draft of `state` in the words of its paper (`clearance_document` names it); the State is told.

    From then on only the State reads it. Nothing can be filed before its authoriser recognises it. Raises NotPermitted
    also where the State's representation is contested.
    """
    if not rules.has_perm("requests_app.transcribe_statement", by, None) or state.contested_at:
        raise NotPermitted
    facts = {"transcribed_at": timezone.now()}
    statement = write_first(state, by=by, words=words, language=language, facts=facts)
    tell_transcribed(statement)
    return statement


@transaction.atomic
def recognise_statement(statement: NeedsStatement, *, by: Acting, note: str = "", **_words) -> NeedsStatement:
    """«This is ours»: the State's authoriser signs the transcription back."""
    return STATEMENT.apply(statement, "recognise", by=by, note=note)
