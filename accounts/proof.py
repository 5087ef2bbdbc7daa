import time

from allauth.account.authentication import get_authentication_records
from django.conf import settings


def proved_recently(request) -> bool:
    """Whether this session proved the person's identity (password, code, passkey) within the last ten minutes."""
    records = get_authentication_records(request, request.user)
    last = max((record["at"] for record in records), default=0)
    return time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
