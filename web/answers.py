"""Errors become answers once, for the API: {"field": ["message"]} with 400, {"detail": …} with 403, 404, 409, 503."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import OperationalError
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from web.errors import Conflict, ProofNeeded


def api_answer(exception, context):
    """The Response for `exception`, or None for a real fault (which is then a 500 and gets reported)."""
    if isinstance(exception, Conflict):
        return Response({"detail": str(exception), "current": exception.current}, status=status.HTTP_409_CONFLICT)
    if isinstance(exception, ProofNeeded):
        return Response({"detail": "proof_of_identity_needed"}, status=status.HTTP_403_FORBIDDEN)
    if isinstance(exception, ValidationError):
        exception = exceptions.ValidationError(fields_of(exception))
    if isinstance(exception, OperationalError):
        return Response({"detail": "unavailable"}, status=503, headers={"Retry-After": "30"})
    return exception_handler(exception, context)


def fields_of(error: ValidationError) -> dict[str, list[str]]:
    """{"field": [messages]}; what belongs to no field stands under `non_field_errors`."""
    if not hasattr(error, "error_dict"):
        return {"non_field_errors": error.messages}
    return {
        "non_field_errors" if name == NON_FIELD_ERRORS else name: words for name, words in error.message_dict.items()
    }
