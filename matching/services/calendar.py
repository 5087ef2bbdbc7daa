"""The calendar in which proposals need no answer."""

import rules
from django.db import transaction

from accounts.acting import Acting
from lifecycle.engine import record_act
from matching.models import CouncilSession
from web.errors import NotPermitted


@transaction.atomic
def save_council_session(entry: CouncilSession | None, *, by: Acting, words: dict) -> CouncilSession:
    """Enter a session of the Council (`entry` None) or move it: `name`, `starts_on`, `ends_on`."""
    if not rules.has_perm("matching.edit_calendar", by, None):
        raise NotPermitted
    begun = entry is None
    entry = CouncilSession() if entry is None else CouncilSession.objects.select_for_update().get(pk=entry.pk)
    for name, value in words.items():
        setattr(entry, name, value)
    entry.full_clean()
    entry.save()
    record_act(entry, "begin" if begun else "write", by=by)
    return entry
