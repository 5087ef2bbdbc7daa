"""How a document leaves: to be saved, never to be opened by the browser, never kept by anybody in between."""

from django.http import FileResponse, Http404

from files import storage
from files.choices import CONTENT_TYPES
from files.models import Document

SANDBOX = "default-src 'none'; sandbox"


def sent(document: Document) -> FileResponse:
    """The bytes of a document. Whoever calls has asked the permission of its owner."""
    try:
        content = storage.path_of(document.place).open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    response = FileResponse(
        content, as_attachment=True, filename=document.name, content_type=CONTENT_TYPES[document.kind]
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = SANDBOX
    return response
