"""Private addresses of calendars, given and revoked."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from accounts.acting import Acting
from followup.models import CalendarFeed
from states.models import Mandate
from web.errors import NotPermitted


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def open_feed(*, by: Acting) -> str:
    """A new secret for the address of the calendar of the person's mandate, shown this once; the one before ends."""
    if by.capacity_id is None:
        raise NotPermitted
    Mandate.objects.select_for_update(of=("self",), no_key=True).get(pk=by.capacity_id)
    close_feed(by=by)
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(mandate_id=by.capacity_id, digest=digest_of(secret))
    return secret


@transaction.atomic
def close_feed(*, by: Acting) -> int:
    """Nobody reads the calendar of the person's mandate any more; returns how many addresses ended."""
    live = CalendarFeed.objects.filter(mandate=by.capacity_id, revoked_at__isnull=True)
    return live.update(revoked_at=timezone.now())
